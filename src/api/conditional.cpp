#include "api/conditional.hpp"

#include <vector>

#include "edge/stores.hpp"

namespace cookdiff::api {

namespace {

// Takes one tag off the list, with its quotes and without W/. Empty when there is none left.
std::string_view take_tag(std::string_view& list, bool& weak) {
  while (!list.empty() && (list.front() == ' ' || list.front() == '\t' || list.front() == ',')) list.remove_prefix(1);
  weak = list.starts_with("W/");
  if (weak) list.remove_prefix(2);
  if (!list.starts_with('"')) return {};
  const std::size_t end = list.find('"', 1);
  if (end == std::string_view::npos) return {};
  const std::string_view tag = list.substr(0, end + 1);
  list.remove_prefix(end + 1);
  return tag;
}

bool names(std::string_view list, std::string_view tag, bool weakly) {
  if (list == "*") return true;
  for (;;) {
    bool weak = false;
    const std::string_view next = take_tag(list, weak);
    if (next.empty()) return false;
    if (next == tag && (weakly || !weak)) return true;
  }
}

}  // namespace

edge::Task<std::string> tag_of(edge::Instance& instance, std::string bytes) {
  std::vector<std::string> inputs;
  inputs.push_back(std::move(bytes));
  const std::vector<std::string> digests = co_await edge::sha256(instance, std::move(inputs));
  co_return "\"" + digests[0].substr(0, 32) + "\"";
}

bool names_weakly(std::string_view list, std::string_view tag) { return names(list, tag, true); }
bool names_strongly(std::string_view list, std::string_view tag) { return names(list, tag, false); }

edge::Task<edge::Response> with_tag(edge::Instance& instance, const edge::Request& request, edge::Response response) {
  if (response.status != 200) co_return response;
  const std::string tag = co_await tag_of(instance, response.body);
  if (names_weakly(request.header("if-none-match"), tag)) {
    response.status = 304;
    response.body.clear();
  }
  response.headers.emplace_back("etag", tag);
  co_return response;
}

}  // namespace cookdiff::api
