// Plain numbers of user text: the grammar is in amount.hpp. The double from decimal digits is exact where the digits
// fit in 53 bits and the exponent in 22, which every amount of a recipe does; longer texts come within a few ulps.
#include <cstdint>

#include "measure/amount.hpp"
#include "measure/decimal.hpp"
#include "measure/scan.hpp"
#include "measure/word_set.hpp"

namespace cookdiff::measure {

namespace {

constexpr std::uint64_t mantissa_max = (~std::uint64_t{0} - 9) / 10;  // one more digit still fits
constexpr double powers_of_ten[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                    1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

struct Digits {
  Decimal decimal;
  std::size_t bytes = 0;
  std::size_t count = 0;
};

Digits read_digits(std::string_view text, std::size_t at, Decimal decimal) {
  Digits out{decimal, 0, 0};
  const std::size_t begin = at;
  for (;;) {
    const Letter letter = letter_at(text, at);
    const int digit = letter.bytes == 0 ? -1 : digit_value(letter.code);
    if (digit < 0) break;
    out.decimal.push(digit);
    ++out.count;
    at += letter.bytes;
  }
  out.bytes = at - begin;
  return out;
}

// A vulgar fraction, in 1/48ths of one (all of them but n/5, n/7, n/9, n/10 divide that); 0 for none.
struct Vulgar {
  int numerator = 0;
  int denominator = 0;
};
Vulgar vulgar_fraction(char32_t code) {
  if (code >= 0xBC && code <= 0xBE) {
    constexpr Vulgar table[] = {{1, 4}, {1, 2}, {3, 4}};
    return table[code - 0xBC];
  }
  if (code >= 0x2150 && code <= 0x215E) {
    constexpr Vulgar table[] = {{1, 7}, {1, 9}, {1, 10}, {1, 3}, {2, 3}, {1, 5}, {2, 5}, {3, 5},
                                {4, 5}, {1, 6}, {5, 6},  {1, 8}, {3, 8}, {5, 8}, {7, 8}};
    return table[code - 0x2150];
  }
  return {};
}

int raised_digit(char32_t code) {  // ¹ to ⁹, as in ¹⁄₂
  if (code == 0xB9) return 1;
  if (code == 0xB2 || code == 0xB3) return static_cast<int>(code - 0xB0);
  if (code == 0x2070 || (code >= 0x2074 && code <= 0x2079)) return static_cast<int>(code - 0x2070);
  return -1;
}
int lowered_digit(char32_t code) { return code >= 0x2080 && code <= 0x2089 ? static_cast<int>(code - 0x2080) : -1; }

constexpr WordSet<16> mixed_joints{"and e y et und i och"};
static_assert(!mixed_joints.is_full());
constexpr int fraction_digits_max = 4;  // 1/0000016 is no fraction

// A whole number of few digits, for the parts of a fraction; bytes 0 where there is none.
struct Whole {
  int value = 0;
  std::size_t bytes = 0;
};
template <typename Also>
Whole read_whole(std::string_view text, std::size_t at, Also also) {
  Whole out;
  for (int count = 0;; ++count) {
    const Letter letter = letter_at(text, at + out.bytes);
    if (letter.bytes == 0) return out;
    int digit = digit_value(letter.code);
    if (digit < 0) digit = also(letter.code);
    if (digit < 0) return out;
    if (count == fraction_digits_max) return {};
    out.value = out.value * 10 + digit;
    out.bytes += letter.bytes;
  }
}

// "1/2", "1 / 2", "½", "¹⁄₂" at `at`.
Number read_fraction(std::string_view text, std::size_t at) {
  const Letter first = letter_at(text, at);
  if (first.bytes == 0) return {};
  if (const Vulgar vulgar = vulgar_fraction(first.code); vulgar.denominator != 0) {
    Number out;
    out.value = static_cast<double>(vulgar.numerator) / vulgar.denominator;
    out.bytes = first.bytes;
    return out;
  }
  const Whole above = read_whole(text, at, raised_digit);
  if (above.bytes == 0) return {};
  std::size_t next = skip_spaces(text, at + above.bytes);
  const Letter slash = letter_at(text, next);
  if (slash.bytes == 0 || !is_slash(slash.code)) return {};
  next = skip_spaces(text, next + slash.bytes);
  const Whole below = read_whole(text, next, lowered_digit);
  if (below.bytes == 0 || below.value == 0) return {};
  Number out;
  out.value = static_cast<double>(above.value) / below.value;
  next += below.bytes;
  // "1/3rd cup", "1/4th": said as it is spoken.
  const std::size_t end = next < text.size() ? word_end(text, next) : next;
  if (end == next + 2 && is_one_of(text.substr(next, 2), "nd rd th")) next = end;
  out.bytes = next - at;
  return out;
}

// What may stand between the whole and the fraction of a mixed number: spaces, one hyphen, "and", "e", "&", "y", "et".
std::size_t skip_mixed_joint(std::string_view text, std::size_t at) {
  std::size_t next = skip_spaces(text, at);
  if (next < text.size() && text[next] == '-') return skip_spaces(text, next + 1);
  if (const Letter joint = letter_at(text, next); joint.code == U'と' || joint.code == U'・') return next + joint.bytes;
  if (next == at) return at;  // a word needs a space before it
  const std::size_t end = next < text.size() && text[next] == '&' ? next + 1 : word_end(text, next);
  const std::string_view word = text.substr(next, end - next);
  if (word == "&" || mixed_joints.has(word)) {
    const std::size_t after = skip_spaces(text, end);
    if (after != end) return after;
  }
  return next;
}

// The digits after a comma: a decimal comma, or the groups of a thousand.
void read_comma(std::string_view text, std::size_t& at, const Digits& whole, Digits& all, Number& out) {
  const Digits group = read_digits(text, at + 1, whole.decimal);
  if (group.count == 0) return;
  const bool grouped = group.count == 3 && whole.count <= 3 && whole.decimal.mantissa != 0;
  at += 1 + group.bytes;
  if (!grouped) {
    all = group;
    all.decimal.exponent -= static_cast<int>(group.count);
    out.decimals = static_cast<std::uint8_t>(group.count < decimals_max ? group.count : decimals_max);
    return;
  }
  all = group;
  std::size_t groups = 1;
  while (at < text.size() && text[at] == ',') {
    const Digits more = read_digits(text, at + 1, all.decimal);
    if (more.count != 3) break;
    all = more;
    ++groups;
    at += 1 + more.bytes;
  }
  if (at + 1 < text.size() && text[at] == '.' && letter_at(text, at + 1).bytes == 1 &&
      digit_value(letter_at(text, at + 1).code) >= 0) {
    const Digits part = read_digits(text, at + 1, all.decimal);
    all = part;
    all.decimal.exponent -= static_cast<int>(part.count);
    out.decimals = static_cast<std::uint8_t>(part.count < decimals_max ? part.count : decimals_max);
    at += 1 + part.bytes;
  } else if (groups == 1) {
    out.either = true;
    Decimal one = group.decimal;
    one.exponent -= 3;
    out.other = to_double(one);
  }
}

}  // namespace

void Decimal::push(int digit) {
  if (mantissa > mantissa_max) {
    if (exponent < exponent_limit) ++exponent;
    return;
  }
  mantissa = mantissa * 10 + static_cast<unsigned>(digit);
}

double to_double(const Decimal& decimal) {
  double value = static_cast<double>(decimal.mantissa);
  int exponent = decimal.exponent;
  if (decimal.mantissa == 0) return 0;
  if (exponent > exponent_limit) exponent = exponent_limit;
  if (exponent < -exponent_limit) exponent = -exponent_limit;
  for (; exponent > 22; exponent -= 22) value *= 1e22;
  for (; exponent < -22; exponent += 22) value /= 1e22;
  return exponent >= 0 ? value * powers_of_ten[exponent] : value / powers_of_ten[-exponent];
}

namespace {

// Nearly all numbers of a recipe are some digits and then a space and a word, the end, or a sign that no number has.
// The number so, or bytes 0 where the grammar must be asked.
Number read_plain_digits(std::string_view text) {
  constexpr std::size_t digits_max = 9;
  constexpr std::string_view mixed_beginnings = "aeiouy";  // of what may stand before a fraction: "and", "y", "och"
  std::size_t at = 0;
  std::uint32_t value = 0;
  for (; at < text.size() && at < digits_max && text[at] >= '0' && text[at] <= '9'; ++at)
    value = value * 10 + static_cast<std::uint32_t>(text[at] - '0');
  const auto number = [&] {
    Number out;
    out.value = value;
    out.bytes = at;
    return out;
  };
  if (at == 0 || at == digits_max) return {};
  if (at == text.size() || is_ascii_letter(text[at])) return number();
  if (text[at] != ' ') return {};
  if (at + 1 == text.size()) return number();
  const char next = text[at + 1];
  const bool degree = text.substr(at + 1).starts_with("\xC2\xB0");
  const bool word =
      is_ascii_letter(next) && mixed_beginnings.find(static_cast<char>(next | 0x20)) == std::string_view::npos;
  return degree || word ? number() : Number{};
}

}  // namespace

Number read_number(std::string_view text) {
  if (const Number plain = read_plain_digits(text); plain.bytes != 0) return plain;
  // A fraction first: 1/2 is no 1.
  if (const Number fraction = read_fraction(text, 0); fraction.bytes != 0) return fraction;
  Number out;
  const Digits whole = read_digits(text, 0, {});
  Digits all = whole;
  std::size_t at = whole.bytes;
  const bool part_follows = at + 1 < text.size() && digit_value(letter_at(text, at + 1).code) >= 0;
  if (part_follows && (text[at] == '.' || (text[at] == ',' && whole.count == 0))) {
    all = read_digits(text, at + 1, whole.decimal);
    all.decimal.exponent -= static_cast<int>(all.count);
    out.decimals = static_cast<std::uint8_t>(all.count < decimals_max ? all.count : decimals_max);
    at += 1 + all.bytes;
  } else if (part_follows && text[at] == ',') {
    read_comma(text, at, whole, all, out);
  } else if (whole.count == 0) {
    return {};
  } else {
    // "1 1/2", "1-1/2", "1½", "1 and 1/2": only a proper fraction makes a mixed number.
    const std::size_t joint = skip_mixed_joint(text, at);
    const Number fraction = read_fraction(text, joint);
    const bool apart = joint != at || vulgar_fraction(letter_at(text, joint).code).denominator != 0 ||
                       raised_digit(letter_at(text, joint).code) >= 0;
    if (fraction.bytes != 0 && fraction.value < 1 && apart) {
      out.value = to_double(all.decimal) + fraction.value;
      out.bytes = joint + fraction.bytes;
      return out;
    }
    const std::size_t slash = skip_spaces(text, at);
    const Letter sign = letter_at(text, slash);
    if (sign.bytes != 0 && is_slash(sign.code)) {
      const std::size_t below = skip_spaces(text, slash + sign.bytes);
      const Letter letter = letter_at(text, below);
      // 1/0 is no number, and neither is its 1.
      if (letter.bytes != 0 && digit_value(letter.code) == 0 && read_whole(text, below, lowered_digit).value == 0)
        return {};
    }
  }
  out.value = to_double(all.decimal);
  out.bytes = at;
  return out;
}

}  // namespace cookdiff::measure
