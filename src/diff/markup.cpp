#include "diff/markup.hpp"

#include <cstdint>
#include <cstring>

#include "base/unicode.hpp"

namespace cookdiff::diff {
namespace {

constexpr std::size_t tag_bytes_max = 256;
constexpr std::size_t entity_bytes_max = 10;  // between & and ;

// U+00A0 to U+00FF in their order.
constexpr std::string_view latin1[] = {
    "nbsp",   "iexcl",  "cent",   "pound",  "curren", "yen",    "brvbar", "sect",   "uml",    "copy",   "ordf",
    "laquo",  "not",    "shy",    "reg",    "macr",   "deg",    "plusmn", "sup2",   "sup3",   "acute",  "micro",
    "para",   "middot", "cedil",  "sup1",   "ordm",   "raquo",  "frac14", "frac12", "frac34", "iquest", "Agrave",
    "Aacute", "Acirc",  "Atilde", "Auml",   "Aring",  "AElig",  "Ccedil", "Egrave", "Eacute", "Ecirc",  "Euml",
    "Igrave", "Iacute", "Icirc",  "Iuml",   "ETH",    "Ntilde", "Ograve", "Oacute", "Ocirc",  "Otilde", "Ouml",
    "times",  "Oslash", "Ugrave", "Uacute", "Ucirc",  "Uuml",   "Yacute", "THORN",  "szlig",  "agrave", "aacute",
    "acirc",  "atilde", "auml",   "aring",  "aelig",  "ccedil", "egrave", "eacute", "ecirc",  "euml",   "igrave",
    "iacute", "icirc",  "iuml",   "eth",    "ntilde", "ograve", "oacute", "ocirc",  "otilde", "ouml",   "divide",
    "oslash", "ugrave", "uacute", "ucirc",  "uuml",   "yacute", "thorn",  "yuml"};

struct Entity {
  std::string_view name;
  char32_t letter;
};
constexpr Entity others[] = {
    {"amp", '&'},       {"lt", '<'},        {"gt", '>'},        {"quot", '"'},      {"apos", '\''},
    {"hellip", 0x2026}, {"ndash", 0x2013},  {"mdash", 0x2014},  {"lsquo", 0x2018},  {"rsquo", 0x2019},
    {"sbquo", 0x201A},  {"ldquo", 0x201C},  {"rdquo", 0x201D},  {"bdquo", 0x201E},  {"bull", 0x2022},
    {"frasl", 0x2044},  {"prime", 0x2032},  {"Prime", 0x2033},  {"ensp", 0x2002},   {"emsp", 0x2003},
    {"thinsp", 0x2009}, {"OElig", 0x152},   {"oelig", 0x153},   {"Scaron", 0x160},  {"scaron", 0x161},
    {"trade", 0x2122},  {"frac13", 0x2153}, {"frac23", 0x2154}, {"frac18", 0x215B}, {"frac38", 0x215C},
    {"frac58", 0x215D}, {"frac78", 0x215E}, {"minus", 0x2212},  {"le", 0x2264},     {"ge", 0x2265},
    {"euro", 0x20AC},   {"zwnj", 0x200C},   {"zwj", 0x200D}};

constexpr bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// The bytes of a tag or comment at `text`, which begins with <; 0 where there is none.
std::size_t tag_bytes(std::string_view text) {
  if (text.starts_with("<!--")) {
    const std::size_t end = text.find("-->", 4);
    return end == std::string_view::npos ? 0 : end + 3;
  }
  std::size_t at = text.size() > 1 && text[1] == '/' ? 2 : 1;
  if (at >= text.size() || !is_letter(text[at])) return 0;
  while (at < text.size() && (is_letter(text[at]) || (text[at] >= '0' && text[at] <= '9'))) ++at;
  if (at >= text.size() || (text[at] != '>' && text[at] != '/' && text[at] != ' ' && text[at] != '\n')) return 0;
  for (; at < text.size() && at < tag_bytes_max; ++at) {
    if (text[at] == '>') return at + 1;
    if (text[at] == '<') return 0;
  }
  return 0;
}

char32_t by_number(std::string_view digits) {
  const bool hex = digits.starts_with('x') || digits.starts_with('X');
  if (hex) digits.remove_prefix(1);
  char32_t out = 0;
  if (digits.empty()) return 0;
  for (const char c : digits) {
    const bool decimal = c >= '0' && c <= '9';
    const char lower = static_cast<char>(c | 0x20);
    if (!decimal && !(hex && lower >= 'a' && lower <= 'f')) return 0;
    out = out * (hex ? 16 : 10) + static_cast<char32_t>(decimal ? c - '0' : lower - 'a' + 10);
    if (out > 0x10FFFF) return 0;
  }
  return out >= 0xD800 && out <= 0xDFFF ? 0 : out;
}

char32_t by_name(std::string_view name) {
  for (std::size_t i = 0; i < std::size(latin1); ++i)
    if (latin1[i] == name) return static_cast<char32_t>(0xA0 + i);
  for (const Entity& entity : others)
    if (entity.name == name) return entity.letter;
  return 0;
}

struct Decoded {
  char32_t letter = 0;  // 0: no entity
  std::size_t bytes = 0;
};
// At `text`, which begins with &.
Decoded entity(std::string_view text) {
  const std::size_t end = text.substr(0, entity_bytes_max + 2).find(';');
  if (end == std::string_view::npos || end < 2) return {};
  const std::string_view name = text.substr(1, end - 1);
  return {name[0] == '#' ? by_number(name.substr(1)) : by_name(name), end + 1};
}

}  // namespace

std::string_view without_markup(std::string_view text, Arena& arena) {
  // One look at each byte; memchr is no faster on texts as short as steps.
  bool marked = false;
  for (const char c : text) marked |= c == '<' || c == '&';
  if (!marked) return text;
  char* const begin = arena.array<char>(text.size() + 4);
  char* out = begin;
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view rest = text.substr(at);
    const std::size_t tag = rest[0] == '<' ? tag_bytes(rest) : 0;
    if (tag != 0) {
      *out++ = ' ';
      at += tag;
      continue;
    }
    const Decoded decoded = rest[0] == '&' ? entity(rest) : Decoded{};
    if (decoded.letter != 0) {
      out = base::encode(decoded.letter, out);
      at += decoded.bytes;
      continue;
    }
    *out++ = rest[0];
    ++at;
  }
  return {begin, static_cast<std::size_t>(out - begin)};
}

}  // namespace cookdiff::diff
