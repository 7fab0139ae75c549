#include "base/number.hpp"

#include <cmath>

#include "base/assert.hpp"

namespace cookdiff::base {

namespace {

constexpr int digits_max = 15;  // every decimal of 15 digits survives the trip through a double

// value = digits · 10^exponent with 10^(count-1) <= digits < 10^count.
struct Decimal {
  std::uint64_t digits;
  int exponent;
};

double power_of_ten(int exponent) {
  double out = 1;
  double base = 10;
  for (int n = exponent < 0 ? -exponent : exponent; n > 0; n >>= 1) {
    if (n & 1) out *= base;
    base *= base;
  }
  return out;
}

double scale(double value, int exponent) {
  // In two parts where 10^|exponent| itself would overflow.
  if (exponent > 300) return value * power_of_ten(300) * power_of_ten(exponent - 300);
  if (exponent >= 0) return value * power_of_ten(exponent);
  if (exponent < -300) return value / power_of_ten(300) / power_of_ten(-exponent - 300);
  return value / power_of_ten(-exponent);
}

Decimal decimal(double value, int count) {
  int magnitude = static_cast<int>(std::floor(std::log10(value)));
  const double limit = power_of_ten(count);
  double scaled = std::round(scale(value, count - 1 - magnitude));
  if (scaled >= limit) {  // log10 was one low, or rounding carried: 9.99 -> 10.0
    ++magnitude;
    scaled = std::round(scale(value, count - 1 - magnitude));
  } else if (scaled < limit / 10) {
    --magnitude;
    scaled = std::round(scale(value, count - 1 - magnitude));
  }
  Decimal out{static_cast<std::uint64_t>(scaled), magnitude - count + 1};
  while (out.digits != 0 && out.digits % 10 == 0) {
    out.digits /= 10;
    ++out.exponent;
  }
  return out;
}

}  // namespace

void append_integer(std::int64_t value, std::string& out) {
  char text[20];
  int at = 20;
  std::uint64_t left = value < 0 ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
  do {
    text[--at] = static_cast<char>('0' + left % 10);
    left /= 10;
  } while (left != 0);
  if (value < 0) out += '-';
  out.append(text + at, static_cast<std::size_t>(20 - at));
}

void append_number(double value, int digits, std::string& out) {
  MUST(std::isfinite(value) && digits >= 1 && digits <= digits_max);
  if (value == 0) {
    out += '0';
    return;
  }
  if (value < 0) out += '-';
  const Decimal parts = decimal(std::fabs(value), digits);
  std::string text;
  append_integer(static_cast<std::int64_t>(parts.digits), text);
  const int size = static_cast<int>(text.size());
  const int point = size + parts.exponent;  // where the decimal point stands, from the left of text
  if (point > 21 || point < -6) {
    out += text[0];
    if (size > 1) out.append(1, '.').append(text, 1);
    out += point > 0 ? "e+" : "e-";
    append_integer(point > 0 ? point - 1 : 1 - point, out);
  } else if (point <= 0) {
    out.append("0.").append(static_cast<std::size_t>(-point), '0').append(text);
  } else if (point >= size) {
    out.append(text).append(static_cast<std::size_t>(point - size), '0');
  } else {
    out.append(text, 0, static_cast<std::size_t>(point)).append(1, '.').append(text, static_cast<std::size_t>(point));
  }
}

std::optional<std::int64_t> read_digits(std::string_view text) {
  constexpr std::size_t most = 15;
  if (text.empty() || text.size() > most) return std::nullopt;
  std::int64_t out = 0;
  for (const char digit : text) {
    if (digit < '0' || digit > '9') return std::nullopt;
    out = out * 10 + (digit - '0');
  }
  return out;
}

}  // namespace cookdiff::base
