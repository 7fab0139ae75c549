#include "base/unicode.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>

namespace cookdiff::base {
namespace {

struct Decomposition {
  std::uint16_t from;
  std::uint16_t first;
  std::uint16_t second;  // 0: none
};
struct CaseRun {
  std::uint16_t first;
  std::uint16_t last;
  std::int32_t step;
  std::int32_t delta;
};
struct Range {
  std::uint32_t first;
  std::uint32_t last;
};
#include "base/unicode_tables.inc"

template <std::size_t count>
bool within(const Range (&ranges)[count], char32_t letter) {
  const Range* at = std::upper_bound(std::begin(ranges), std::end(ranges), letter,
                                     [](char32_t value, const Range& range) { return value < range.first; });
  return at != std::begin(ranges) && letter <= std::prev(at)->last;
}

bool is_wide_space(char32_t c) {
  return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 ||
         c == 0x202F || c == 0x205F || c == 0x3000;
}

bool is_invisible(char32_t c) {
  return c == 0xAD || c == 0x34F || c == 0x61C || c == 0x180E || (c >= 0x200B && c <= 0x200F) ||
         (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || (c >= 0xFE00 && c <= 0xFE0F) || c == 0xFEFF ||
         (c >= 0xE0000 && c <= 0xE0FFF) || (c >= 0x80 && c < 0xA0);
}

bool is_fraction(char32_t c) { return (c >= 0xBC && c <= 0xBE) || (c >= 0x2150 && c <= 0x215F) || c == 0x2189; }

bool is_symbol(char32_t c) {
  if (c < 0x100)
    return c == 0xA2 || c == 0xA3 || c == 0xA4 || c == 0xA5 || c == 0xA6 || c == 0xA8 || c == 0xA9 || c == 0xAC ||
           c == 0xAE || c == 0xAF || c == 0xB0 || c == 0xB1 || c == 0xB4 || c == 0xB8 || c == 0xD7 || c == 0xF7;
  return (c >= 0x2044 && c <= 0x2052 && (c == 0x2044 || c == 0x2052)) || (c >= 0x20A0 && c <= 0x20CF) ||
         (c >= 0x2100 && c <= 0x214F) || (c >= 0x2190 && c <= 0x2BFF) || (c >= 0x1F000 && c <= 0x1FAFF);
}

// Hangul syllables decompose by arithmetic (Unicode, section 3.12).
void fold_hangul(char32_t letter, Folded& out) {
  const char32_t index = letter - 0xAC00;
  out.letters[out.count++] = 0x1100 + index / 588;
  out.letters[out.count++] = 0x1161 + index % 588 / 28;
  if (index % 28 != 0) out.letters[out.count++] = 0x11A7 + index % 28;
}

char32_t lower(char32_t letter) {
  if (letter < 0x80) return letter >= 'A' && letter <= 'Z' ? letter + 32 : letter;
  if (letter > 0xFFFF) return letter >= 0x10400 && letter < 0x10428 ? letter + 40 : letter;
  const CaseRun* run =
      std::upper_bound(std::begin(case_runs), std::end(case_runs), letter,
                       [](char32_t value, const CaseRun& candidate) { return value < candidate.first; });
  if (run == std::begin(case_runs)) return letter;
  --run;
  if (letter > run->last || (letter - run->first) % static_cast<char32_t>(run->step) != 0) return letter;
  return static_cast<char32_t>(static_cast<std::int32_t>(letter) + run->delta);
}

// Decomposes from the left: a decomposition's second part never decomposes further.
void decompose(char32_t letter, Folded& out) {
  const Decomposition* at =
      std::lower_bound(std::begin(decompositions), std::end(decompositions), letter,
                       [](const Decomposition& candidate, char32_t value) { return candidate.from < value; });
  if (at == std::end(decompositions) || at->from != letter) {
    out.letters[out.count++] = lower(letter);
    return;
  }
  decompose(at->first, out);
  if (at->second != 0 && out.count < folded_max) out.letters[out.count++] = lower(at->second);
}

}  // namespace

LetterClass classify_wide(char32_t letter) {
  if (letter == 0x200D) return LetterClass::joiner;
  if (is_wide_space(letter)) return LetterClass::space;
  if (is_invisible(letter)) return LetterClass::invisible;
  if (is_fraction(letter)) return LetterClass::fraction;
  if (within(punctuation, letter)) return LetterClass::punctuation;
  if (within(marks, letter) || (letter >= 0x1F3FB && letter <= 0x1F3FF)) return LetterClass::mark;
  return is_symbol(letter) ? LetterClass::symbol : LetterClass::letter;
}

char* encode(char32_t letter, char* out) {
  const auto put = [&out](char32_t byte) { *out++ = static_cast<char>(static_cast<unsigned char>(byte)); };
  if (letter < 0x80) {
    put(letter);
  } else if (letter < 0x800) {
    put(0xC0 | (letter >> 6));
    put(0x80 | (letter & 0x3F));
  } else if (letter < 0x10000) {
    put(0xE0 | (letter >> 12));
    put(0x80 | ((letter >> 6) & 0x3F));
    put(0x80 | (letter & 0x3F));
  } else {
    put(0xF0 | (letter >> 18));
    put(0x80 | ((letter >> 12) & 0x3F));
    put(0x80 | ((letter >> 6) & 0x3F));
    put(0x80 | (letter & 0x3F));
  }
  return out;
}

Folded fold(char32_t letter) {
  Folded out;
  if (letter < 0x80) {
    out.letters[out.count++] = letter >= 'A' && letter <= 'Z' ? letter + 32 : letter;
  } else if (letter >= 0xAC00 && letter <= 0xD7A3) {
    fold_hangul(letter, out);
  } else if (letter == 0xDF || letter == 0x1E9E) {
    out.letters[out.count++] = 's';
    out.letters[out.count++] = 's';
  } else if (letter > 0xFFFF) {
    out.letters[out.count++] = lower(letter);
  } else {
    decompose(letter, out);
  }
  return out;
}

std::uint8_t combining_class(char32_t letter) {
  if (is_accent(letter)) return combining_classes[letter - 0x300];
  return letter == 0x3099 || letter == 0x309A ? 8 : 0;
}

Plain plain(char32_t folded_letter) {
  switch (folded_letter) {
    case 0xE6: return {'a', 'e'};   // æ
    case 0x153: return {'o', 'e'};  // œ
    case 0xFE: return {'t', 'h'};   // þ
    case 0xF8: return {'o', 0};     // ø
    case 0xF0:                      // ð
    case 0x111: return {'d', 0};    // đ
    case 0x142: return {'l', 0};    // ł
    case 0x131: return {'i', 0};    // ı
    case 0x127: return {'h', 0};    // ħ
    default: return {folded_letter, 0};
  }
}

}  // namespace cookdiff::base
