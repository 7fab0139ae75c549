// Letters of UTF-8 text: decoding, classes, case and Unicode form. Texts must be valid UTF-8 (json::read sees to that).
// Source of the tables: the Unicode Character Database (scripts/unicode_tables.py writes them).
// Limits: canonical decomposition of the basic plane without CJK compatibility ideographs; case of one letter to one
// letter, and ß; the order of several marks on one letter is mended for U+0300 to U+036F only.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace cookdiff::base {

enum class LetterClass : std::uint8_t {
  letter,    // and everything that is nothing else
  digit,     // 0 to 9
  fraction,  // ½ and its like
  mark,      // stands on the letter before it
  space,
  punctuation,  // Unicode P
  symbol,       // Unicode S as far as recipes have it: signs, arrows, emoji
  joiner,       // U+200D: what stands on both its sides is one letter
  invisible,    // zero-width characters, soft hyphens, direction marks, variation selectors
};
inline constexpr std::array<LetterClass, 0x80> ascii_classes = [] {
  std::array<LetterClass, 0x80> out{};  // letter
  for (std::size_t c = 0; c < out.size(); ++c) {
    if (c <= ' ') out[c] = LetterClass::space;
    if (c >= '0' && c <= '9') out[c] = LetterClass::digit;
  }
  for (const char c : std::string_view{"!\"#%&'()*,-./:;?@[\\]_{}"})
    out[static_cast<unsigned char>(c)] = LetterClass::punctuation;
  for (const char c : std::string_view{"$+<=>^`|~"}) out[static_cast<unsigned char>(c)] = LetterClass::symbol;
  out[0x7F] = LetterClass::invisible;
  return out;
}();
[[nodiscard]] LetterClass classify_wide(char32_t letter);  // beyond ASCII
[[nodiscard]] inline LetterClass classify(char32_t letter) {
  return letter < 0x80 ? ascii_classes[letter] : classify_wide(letter);
}

struct Letter {
  char32_t value = 0;
  std::uint32_t bytes = 0;
};
// The letter at `at`, which is before the end of the text.
[[nodiscard]] inline Letter decode(const char* at) {
  const auto byte = [at](int i) { return static_cast<char32_t>(static_cast<unsigned char>(at[i])); };
  const char32_t first = byte(0);
  if (first < 0x80) return {first, 1};
  if (first < 0xE0) return {((first & 0x1F) << 6) | (byte(1) & 0x3F), 2};
  if (first < 0xF0) return {((first & 0x0F) << 12) | ((byte(1) & 0x3F) << 6) | (byte(2) & 0x3F), 3};
  return {((first & 0x07) << 18) | ((byte(1) & 0x3F) << 12) | ((byte(2) & 0x3F) << 6) | (byte(3) & 0x3F), 4};
}

// Writes a letter's UTF-8 at `out` (room for 4); gives the end.
char* encode(char32_t letter, char* out);

inline constexpr int folded_max = 6;
struct Folded {
  char32_t letters[folded_max];
  int count = 0;
};
// Case folded and canonically decomposed: É, é and e + U+0301 give e U+0301; ß gives ss.
[[nodiscard]] Folded fold(char32_t letter);

// 0 for a letter; marks of U+0300 to U+036F and the kana voice marks by their canonical combining class.
[[nodiscard]] std::uint8_t combining_class(char32_t letter);
// U+0300 to U+036F: what makes é of e.
[[nodiscard]] inline bool is_accent(char32_t letter) { return letter >= 0x300 && letter <= 0x36F; }
// The letter that somebody without that key types: ø gives o, ł gives l, æ gives a (and e follows it: `second`).
struct Plain {
  char32_t first;
  char32_t second;  // 0: none
};
[[nodiscard]] Plain plain(char32_t folded_letter);

// How many letters (code points) the text has.
[[nodiscard]] inline std::size_t count_letters(std::string_view text) {
  std::size_t count = 0;
  for (const char c : text) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80 ? 1 : 0;
  return count;
}

}  // namespace cookdiff::base
