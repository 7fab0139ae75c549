#include "formats/text.hpp"

#include <algorithm>
#include <array>

namespace cookdiff::formats {

namespace {

constexpr std::size_t header_bytes_max = 80;  // a longer line that ends in a colon is a sentence
constexpr int decode_passes_max = 2;          // what was escaped twice comes out; more is somebody's example

constexpr std::array<std::string_view, 4> blanks = {"\xC2\xA0", "\xEF\xBB\xBF", "\xE2\x80\x8B", "\xE2\x80\xAF"};

constexpr std::array<std::string_view, 26> block_tags = {
    "blockquote", "br", "dd", "div", "dl",  "dt",      "figure", "h1",    "h2", "h3", "h4", "h5", "h6",
    "hr",         "li", "ol", "p",   "pre", "section", "table",  "tbody", "td", "th", "tr", "ul", "video"};
constexpr std::array<std::string_view, 30> inline_tags = {
    "a",      "abbr",   "b",     "big", "center", "cite", "code", "del",    "em",    "font",
    "i",      "iframe", "img",   "ins", "mark",   "q",    "s",    "script", "small", "span",
    "strike", "strong", "style", "sub", "sup",    "time", "tt",   "u",      "var",   "wbr"};

enum class Tag { none, in_line, block };

struct TagAt {
  Tag kind = Tag::none;
  std::size_t size = 0;  // bytes from '<' to behind '>'
  bool raised = false;   // <sup> and <sub>: "1<sup>1</sup>/<sub>2</sub>" is no 11/2
};

// The tag at text[at] == '<'. The search for its end stops at the next '<', so that many open ones stay linear.
TagAt tag_at(std::string_view text, std::size_t at) {
  std::size_t from = at + 1;
  if (from < text.size() && text[from] == '/') ++from;
  std::size_t to = from;
  std::string name;
  while (to < text.size() && (is_letter(text[to]) || is_digit(text[to])) && to - from < 12) name += lower(text[to++]);
  if (name.empty() || to == text.size()) return {};
  if (text[to] != '>' && text[to] != '/' && !is_space(text[to])) return {};
  const std::size_t end = text.find_first_of("<>", to);
  if (end == std::string_view::npos || text[end] != '>') return {};
  const std::size_t size = end + 1 - at;
  if (std::find(block_tags.begin(), block_tags.end(), name) != block_tags.end()) return {Tag::block, size, false};
  if (std::find(inline_tags.begin(), inline_tags.end(), name) == inline_tags.end()) return {};
  return {Tag::in_line, size, text[at + 1] != '/' && (name == "sup" || name == "sub")};
}

void strip_tags(std::string_view text, std::string& out) {
  bool comments_end = true;  // false once no "-->" is left
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] != '<') {
      out += text[at++];
      continue;
    }
    if (comments_end && text.substr(at, 4) == "<!--") {
      const std::size_t end = text.find("-->", at + 4);
      comments_end = end != std::string_view::npos;
      if (comments_end) {
        at = end + 3;
        continue;
      }
    }
    const TagAt tag = tag_at(text, at);
    if (tag.kind == Tag::none) {
      out += text[at++];
      continue;
    }
    at += tag.size;
    if (tag.kind == Tag::block) {
      out += '\n';
    } else if (tag.raised && !out.empty() && is_digit(out.back()) && at < text.size() && is_digit(text[at])) {
      out += ' ';
    }
  }
}

}  // namespace

std::string_view trim(std::string_view text) {
  for (bool again = true; again && !text.empty();) {
    again = false;
    while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
    for (const std::string_view blank : blanks) {
      if (text.starts_with(blank)) {
        text.remove_prefix(blank.size());
        again = true;
      }
      if (text.ends_with(blank)) {
        text.remove_suffix(blank.size());
        again = true;
      }
    }
  }
  return text;
}

std::string_view clean(std::string_view text, Arena& arena) {
  text = trim(text);
  if (text.find_first_of("&<") == std::string_view::npos) return text;
  std::string now(text);
  for (int pass = 0; pass < decode_passes_max; ++pass) {
    std::string decoded;
    decode_entities(now, decoded);
    std::string plain;
    strip_tags(decoded, plain);
    if (plain == now) break;
    now = std::move(plain);
  }
  const std::string_view kept = trim(now);
  return kept == text ? text : arena.copy(kept);
}

std::string_view clean_line(std::string_view text, Arena& arena) {
  text = clean(text, arena);
  if (text.find_first_of("\n\r\t\v\f") == std::string_view::npos) return text;
  std::string flat;
  for (std::size_t at = 0; at < text.size();) {
    if (!is_space(text[at])) {
      flat += text[at++];
      continue;
    }
    const std::size_t from = at;
    while (at < text.size() && is_space(text[at])) ++at;
    const std::string_view run = text.substr(from, at - from);
    if (run.find_first_not_of(' ') == std::string_view::npos) {
      flat += run;
    } else {
      flat += ' ';
    }
  }
  return arena.copy(flat);
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
    const std::string_view line = trim(text.substr(0, end));
    if (!line.empty()) out.push_back(line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

std::string lower_text(std::string_view text) {
  std::string out(text);
  for (char& byte : out) byte = lower(byte);
  return out;
}

bool same_letters(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

bool is_header(std::string_view line, std::string_view& name) {
  if (line.size() > header_bytes_max || line.size() < 2) return false;
  if (line.front() == '[' && line.back() == ']') {
    name = trim(line.substr(1, line.size() - 2));
  } else if (line.front() == '#') {
    const std::size_t text_at = line.find_first_not_of('#');
    if (text_at == std::string_view::npos || !is_space(line[text_at])) return false;
    name = trim(line.substr(text_at));
  } else if (line.back() == ':' && std::none_of(line.begin(), line.end(), is_digit)) {
    name = trim(line.substr(0, line.size() - 1));
  } else if (line.size() > 5 && line.starts_with("**") && line.find("**", 2) == line.size() - 2 &&
             std::string_view(".!?").find(line[line.size() - 3]) == std::string_view::npos &&
             std::none_of(line.begin(), line.end(), is_digit)) {
    name = line;  // all of it bold, and no sentence
  } else {
    return false;
  }
  while (name.size() > 4 && name.starts_with("**") && name.ends_with("**"))
    name = trim(name.substr(2, name.size() - 4));
  if (name.ends_with(':')) name = trim(name.substr(0, name.size() - 1));
  return !name.empty();
}

}  // namespace cookdiff::formats
