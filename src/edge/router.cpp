#include "edge/router.hpp"

#include "edge/http.hpp"

namespace cookdiff::edge {

namespace {

// Cuts the first segment off a path that begins with "/": "/a/b" gives "a" and leaves "/b".
std::string_view cut_segment(std::string_view& path) {
  path.remove_prefix(1);
  const std::size_t end = path.find('/');
  const std::string_view segment = path.substr(0, end);
  path = end == std::string_view::npos ? std::string_view{} : path.substr(end);
  return segment;
}

bool is_parameter(std::string_view segment) {
  return segment.size() > 2 && segment.front() == '{' && segment.back() == '}';
}

// True when the shape fits; a parameter must not be empty.
bool fits(std::string_view pattern, std::string_view path) {
  while (!pattern.empty() && !path.empty() && path.front() == '/') {
    const std::string_view wanted = cut_segment(pattern);
    const std::string_view segment = cut_segment(path);
    if (is_parameter(wanted) ? segment.empty() : wanted != segment) return false;
  }
  return pattern.empty() && path.empty();
}

bool bind(Match& match, std::string_view pattern, std::string_view path) {
  while (!pattern.empty()) {
    const std::string_view wanted = cut_segment(pattern);
    const std::string_view segment = cut_segment(path);
    if (!is_parameter(wanted)) continue;
    auto value = percent_decode(segment);
    if (!value) return false;
    match.parameters.emplace_back(wanted.substr(1, wanted.size() - 2), *std::move(value));
  }
  return true;
}

void allow(std::string& list, std::string_view method) {
  if (!list.empty()) list += ", ";
  list += method;
}

}  // namespace

std::string_view Match::parameter(std::string_view name) const {
  for (const auto& [key, value] : parameters)
    if (key == name) return value;
  return {};
}

Match match(std::span<const Route> routes, std::string_view method, std::string_view path) {
  Match out;
  const std::string_view wanted = method == "HEAD" ? std::string_view{"GET"} : method;
  for (const Route& route : routes) {
    if (!fits(route.pattern, path)) continue;
    allow(out.allow, route.method);
    if (route.method == "GET") allow(out.allow, "HEAD");
    if (out.route == nullptr && route.method == wanted) out.route = &route;
  }
  if (out.allow.empty()) return out;
  allow(out.allow, "OPTIONS");
  if (out.route == nullptr) {
    out.kind = Match::Kind::no_method;
  } else {
    out.kind = bind(out, out.route->pattern, path) ? Match::Kind::found : Match::Kind::bad_path;
  }
  return out;
}

}  // namespace cookdiff::edge
