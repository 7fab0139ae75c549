#include "formats/front_matter.hpp"

#include <algorithm>
#include <numeric>
#include <string>

#include "base/sort.hpp"
#include "formats/text.hpp"
#include "json/read.hpp"

namespace cookdiff::formats {

namespace {

constexpr std::string_view fence = "---";

std::string_view take_line(std::string_view& rest) {
  const std::size_t end = std::min(rest.find('\n'), rest.size());
  std::string_view line = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

bool is_json_number(std::string_view text) {
  if (text.empty() || (!is_digit(text.front()) && text.front() != '-') || !is_digit(text.back())) return false;
  std::size_t at = text.front() == '-' ? 1 : 0;
  const std::size_t point = std::min(text.find('.'), text.size());
  const std::string_view whole = text.substr(at, point - at);
  const std::string_view part = text.substr(std::min(point + 1, text.size()));
  return !whole.empty() && (whole.size() == 1 || whole.front() != '0') &&
         std::all_of(whole.begin(), whole.end(), is_digit) && std::all_of(part.begin(), part.end(), is_digit);
}

std::string_view unquote(std::string_view text, Arena& arena) {
  const char quote = text.front();
  text = text.substr(1, text.size() - 2);
  if (text.find(quote == '"' ? '\\' : '\'') == std::string_view::npos) return text;
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool escapes =
        at + 1 < text.size() && (quote == '"' ? text[at] == '\\' : text[at] == '\'' && text[at + 1] == '\'');
    if (!escapes) {
      out += text[at];
      continue;
    }
    const char next = text[++at];
    out += quote == '"' && next == 'n' ? '\n' : quote == '"' && next == 't' ? '\t' : next;
  }
  return arena.copy(out);
}

std::string_view without_comment(std::string_view text) {
  const std::size_t at = text.find(" #");
  return trim(text.starts_with('#') ? std::string_view{} : text.substr(0, at));
}

json::Value inline_list(std::string_view text, Arena& arena) {
  std::vector<json::Value> items;
  text = text.substr(1, text.size() - 2);
  char quote = '\0';
  std::size_t from = 0;
  for (std::size_t at = 0; at <= text.size(); ++at) {
    const bool ends = at == text.size() || (text[at] == ',' && quote == '\0');
    if (ends) {
      const std::string_view item = trim(text.substr(from, at - from));
      if (!item.empty()) items.push_back(yaml_scalar(item, arena));
      from = at + 1;
    } else if (quote != '\0') {
      if (text[at] == quote) quote = '\0';
    } else if (text[at] == '"' || (text[at] == '\'' && trim(text.substr(from, at - from)).empty())) {
      quote = text[at];
    }
  }
  return json::array(arena.copy(std::span<const json::Value>(items)));
}

json::Value value_of(std::string_view text, Arena& arena) {
  text = trim(text);
  if (text.size() >= 2 && text.front() == '[' && text.back() == ']') return inline_list(text, arena);
  return yaml_scalar(text, arena);
}

// "key: value" and "key:"; false where the line is neither.
bool split_key(std::string_view line, std::string_view& key, std::string_view& value, Arena& arena) {
  std::size_t at = 0;
  if (!line.empty() && (line.front() == '"' || line.front() == '\'')) {
    at = line.find(line.front(), 1);
    if (at == std::string_view::npos) return false;
  }
  at = line.find(':', at);
  while (at != std::string_view::npos && at + 1 < line.size() && line[at + 1] != ' ') at = line.find(':', at + 1);
  if (at == std::string_view::npos) return false;
  key = trim(line.substr(0, at));
  if (key.size() >= 2 && (key.front() == '"' || key.front() == '\'') && key.back() == key.front())
    key = unquote(key, arena);
  value = trim(line.substr(at + 1));
  return !key.empty();
}

// The lines below a key that belong to it: indented, or items of a list.
std::vector<std::string_view> take_block(std::string_view& rest) {
  std::vector<std::string_view> lines;
  while (!rest.empty()) {
    std::string_view ahead = rest;
    const std::string_view line = take_line(ahead);
    const bool belongs = trim(line).empty() || line.front() == ' ' || line.front() == '\t' || line.starts_with("- ");
    if (!belongs) break;
    lines.push_back(line);
    rest = ahead;
  }
  while (!lines.empty() && trim(lines.back()).empty()) lines.pop_back();
  return lines;
}

json::Value block_text(const std::vector<std::string_view>& lines, bool folded, Arena& arena) {
  std::string out;
  for (const std::string_view line : lines) {
    if (!out.empty()) out += folded && !trim(line).empty() ? ' ' : '\n';
    out += trim(line);
  }
  return json::string(arena.copy(out));
}

json::Value block_of(const std::vector<std::string_view>& lines, Arena& arena) {
  std::vector<json::Value> items;
  std::vector<json::Member> members;
  for (const std::string_view raw : lines) {
    const std::string_view line = trim(raw);
    std::string_view key;
    std::string_view value;
    if (line.empty() || line.front() == '#') continue;
    if (line.starts_with("- ")) {
      items.push_back(value_of(line.substr(2), arena));
    } else if (split_key(line, key, value, arena)) {
      members.push_back({key, value_of(value, arena)});
    } else {
      return block_text(lines, true, arena);
    }
  }
  if (!items.empty() && !members.empty()) return block_text(lines, false, arena);
  if (!items.empty()) return json::array(arena.copy(std::span<const json::Value>(items)));
  if (members.empty()) return json::null();
  const std::vector<json::Member> once = last_of_each(std::move(members));
  return json::object(arena.copy(std::span<const json::Member>(once)));
}

}  // namespace

std::vector<json::Member> last_of_each(std::vector<json::Member> members) {
  std::vector<std::size_t> order(members.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  base::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return members[a].key != members[b].key ? members[a].key < members[b].key : a < b;
  });
  std::vector<bool> dropped(members.size());
  for (std::size_t at = 0; at + 1 < order.size(); ++at) {
    dropped[order[at]] = members[order[at]].key == members[order[at + 1]].key;
  }
  std::vector<json::Member> out;
  for (std::size_t at = 0; at < members.size(); ++at) {
    if (!dropped[at]) out.push_back(members[at]);
  }
  return out;
}

FrontMatter split_front_matter(std::string_view text) {
  std::string_view rest = text;
  if (trim(take_line(rest)) != fence) return {false, {}, text};
  const char* begin = rest.data();
  while (!rest.empty()) {
    const char* line_at = rest.data();
    const std::string_view line = take_line(rest);
    if (line.starts_with(fence) && trim(line) == fence) {
      return {true, {begin, static_cast<std::size_t>(line_at - begin)}, rest};
    }
  }
  return {false, {}, text};
}

json::Value yaml_scalar(std::string_view text, Arena& arena) {
  text = trim(text);
  if (text.empty()) return json::null();
  const char quote = text.front();
  if (quote == '"' || quote == '\'') {
    if (text.size() >= 2 && text.back() == quote) return json::string(unquote(text, arena));
    return json::string(text);
  }
  text = without_comment(text);
  if (text.empty() || text == "null" || text == "~") return json::null();
  if (text == "true" || text == "false") return json::boolean(text == "true");
  return is_json_number(text) ? json::number(text) : json::string(text);
}

std::vector<json::Member> read_yaml(std::string_view yaml, Arena& arena) {
  std::vector<json::Member> out;
  while (!yaml.empty()) {
    const std::string_view line = take_line(yaml);
    std::string_view key;
    std::string_view value;
    if (trim(line).empty() || line.front() == '#' || !split_key(line, key, value, arena)) continue;
    if (value.empty() || value.front() == '#') {
      out.push_back({key, block_of(take_block(yaml), arena)});
    } else if (value == "|" || value == ">" || value == "|-" || value == ">-") {
      out.push_back({key, block_text(take_block(yaml), value.front() == '>', arena)});
    } else {
      out.push_back({key, value_of(value, arena)});
    }
  }
  return last_of_each(std::move(out));
}

}  // namespace cookdiff::formats
