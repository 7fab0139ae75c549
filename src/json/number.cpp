#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <limits>

#include "json/decimal.hpp"
#include "json/natural.hpp"
#include "json/read.hpp"

namespace cookdiff::json {

Decimal::Decimal(std::string_view text) {
  negative_ = text.starts_with('-');
  if (negative_) text.remove_prefix(1);
  std::int64_t written = 0;
  const std::size_t mark = text.find_first_of("eE");
  if (mark != std::string_view::npos) {
    std::string_view power = text.substr(mark + 1);
    text = text.substr(0, mark);
    const bool down = power.starts_with('-');
    if (down || power.starts_with('+')) power.remove_prefix(1);
    for (const char letter : power) written = std::min(written * 10 + (letter - '0'), exponent_max);
    if (down) written = -written;
  }
  const std::size_t point = text.find('.');
  whole_ = text.substr(0, point);
  if (point != std::string_view::npos) fraction_ = text.substr(point + 1);
  std::size_t end = whole_.size() + fraction_.size();
  count_ = end;  // so that digit() may be asked
  while (first_ < end && digit(0) == 0) ++first_;
  while (end > first_ && digit(end - 1 - first_) == 0) --end;
  count_ = end - first_;
  if (count_ == 0)
    negative_ = false;
  else
    exponent_ = written + static_cast<std::int64_t>(whole_.size()) - static_cast<std::int64_t>(first_);
}

namespace {

constexpr std::size_t double_digits_max =
    770;  // a double or the middle between two is told by 768 digits; then a sticky one
constexpr std::int64_t exponent_of_infinity = 310;
constexpr std::int64_t exponent_of_zero = -325;

constexpr std::array<double, 23> exact_powers = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                                 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

// quotient · 2^exponent, a little more where `sticky`, as the nearest double; half goes to even. quotient is not 0.
double assemble(std::uint64_t quotient, int exponent, bool sticky) {
  const int shift = std::countl_zero(quotient);
  quotient <<= shift;
  exponent -= shift;
  const int top = exponent + 63;  // the value lies in [2^top, 2^(top+1))
  if (top > 1023) return std::numeric_limits<double>::infinity();
  int drop = 11;  // bits below a double's 53
  if (top < -1022) drop += -1022 - top;
  if (drop > 64) return 0;
  const std::uint64_t kept = drop == 64 ? 0 : quotient >> drop;
  const std::uint64_t rest = drop == 64 ? quotient : quotient << (64 - drop);
  constexpr std::uint64_t half = std::uint64_t{1} << 63;
  const bool up = rest > half || (rest == half && (sticky || (kept & 1) != 0));
  // The bits are added up, so that a carry moves into the exponent and past the largest double into infinity.
  const std::uint64_t biased = top < -1022 ? 0 : static_cast<std::uint64_t>(top + 1022);
  return std::bit_cast<double>((biased << 52) + kept + (up ? 1 : 0));
}

// Nine digits fit into one step of 32 bits.
void append_digits(const Decimal& decimal, std::size_t count, Natural& out) {
  for (std::size_t i = 0; i < count;) {
    std::uint32_t factor = 1;
    std::uint32_t digits = 0;
    for (const std::size_t end = std::min(count, i + 9); i < end; ++i) {
      digits = digits * 10 + decimal.digit(i);
      factor *= 10;
    }
    out.multiply_add(factor, digits);
  }
}

void multiply_by_power_of_ten(std::int64_t power, Natural& out) {
  for (; power >= 9; power -= 9) out.multiply_add(1'000'000'000, 0);
  for (; power > 0; --power) out.multiply_add(10, 0);
}

// Exact for every number: the digits over a power of ten, divided to 63 or 64 bits and a remainder.
double by_division(const Decimal& decimal) {
  Natural above;
  const std::size_t taken = std::min(decimal.count(), double_digits_max);
  append_digits(decimal, taken, above);
  std::int64_t power = decimal.exponent() - static_cast<std::int64_t>(taken);
  if (taken < decimal.count()) {  // what is left cannot be told from any other small rest
    above.multiply_add(10, 1);
    --power;
  }
  Natural below;
  below.multiply_add(1, 1);
  Natural& scaled = power >= 0 ? above : below;
  multiply_by_power_of_ten(power >= 0 ? power : -power, scaled);
  // Shifted so that the quotient lies between 2^62 and 2^64.
  const int shift = 63 - (above.bits() - below.bits());
  if (shift >= 0)
    above.shift_left(shift);
  else
    below.shift_left(-shift);
  const std::uint64_t quotient = above.divide(below);
  return assemble(quotient, -shift, !above.is_zero());
}

}  // namespace

double to_double(std::string_view number_text) {
  const Decimal decimal(number_text);
  const double sign = number_text.starts_with('-') ? -1.0 : 1.0;
  if (decimal.is_zero() || decimal.exponent() < exponent_of_zero) return sign * 0.0;
  if (decimal.exponent() > exponent_of_infinity) return sign * std::numeric_limits<double>::infinity();
  if (decimal.count() <= 15) {  // below 2^53: exact, and one operation with an exact power rounds once
    std::uint64_t digits = 0;
    for (std::size_t i = 0; i < decimal.count(); ++i) digits = digits * 10 + decimal.digit(i);
    const std::int64_t power = decimal.exponent() - static_cast<std::int64_t>(decimal.count());
    if (power >= 0 && power <= 22)
      return sign * (static_cast<double>(digits) * exact_powers[static_cast<std::size_t>(power)]);
    if (power < 0 && power >= -22)
      return sign * (static_cast<double>(digits) / exact_powers[static_cast<std::size_t>(-power)]);
  }
  return sign * by_division(decimal);
}

bool to_integer(std::string_view number_text, std::int64_t& out) {
  const Decimal decimal(number_text);
  out = 0;
  if (decimal.is_zero()) return true;
  if (decimal.exponent() > 19 || decimal.exponent() < static_cast<std::int64_t>(decimal.count())) return false;
  std::uint64_t magnitude = 0;
  for (std::size_t i = 0; i < static_cast<std::size_t>(decimal.exponent()); ++i)
    magnitude = magnitude * 10 + (i < decimal.count() ? decimal.digit(i) : 0);  // 19 digits fit
  constexpr std::uint64_t most = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  if (magnitude > most + (decimal.negative() ? 1 : 0)) return false;
  out = static_cast<std::int64_t>(decimal.negative() ? 0 - magnitude : magnitude);
  return true;
}

}  // namespace cookdiff::json
