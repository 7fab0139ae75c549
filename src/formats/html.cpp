#include "formats/html.hpp"

#include "formats/text.hpp"

namespace cookdiff::formats {

namespace {

constexpr std::string_view wanted_type = "application/ld+json";

bool starts_with_letters(std::string_view text, std::string_view letters) {
  return text.size() >= letters.size() && same_letters(text.substr(0, letters.size()), letters);
}

struct StartTag {
  bool is_json_ld = false;
  std::size_t end = std::string_view::npos;  // behind its '>'; npos where the page ends before
};

std::size_t skip_space(std::string_view text, std::size_t at) {
  while (at < text.size() && (is_space(text[at]) || text[at] == '/')) ++at;
  return at;
}

// The attributes from text[at], behind the element's name.
StartTag read_attributes(std::string_view text, std::size_t at) {
  StartTag tag;
  for (;;) {
    at = skip_space(text, at);
    if (at >= text.size()) return tag;
    if (text[at] == '>') {
      tag.end = at + 1;
      return tag;
    }
    const std::size_t name_at = at;
    while (at < text.size() && !is_space(text[at]) && text[at] != '=' && text[at] != '>' && text[at] != '/') ++at;
    const std::string_view name = text.substr(name_at, at - name_at);
    std::size_t equals = at;
    while (equals < text.size() && is_space(text[equals])) ++equals;
    if (equals >= text.size() || text[equals] != '=') {
      if (at == name_at) ++at;  // a stray byte
      continue;
    }
    at = equals + 1;
    while (at < text.size() && is_space(text[at])) ++at;
    if (at >= text.size()) return tag;
    std::size_t end = 0;
    const bool quoted = text[at] == '"' || text[at] == '\'';
    if (quoted) {
      const std::size_t from = at + 1;
      end = text.find(text[at], from);
      at = from;
    } else {
      end = text.find_first_of(" \t\r\n\f>", at);
    }
    if (end == std::string_view::npos) return tag;
    if (same_letters(name, "type")) {
      std::string decoded;  // "application/ld&#x2B;json" is the same type
      decode_entities(text.substr(at, end - at), decoded);
      const std::string_view value = trim(decoded);
      const bool ends = value.size() == wanted_type.size() ||
                        (value.size() > wanted_type.size() && value[wanted_type.size()] == ';') ||
                        (value.size() > wanted_type.size() && is_space(value[wanted_type.size()]));
      tag.is_json_ld = ends && starts_with_letters(value, wanted_type);
    }
    at = quoted ? end + 1 : end;
  }
}

// Where the script's content ends: its "</script", or the end of the page.
std::size_t content_end(std::string_view page, std::size_t at) {
  for (;;) {
    at = page.find("</", at);
    if (at == std::string_view::npos) return page.size();
    if (starts_with_letters(page.substr(at + 2), "script")) return at;
    at += 2;
  }
}

}  // namespace

std::vector<std::string_view> json_ld_blocks(std::string_view page) {
  constexpr std::string_view opening = "<script";
  std::vector<std::string_view> out;
  for (std::size_t at = 0;;) {
    at = page.find('<', at);
    if (at == std::string_view::npos) return out;
    const std::string_view rest = page.substr(at);
    if (rest.size() < 2 || (rest[1] != '!' && rest[1] != 's' && rest[1] != 'S')) {
      ++at;
      continue;
    }
    if (rest.starts_with("<!--")) {
      const std::size_t end = page.find("-->", at + 4);
      if (end == std::string_view::npos) return out;
      at = end + 3;
      continue;
    }
    const bool script = starts_with_letters(rest, opening) && rest.size() > opening.size() &&
                        (is_space(rest[opening.size()]) || rest[opening.size()] == '>' || rest[opening.size()] == '/');
    if (!script) {
      ++at;
      continue;
    }
    const StartTag tag = read_attributes(page, at + opening.size());
    if (tag.end == std::string_view::npos) return out;
    const std::size_t end = content_end(page, tag.end);
    if (tag.is_json_ld) out.push_back(page.substr(tag.end, end - tag.end));
    at = end;
  }
}

}  // namespace cookdiff::formats
