// A decimal number on its way to a double: mantissa · 10^exponent. Only for the readers of this room.
#pragma once

#include <cstdint>

namespace cookdiff::measure {

inline constexpr int exponent_limit = 10'000;  // beyond it every number is 0 or no amount

struct Decimal {
  std::uint64_t mantissa = 0;
  int exponent = 0;
  // Appends a digit; one that no longer fits only counts.
  void push(int digit);
};

// Exact where the mantissa is below 2^53 and the exponent within 22; else rounded a few times. May be infinite.
[[nodiscard]] double to_double(const Decimal& decimal);

}  // namespace cookdiff::measure
