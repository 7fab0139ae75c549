// Reading user text by code points: bounded, never beyond the end, and an invalid byte is a letter of its own.
// Only for the readers of this room.
#pragma once

#include <cstdint>
#include <string_view>

namespace cookdiff::measure {

struct Letter {
  char32_t code = 0;   // 0xFFFD for a byte that begins no code point
  unsigned bytes = 0;  // 0 at the end of the text
};

// The code point at `at`; strict enough that begin and end of what is read lie between whole code points.
[[nodiscard]] inline Letter letter_at(std::string_view text, std::size_t at) {
  if (at >= text.size()) return {};
  const auto byte = [&](std::size_t n) { return static_cast<unsigned char>(text[at + n]); };
  const unsigned char first = byte(0);
  if (first < 0x80) return {first, 1};
  const unsigned size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC2 ? 2 : 0;
  if (size == 0 || at + size > text.size()) return {0xFFFD, 1};
  char32_t code = first & (0x7FU >> size);
  for (unsigned n = 1; n < size; ++n) {
    if ((byte(n) & 0xC0U) != 0x80) return {0xFFFD, 1};
    code = (code << 6) | (byte(n) & 0x3FU);
  }
  return {code, size};
}

[[nodiscard]] constexpr bool is_space(char32_t c) {
  return c == ' ' || (c >= 9 && c <= 13) || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 ||
         c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}
// Zero-width letters, the soft hyphen and the byte order mark: nobody sees them.
[[nodiscard]] constexpr bool is_invisible(char32_t c) {
  return c == 0xAD || (c >= 0x200B && c <= 0x200F) || (c >= 0x2060 && c <= 0x2064) || c == 0xFEFF || c == 0xFE0E ||
         c == 0xFE0F;
}
[[nodiscard]] constexpr bool is_dash(char32_t c) {
  return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0xFF0D;
}
[[nodiscard]] constexpr bool is_slash(char32_t c) { return c == '/' || c == 0x2044 || c == 0x2215 || c == 0xFF0F; }
[[nodiscard]] constexpr bool is_times(char32_t c) { return c == 'x' || c == 'X' || c == 0xD7 || c == '*'; }
// The digit's value, or -1: ASCII and full-width.
[[nodiscard]] constexpr int digit_value(char32_t c) {
  if (c >= '0' && c <= '9') return static_cast<int>(c - '0');
  if (c >= 0xFF10 && c <= 0xFF19) return static_cast<int>(c - 0xFF10);
  return -1;
}
// Letters of words, for deciding where a word ends: everything beyond ASCII that is no space, sign or fraction counts.
[[nodiscard]] constexpr bool is_word_letter(char32_t c) {
  if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  if (c < 0xC0) return c == 0xAA || c == 0xB5 || c == 0xBA;  // ª µ º
  if (c == 0xD7 || c == 0xF7) return false;
  if (c >= 0x2000 && c <= 0x2BFF) return c == 0x2103 || c == 0x2109;  // signs, arrows, fractions; but ℃ ℉
  if (c >= 0x3000 && c <= 0x3004) return false;
  if (c >= 0x3008 && c <= 0x3020) return false;
  if (c >= 0xFF00 && c <= 0xFF20) return false;
  return !is_invisible(c) && c != 0xFFFD;
}

[[nodiscard]] constexpr bool is_ascii_letter(char c) { return static_cast<unsigned char>((c | 0x20) - 'a') < 26; }

[[nodiscard]] inline std::size_t skip_spaces(std::string_view text, std::size_t at) {
  while (at < text.size() && text[at] == ' ') ++at;
  if (at >= text.size() || (static_cast<unsigned char>(text[at]) < 0x80 && text[at] > ' ')) return at;
  for (;;) {
    const Letter letter = letter_at(text, at);
    if (letter.bytes == 0 || !(is_space(letter.code) || is_invisible(letter.code))) return at;
    at += letter.bytes;
  }
}
// The code point that ends before `at`.
[[nodiscard]] inline Letter letter_before(std::string_view text, std::size_t at) {
  for (std::size_t back = 1; back <= 4 && back <= at; ++back) {
    const Letter letter = letter_at(text, at - back);
    if (letter.bytes == back && letter.code != 0xFFFD) return letter;
  }
  return at == 0 ? Letter{} : Letter{0xFFFD, 1};
}
// Without outer spaces and invisible letters.
[[nodiscard]] inline std::string_view trim(std::string_view text) {
  text.remove_prefix(skip_spaces(text, 0));
  while (!text.empty()) {
    const Letter last = letter_before(text, text.size());
    if (!is_space(last.code) && !is_invisible(last.code)) break;
    text.remove_suffix(last.bytes);
  }
  return text;
}
// The end of the word that begins at `at`.
[[nodiscard]] inline std::size_t word_end(std::string_view text, std::size_t at) {
  while (at < text.size() && is_ascii_letter(text[at])) ++at;
  if (at >= text.size() || static_cast<unsigned char>(text[at]) < 0x80) return at;
  for (;;) {
    const Letter letter = letter_at(text, at);
    if (letter.bytes == 0 || !(is_word_letter(letter.code) || is_invisible(letter.code))) return at;
    at += letter.bytes;
  }
}
// Equal up to ASCII case; `lower` is written in lower case.
[[nodiscard]] constexpr bool is_word(std::string_view text, std::string_view lower) {
  if (text.size() != lower.size()) return false;
  for (std::size_t n = 0; n < text.size(); ++n) {
    const char c = text[n];
    if ((c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c) != lower[n]) return false;
  }
  return true;
}
// Whether `word` (of any ASCII case) is one of the words of `list`, which are divided by one space.
[[nodiscard, gnu::noinline]] constexpr bool is_one_of(std::string_view word, std::string_view list) {
  if (word.empty()) return false;
  for (std::size_t at = 0; at < list.size(); ++at) {
    std::size_t n = 0;
    while (n < word.size() && at < list.size() && list[at] != ' ') {
      const char c = word[n];
      if ((c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c) != list[at]) break;
      ++n;
      ++at;
    }
    if (n == word.size() && (at == list.size() || list[at] == ' ')) return true;
    while (at < list.size() && list[at] != ' ') ++at;
  }
  return false;
}

}  // namespace cookdiff::measure
