// The named entities that recipes carry (HTML living standard, section 13.5: Latin-1, punctuation, fractions, units)
// and the numeric ones.
#include <algorithm>
#include <array>
#include <cstdint>

#include "formats/text.hpp"
#include "json/utf8.hpp"

namespace cookdiff::formats {

namespace {

struct Entity {
  std::string_view name;
  std::uint32_t scalar;
  [[nodiscard]] bool latin() const { return scalar < 0x100; }  // these may come without their semicolon
};

constexpr std::size_t name_bytes_max = 8;

constexpr Entity entities[] = {
    {"AElig", 0xC6},    {"Aacute", 0xC1},   {"Acirc", 0xC2},    {"Agrave", 0xC0},   {"Aring", 0xC5},
    {"Atilde", 0xC3},   {"Auml", 0xC4},     {"Ccaron", 0x10C},  {"Ccedil", 0xC7},   {"Dagger", 0x2021},
    {"ETH", 0xD0},      {"Eacute", 0xC9},   {"Ecirc", 0xCA},    {"Egrave", 0xC8},   {"Euml", 0xCB},
    {"Iacute", 0xCD},   {"Icirc", 0xCE},    {"Igrave", 0xCC},   {"Iuml", 0xCF},     {"Lstrok", 0x141},
    {"Ntilde", 0xD1},   {"OElig", 0x152},   {"Oacute", 0xD3},   {"Ocirc", 0xD4},    {"Ograve", 0xD2},
    {"Oslash", 0xD8},   {"Otilde", 0xD5},   {"Ouml", 0xD6},     {"Prime", 0x2033},  {"Scaron", 0x160},
    {"THORN", 0xDE},    {"Uacute", 0xDA},   {"Ucirc", 0xDB},    {"Ugrave", 0xD9},   {"Uuml", 0xDC},
    {"Yacute", 0xDD},   {"Zcaron", 0x17D},  {"aacute", 0xE1},   {"acirc", 0xE2},    {"acute", 0xB4},
    {"aelig", 0xE6},    {"agrave", 0xE0},   {"amp", 0x26},      {"aogon", 0x105},   {"apos", 0x27},
    {"aring", 0xE5},    {"asymp", 0x2248},  {"atilde", 0xE3},   {"auml", 0xE4},     {"bdquo", 0x201E},
    {"brvbar", 0xA6},   {"bull", 0x2022},   {"cacute", 0x107},  {"ccaron", 0x10D},  {"ccedil", 0xE7},
    {"cedil", 0xB8},    {"cent", 0xA2},     {"check", 0x2713},  {"colon", 0x3A},    {"comma", 0x2C},
    {"copy", 0xA9},     {"curren", 0xA4},   {"dagger", 0x2020}, {"dash", 0x2010},   {"deg", 0xB0},
    {"divide", 0xF7},   {"dollar", 0x24},   {"eacute", 0xE9},   {"ecaron", 0x11B},  {"ecirc", 0xEA},
    {"egrave", 0xE8},   {"emsp", 0x2003},   {"ensp", 0x2002},   {"eogon", 0x119},   {"equals", 0x3D},
    {"eth", 0xF0},      {"euml", 0xEB},     {"euro", 0x20AC},   {"excl", 0x21},     {"frac12", 0xBD},
    {"frac13", 0x2153}, {"frac14", 0xBC},   {"frac15", 0x2155}, {"frac16", 0x2159}, {"frac18", 0x215B},
    {"frac23", 0x2154}, {"frac25", 0x2156}, {"frac34", 0xBE},   {"frac35", 0x2157}, {"frac38", 0x215C},
    {"frac45", 0x2158}, {"frac56", 0x215A}, {"frac58", 0x215D}, {"frac78", 0x215E}, {"frasl", 0x2044},
    {"gbreve", 0x11F},  {"ge", 0x2265},     {"gt", 0x3E},       {"half", 0xBD},     {"hearts", 0x2665},
    {"hellip", 0x2026}, {"hyphen", 0x2010}, {"iacute", 0xED},   {"icirc", 0xEE},    {"iexcl", 0xA1},
    {"igrave", 0xEC},   {"inodot", 0x131},  {"iquest", 0xBF},   {"iuml", 0xEF},     {"laquo", 0xAB},
    {"larr", 0x2190},   {"ldquo", 0x201C},  {"le", 0x2264},     {"lpar", 0x28},     {"lrm", 0x200E},
    {"lsaquo", 0x2039}, {"lsquo", 0x2018},  {"lstrok", 0x142},  {"lt", 0x3C},       {"macr", 0xAF},
    {"mdash", 0x2014},  {"micro", 0xB5},    {"middot", 0xB7},   {"minus", 0x2212},  {"nacute", 0x144},
    {"nbsp", 0xA0},     {"ncaron", 0x148},  {"ndash", 0x2013},  {"ne", 0x2260},     {"not", 0xAC},
    {"ntilde", 0xF1},   {"num", 0x23},      {"oacute", 0xF3},   {"ocirc", 0xF4},    {"oelig", 0x153},
    {"ograve", 0xF2},   {"ordf", 0xAA},     {"ordm", 0xBA},     {"oslash", 0xF8},   {"otilde", 0xF5},
    {"ouml", 0xF6},     {"para", 0xB6},     {"percnt", 0x25},   {"period", 0x2E},   {"permil", 0x2030},
    {"plus", 0x2B},     {"plusmn", 0xB1},   {"pound", 0xA3},    {"prime", 0x2032},  {"quest", 0x3F},
    {"quot", 0x22},     {"raquo", 0xBB},    {"rarr", 0x2192},   {"rcaron", 0x159},  {"rdquo", 0x201D},
    {"reg", 0xAE},      {"rpar", 0x29},     {"rsaquo", 0x203A}, {"rsquo", 0x2019},  {"sacute", 0x15B},
    {"sbquo", 0x201A},  {"scaron", 0x161},  {"scedil", 0x15F},  {"sect", 0xA7},     {"semi", 0x3B},
    {"shy", 0xAD},      {"sol", 0x2F},      {"sup1", 0xB9},     {"sup2", 0xB2},     {"sup3", 0xB3},
    {"szlig", 0xDF},    {"thinsp", 0x2009}, {"thorn", 0xFE},    {"tilde", 0x2DC},   {"times", 0xD7},
    {"trade", 0x2122},  {"uacute", 0xFA},   {"ucirc", 0xFB},    {"ugrave", 0xF9},   {"uml", 0xA8},
    {"uring", 0x16F},   {"uuml", 0xFC},     {"yacute", 0xFD},   {"yen", 0xA5},      {"yuml", 0xFF},
    {"zacute", 0x17A},  {"zcaron", 0x17E},  {"zdot", 0x17C},    {"zwj", 0x200D},    {"zwnj", 0x200C},
};
static_assert(std::is_sorted(std::begin(entities), std::end(entities),
                             [](const Entity& a, const Entity& b) { return a.name < b.name; }));

const Entity* find_entity(std::string_view name) {
  const Entity* at =
      std::lower_bound(std::begin(entities), std::end(entities), name,
                       [](const Entity& entity, std::string_view wanted) { return entity.name < wanted; });
  return at != std::end(entities) && at->name == name ? at : nullptr;
}

// What browsers read for the numbers 128 to 159, which are no letters in Unicode: Windows-1252.
constexpr std::array<std::uint16_t, 32> windows_1252 = {0x20AC, 0x81,   0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021,
                                                        0x2C6,  0x2030, 0x160,  0x2039, 0x152,  0x8D,   0x17D,  0x8F,
                                                        0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                        0x2DC,  0x2122, 0x161,  0x203A, 0x153,  0x9D,   0x17E,  0x178};

constexpr std::uint32_t replacement = 0xFFFD;

void append_scalar(std::uint32_t scalar, std::string& out) {
  char bytes[4];
  out.append(bytes, json::encode_utf8(scalar, bytes));
}

// "&#189;", "&#xBD;", with or without the semicolon. Gives the bytes that it took, 0 where it is none.
std::size_t numeric_at(std::string_view text, std::string& out) {
  const bool hex = text.size() > 2 && lower(text[2]) == 'x';
  std::size_t at = hex ? 3 : 2;
  const std::size_t first = at;
  std::uint32_t scalar = 0;
  for (; at < text.size(); ++at) {
    const char byte = lower(text[at]);
    std::uint32_t digit = 0;
    if (is_digit(byte)) {
      digit = static_cast<std::uint32_t>(byte - '0');
    } else if (hex && byte >= 'a' && byte <= 'f') {
      digit = static_cast<std::uint32_t>(byte - 'a' + 10);
    } else {
      break;
    }
    if (scalar <= 0x10FFFF) scalar = scalar * (hex ? 16 : 10) + digit;
  }
  if (at == first) return 0;
  if (at < text.size() && text[at] == ';') ++at;
  if (scalar >= 0x80 && scalar < 0xA0) scalar = windows_1252[scalar - 0x80];
  if (scalar == 0 || scalar > 0x10FFFF || (scalar >= 0xD800 && scalar < 0xE000)) scalar = replacement;
  append_scalar(scalar, out);
  return at;
}

// "&frac12cup" and "&degF" are what they look like; "&notable" is no ¬.
bool may_run_on(std::string_view name) { return name.starts_with("frac") || name == "deg" || name == "nbsp"; }

std::size_t named_at(std::string_view text, std::string& out) {
  std::size_t end = 1;
  while (end < text.size() && end <= name_bytes_max && (is_letter(text[end]) || is_digit(text[end]))) ++end;
  if (end < text.size() && text[end] == ';') {
    if (const Entity* found = find_entity(text.substr(1, end - 1))) {
      append_scalar(found->scalar, out);
      return end + 1;
    }
  }
  for (std::size_t size = end - 1; size > 1; --size) {
    const Entity* found = find_entity(text.substr(1, size));
    if (found == nullptr || !found->latin()) continue;
    const bool runs_on = size + 1 < text.size() && (is_letter(text[size + 1]) || is_digit(text[size + 1]));
    if (runs_on && !may_run_on(found->name)) continue;
    append_scalar(found->scalar, out);
    return size + 1;
  }
  return 0;
}

}  // namespace

void decode_entities(std::string_view text, std::string& out) {
  while (!text.empty()) {
    const std::size_t at = std::min(text.find('&'), text.size());
    out += text.substr(0, at);
    text.remove_prefix(at);
    if (text.empty()) return;
    const bool numeric = text.size() > 1 && text[1] == '#';
    std::size_t taken = numeric ? numeric_at(text, out) : named_at(text, out);
    if (taken == 0) {
      out += '&';
      taken = 1;
    }
    text.remove_prefix(taken);
  }
}

}  // namespace cookdiff::formats
