#include "api/negotiate.hpp"

#include "edge/http.hpp"

namespace cookdiff::api {

namespace {

// Takes what stands before the next `separator`, trimmed; quoted text is not cut.
std::string_view take_part(std::string_view& rest, char separator) {
  bool quoted = false;
  std::size_t at = 0;
  for (; at < rest.size(); ++at) {
    if (quoted && rest[at] == '\\') {
      ++at;
    } else if (rest[at] == '"') {
      quoted = !quoted;
    } else if (rest[at] == separator && !quoted) {
      break;
    }
  }
  if (at > rest.size()) at = rest.size();
  const std::string_view part = edge::trim(rest.substr(0, at));
  rest = at < rest.size() ? rest.substr(at + 1) : std::string_view{};
  return part;
}

// "0.75" as 750; what is no weight counts as 1, as the absence of one does.
int thousandths(std::string_view weight) {
  if (weight.empty() || (weight[0] != '0' && weight[0] != '1') || weight.size() > 5) return 1000;
  int out = (weight[0] - '0') * 1000;
  if (weight.size() > 1 && weight[1] != '.') return 1000;
  int place = 100;
  for (std::size_t at = 2; at < weight.size(); ++at, place /= 10) {
    if (weight[at] < '0' || weight[at] > '9') return 1000;
    out += (weight[at] - '0') * place;
  }
  return out > 1000 ? 1000 : out;
}

// How closely a media range names a type: 0 not at all, 1 "*/*", 2 "text/*", 3 "text/html".
int closeness(std::string_view range, std::string_view type) {
  if (range == type) return 3;
  if (range == "*/*" || range == "*") return 1;
  const std::size_t slash = type.find('/');
  return range.ends_with("/*") && range.substr(0, range.size() - 2) == type.substr(0, slash) ? 2 : 0;
}

// The weight of one type: of the range that names it most closely.
int weight_of(std::string_view accept, std::string_view type) {
  int closest = 0;
  int weight = 0;
  std::string_view rest = accept;
  for (int n = 0; n < media_ranges_max && !rest.empty(); ++n) {
    std::string_view element = take_part(rest, ',');
    const std::string range = edge::lower(take_part(element, ';'));
    int own = 1000;
    while (!element.empty()) {
      std::string_view parameter = take_part(element, ';');
      if (edge::lower(take_part(parameter, '=')) == "q") own = thousandths(edge::trim(parameter));
    }
    const int close = closeness(range, type);
    if (close > closest || (close == closest && close > 0 && own > weight)) {
      closest = close;
      weight = own;
    }
  }
  return weight;
}

}  // namespace

std::optional<std::size_t> choose_form(std::string_view accept, std::span<const std::string_view> offered) {
  if (edge::trim(accept).empty()) return 0;
  std::optional<std::size_t> best;
  int best_weight = 0;
  for (std::size_t at = 0; at < offered.size(); ++at) {
    const int weight = weight_of(accept, offered[at]);
    if (weight <= best_weight) continue;
    best_weight = weight;
    best = at;
  }
  return best;
}

std::optional<std::string> media_type(std::string_view content_type) {
  std::string_view rest = content_type;
  std::string type = edge::lower(take_part(rest, ';'));
  while (!rest.empty()) {
    std::string_view parameter = take_part(rest, ';');
    if (edge::lower(take_part(parameter, '=')) != "charset") continue;
    std::string_view charset = edge::trim(parameter);
    if (charset.size() >= 2 && charset.front() == '"' && charset.back() == '"')
      charset = charset.substr(1, charset.size() - 2);
    const std::string name = edge::lower(charset);
    if (name != "utf-8" && name != "utf8" && name != "us-ascii") return std::nullopt;
  }
  return type;
}

}  // namespace cookdiff::api
