// A JSON number's text taken apart: exact at any size, no floating point.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace cookdiff::json {

// value = ±0.d1d2d3… · 10^exponent, with d1 and the last digit not 0. Zero has no digits (and is never negative).
// Two numbers are equal exactly when these are; so are 1, 1.0, 10e-1.
class Decimal {
 public:
  // `number_text` must be a JSON number; it is viewed.
  explicit Decimal(std::string_view number_text);

  [[nodiscard]] bool negative() const { return negative_; }
  [[nodiscard]] bool is_zero() const { return count_ == 0; }
  [[nodiscard]] std::size_t count() const { return count_; }
  [[nodiscard]] std::int64_t exponent() const { return exponent_; }
  // The i-th digit of `count()`, 0 to 9.
  [[nodiscard]] unsigned digit(std::size_t i) const {
    const std::size_t at = first_ + i;
    return static_cast<unsigned>((at < whole_.size() ? whole_[at] : fraction_[at - whole_.size()]) - '0');
  }

 private:
  // Exponents of more than 17 digits are cut to this: such numbers differ only where their digits do.
  static constexpr std::int64_t exponent_max = 100'000'000'000'000'000;

  std::string_view whole_;
  std::string_view fraction_;
  std::size_t first_ = 0;  // leading zeros passed over
  std::size_t count_ = 0;
  std::int64_t exponent_ = 0;
  bool negative_ = false;
};

}  // namespace cookdiff::json
