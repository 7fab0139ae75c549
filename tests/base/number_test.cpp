#include "base/number.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <cstdlib>
#include <limits>
#include <string>

using cookdiff::base::append_integer;
using cookdiff::base::append_number;
using cookdiff::base::read_digits;

namespace {
std::string text(double value, int digits = 15) {
  std::string out;
  append_number(value, digits, out);
  return out;
}
}  // namespace

TEST_CASE("numbers are written as people write them") {
  CHECK(text(0) == "0");
  CHECK(text(5) == "5");
  CHECK(text(0.75) == "0.75");
  CHECK(text(-2.5) == "-2.5");
  CHECK(text(1.0 / 3) == "0.333333333333333");
  CHECK(text(1.0 / 3, 4) == "0.3333");
  CHECK(text(0.1 + 0.2) == "0.3");
  CHECK(text(1000000) == "1000000");
  CHECK(text(999.9999, 4) == "1000");
  CHECK(text(1e21) == "1e+21");
  CHECK(text(123456789012345.0) == "123456789012345");
  CHECK(text(0.000001) == "0.000001");
  CHECK(text(1e-9) == "1e-9");
}

TEST_CASE("the ends of the range") {
  const double most = std::numeric_limits<double>::max();
  CHECK(std::fabs(std::strtod(text(most).c_str(), nullptr) / most - 1) < 1e-14);
  const double least = std::numeric_limits<double>::min();
  CHECK(std::fabs(std::strtod(text(least).c_str(), nullptr) / least - 1) < 1e-13);
  CHECK(std::strtod(text(5e-324).c_str(), nullptr) >= 0);
}

TEST_CASE("what is written is read back, for numbers of every size") {
  double value = 1.2345678901234567e-30;
  for (int n = 0; n < 200; ++n, value *= 1.9) {
    const double back = std::strtod(text(value).c_str(), nullptr);
    CHECK(std::fabs(back - value) <= 1e-14 * value);
  }
}

TEST_CASE("integers to both ends") {
  std::string out;
  append_integer(std::numeric_limits<std::int64_t>::min(), out);
  out += ' ';
  append_integer(std::numeric_limits<std::int64_t>::max(), out);
  append_integer(0, out);
  CHECK(out == "-9223372036854775808 92233720368547758070");
}

TEST_CASE("base: digits alone are a number, 1 to 15 of them") {
  CHECK(read_digits("0") == 0);
  CHECK(read_digits("007") == 7);
  CHECK(read_digits("999999999999999") == 999'999'999'999'999);
  for (const std::string_view text :
       {"", "1000000000000000", "-1", "+1", "1.0", "1e3", " 1", "1 ", "x8", "8x", "two"}) {
    CAPTURE(text);
    CHECK_FALSE(read_digits(text));
  }
}
