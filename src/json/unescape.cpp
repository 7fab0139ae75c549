#include "json/unescape.hpp"

#include <cstring>

#include "json/utf8.hpp"

namespace cookdiff::json {

namespace {

constexpr std::uint32_t no_unit = 0xFFFFFFFFU;

// The UTF-16 unit of the four hex digits at `at`.
std::uint32_t hex_unit(std::string_view text, std::size_t at) {
  if (text.size() < at + 4) return no_unit;
  std::uint32_t unit = 0;
  for (std::size_t i = at; i < at + 4; ++i) {
    const char letter = text[i];
    const char lower = static_cast<char>(letter | 0x20);
    if (letter >= '0' && letter <= '9')
      unit = unit * 16 + static_cast<std::uint32_t>(letter - '0');
    else if (lower >= 'a' && lower <= 'f')
      unit = unit * 16 + static_cast<std::uint32_t>(lower - 'a' + 10);
    else
      return no_unit;
  }
  return unit;
}

char short_escape(char letter) {
  switch (letter) {
    case '"':
    case '\\':
    case '/': return letter;
    case 'b': return '\b';
    case 'f': return '\f';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    default: return 0;
  }
}

bool is_high(std::uint32_t unit) { return unit >= 0xD800 && unit <= 0xDBFF; }
bool is_low(std::uint32_t unit) { return unit >= 0xDC00 && unit <= 0xDFFF; }

}  // namespace

Unescaped unescape(std::string_view quoted, Arena& arena) {
  // No escape is shorter than the bytes that it stands for.
  char* const begin = arena.array<char>(quoted.size());
  char* out = begin;
  std::size_t at = 0;
  while (at < quoted.size()) {
    const std::size_t found = quoted.find('\\', at);
    const std::size_t plain = (found == std::string_view::npos ? quoted.size() : found) - at;
    if (plain != 0) std::memcpy(out, quoted.data() + at, plain);
    out += plain;
    at += plain;
    if (at == quoted.size()) break;
    const char kind = at + 1 < quoted.size() ? quoted[at + 1] : '\0';
    if (kind != 'u') {
      *out = short_escape(kind);
      if (*out++ == 0) return {{}, Unescaped::Fault::escape, at};
      at += 2;
      continue;
    }
    std::uint32_t scalar = hex_unit(quoted, at + 2);
    if (scalar == no_unit) return {{}, Unescaped::Fault::escape, at};
    std::size_t used = 6;
    if (is_high(scalar) && quoted.substr(at + 6, 2) == "\\u") {
      const std::uint32_t low = hex_unit(quoted, at + 8);
      if (low == no_unit) return {{}, Unescaped::Fault::escape, at + 6};
      if (is_low(low)) {
        scalar = 0x10000 + ((scalar - 0xD800) << 10) + (low - 0xDC00);
        used = 12;
      }
    }
    if (is_high(scalar) || is_low(scalar)) return {{}, Unescaped::Fault::surrogate, at};
    out += encode_utf8(scalar, out);
    at += used;
  }
  return {{begin, static_cast<std::size_t>(out - begin)}, Unescaped::Fault::none, 0};
}

}  // namespace cookdiff::json
