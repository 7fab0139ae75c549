#include <doctest/doctest.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <random>
#include <string>

#include "json/read.hpp"

using cookdiff::json::to_double;
using cookdiff::json::to_integer;

namespace {

std::mt19937_64 random_bits(20240607);

std::uint64_t below(std::uint64_t bound) { return random_bits() % bound; }

std::string digits(std::uint64_t count) {
  std::string out;
  for (std::uint64_t i = 0; i < count; ++i) out += static_cast<char>('0' + below(10));
  return out;
}

std::string random_number() {
  std::string out = below(2) != 0 ? "-" : "";
  out += static_cast<char>('1' + below(9));
  out += digits(below(below(8) == 0 ? 60 : 20));
  if (below(2) != 0) out += "." + digits(1 + below(below(8) == 0 ? 60 : 20));
  const std::int64_t power = static_cast<std::int64_t>(below(700)) - 360;
  if (below(3) != 0) out += "e" + std::to_string(below(2) != 0 ? power : power / 20);
  return out;
}

bool agrees(const std::string& text) {
  return std::bit_cast<std::uint64_t>(to_double(text)) ==
         std::bit_cast<std::uint64_t>(std::strtod(text.c_str(), nullptr));
}

// The exact decimal text of a double of at most 1e200, with so many places that half of it is exact too.
std::string exact_text(double value) {
  std::string out(1400, ' ');
  out.resize(static_cast<std::size_t>(std::snprintf(out.data(), out.size(), "%01310.1100f", value)));
  return out;
}

// Half of the sum of two such texts of one length, exact.
std::string middle_text(const std::string& a, const std::string& b) {
  std::string sum = a;
  int carry = 0;
  for (std::size_t i = a.size(); i-- > 0;) {
    if (a[i] == '.') continue;
    const int both = (a[i] - '0') + (b[i] - '0') + carry;
    sum[i] = static_cast<char>('0' + both % 10);
    carry = both / 10;
  }
  int rest = carry;
  for (char& letter : sum) {
    if (letter == '.') continue;
    const int digit = rest * 10 + (letter - '0');
    letter = static_cast<char>('0' + digit / 2);
    rest = digit % 2;
  }
  return sum;
}

// JSON has no leading zeros.
std::string without_zeros(const std::string& text) {
  const std::size_t first = text.find_first_not_of('0');
  return text[first] == '.' ? "0" + text.substr(first) : text.substr(first);
}

}  // namespace

TEST_CASE("to_double gives the nearest double: chosen texts") {
  for (const char* text : {"0",
                           "-0",
                           "0.0",
                           "0e999999999999999999999",
                           "1",
                           "0.5",
                           "5.0",
                           "1e22",
                           "1e23",
                           "9007199254740993",
                           "9007199254740992.5",
                           "0.30000000000000004",
                           "1.7976931348623157e308",
                           "1.7976931348623158e308",
                           "1.7976931348623159e308",
                           "1e308",
                           "1e309",
                           "4.9e-324",
                           "2.4703282292062328e-324",
                           "2.4703282292062327e-324",
                           "2e-324",
                           "1e-400",
                           "2.2250738585072011e-308",
                           "2.2250738585072014e-308",
                           "1e999999999999999999999",
                           "1e-999999999999999999999",
                           "0.000001",
                           "123456789012345678901234567890"})
    CHECK_MESSAGE(agrees(text), std::string(text));
  CHECK(std::isinf(to_double("1e400")));
  CHECK(std::signbit(to_double("-0")));
}

TEST_CASE("to_double gives the nearest double: a million generated texts") {
  std::size_t wrong = 0;
  for (int i = 0; i < 1'000'000; ++i) {
    const std::string text = random_number();
    if (!agrees(text) && wrong++ < 5) MESSAGE(text);
  }
  CHECK(wrong == 0);
}

TEST_CASE("to_double is right to the last of 768 digits, in the middle between two doubles and beside it") {
  std::size_t wrong = 0;
  for (int i = 0; i < 300; ++i) {
    const std::uint64_t bits = below(std::bit_cast<std::uint64_t>(1e200));
    const double value =
        std::bit_cast<double>(i % 3 == 0 ? bits & 0x001FFFFFFFFFFFFF : bits);  // a third about subnormal
    const double next = std::nextafter(value, 1e300);
    const std::string middle = middle_text(exact_text(value), exact_text(next));
    for (const std::string& text :
         {without_zeros(exact_text(value)), without_zeros(middle), without_zeros(middle) + "1"})
      if (!agrees(text) && wrong++ < 3) MESSAGE(text);
    const double even = std::bit_cast<std::uint64_t>(value) % 2 == 0 ? value : next;
    CHECK(to_double(without_zeros(middle)) == even);
    CHECK(to_double(without_zeros(middle) + "1") == next);
  }
  CHECK(wrong == 0);
  // 2^53 + 1 is the middle of two doubles; a digit that is far away decides.
  const std::string middle = "9007199254740993." + std::string(900, '0');
  CHECK(to_double(middle) == 9007199254740992.0);
  CHECK(to_double(middle + "1") == 9007199254740994.0);
}

TEST_CASE("to_integer takes what has no fraction and fits") {
  const auto integer = [](const char* text) {
    std::int64_t out = -1;
    return to_integer(text, out) ? std::to_string(out) : std::string("none");
  };
  CHECK(integer("2") == "2");
  CHECK(integer("2.0") == "2");
  CHECK(integer("2e0") == "2");
  CHECK(integer("20e-1") == "2");
  CHECK(integer("0.2e1") == "2");
  CHECK(integer("-0.0") == "0");
  CHECK(integer("0e99999999999999999999") == "0");
  CHECK(integer("12e2") == "1200");
  CHECK(integer("2.5") == "none");
  CHECK(integer("25e-2") == "none");
  CHECK(integer("9223372036854775807") == "9223372036854775807");
  CHECK(integer("9223372036854775808") == "none");
  CHECK(integer("-9223372036854775808") == "-9223372036854775808");
  CHECK(integer("-9223372036854775809") == "none");
  CHECK(integer("99999999999999999999") == "none");
  CHECK(integer("1e18") == "1000000000000000000");
  CHECK(integer("1e19") == "none");
  CHECK(integer("1e99999999999999999999") == "none");
  CHECK(integer("1e-99999999999999999999") == "none");
}
