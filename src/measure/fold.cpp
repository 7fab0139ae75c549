#include "measure/fold.hpp"

#include "measure/scan.hpp"
#include "measure/term.hpp"

namespace cookdiff::measure {

namespace {

// U+00C0 to U+017F without their accents; '?' where two letters stand for one or the letter has no plain form.
constexpr std::string_view plain_latin =
    "aaaaaa?ceeeeiiiidnooooo?ouuuuy??aaaaaa?ceeeeiiiidnooooo?ouuuuy?y"
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii??jjkkklllllll"
    "lllnnnnnnnnnoooooo??rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

std::string_view folded_letter(char32_t code, std::string_view raw, char& room) {
  if (code >= 0xC0 && code <= 0x17F) {
    room = plain_latin[code - 0xC0];
    if (room != '?') return {&room, 1};
    if (code == 0xC6 || code == 0xE6) return "ae";
    if (code == 0x152 || code == 0x153) return "oe";
    if (code == 0xDF) return "ss";
    return raw;
  }
  if (code >= 0x300 && code <= 0x36F) return {};                         // a combining accent
  if (code == 0xB0 || code == 0xBA || code == 0x2DA) return "\xC2\xB0";  // ° º ˚
  if (code == 0x2103)
    return "\xC2\xB0"
           "c";
  if (code == 0x2109)
    return "\xC2\xB0"
           "f";
  return raw;
}

}  // namespace

std::size_t fold(std::string_view text, char* out, std::size_t room) {
  std::size_t size = 0;
  bool space = false;  // one is due before the next letter
  for (std::size_t at = 0; at < text.size();) {
    if (is_ascii_letter(text[at])) {  // nearly all there is
      if (size + (space ? 2 : 1) > room) return 0;
      if (space) out[size++] = ' ';
      space = false;
      out[size++] = static_cast<char>(text[at++] | 0x20);
      continue;
    }
    if (const std::size_t plural = plural_end(text, at); plural != at) {
      at = plural;
      continue;
    }
    const Letter letter = letter_at(text, at);
    const std::string_view raw = text.substr(at, letter.bytes);
    at += letter.bytes;
    const char32_t code = letter.code;
    if (is_space(code) || is_dash(code)) {
      space = size > 0;
      continue;
    }
    if (code == '.' || code == '(' || code == ')' || is_invisible(code)) continue;
    char plain = 0;
    std::string_view piece;
    if (code < 0x80) {
      plain = static_cast<char>(code >= 'A' && code <= 'Z' ? code + 32 : code);
      piece = {&plain, 1};
    } else {
      piece = folded_letter(code, raw, plain);
    }
    if (size + piece.size() + (space ? 1 : 0) > room) return 0;
    if (space && !piece.empty()) out[size++] = ' ';
    if (!piece.empty()) space = false;
    for (const char c : piece) out[size++] = c;
  }
  return size;
}

}  // namespace cookdiff::measure
