// A natural number of up to 5,120 bits: as much as turning any decimal into the nearest double needs
// (771 digits, 10^1095 and 64 bits of room: below 4,000 bits).
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

#include "base/assert.hpp"

namespace cookdiff::json {

class Natural {
 public:
  [[nodiscard]] bool is_zero() const { return size_ == 0; }
  [[nodiscard]] int bits() const {
    return size_ == 0 ? 0 : static_cast<int>(size_ * 32) - std::countl_zero(limbs_[size_ - 1]);
  }

  // this = this · factor + more.
  void multiply_add(std::uint32_t factor, std::uint32_t more) {
    std::uint64_t carry = more;
    for (std::size_t i = 0; i < size_; ++i) {
      carry += std::uint64_t{limbs_[i]} * factor;
      limbs_[i] = static_cast<std::uint32_t>(carry);
      carry >>= 32;
    }
    if (carry != 0) append(static_cast<std::uint32_t>(carry));
  }

  void shift_left(int count) {
    const std::size_t whole = static_cast<std::size_t>(count) / 32;
    if (count % 32 != 0) multiply_add(std::uint32_t{1} << (count % 32), 0);
    if (whole == 0 || size_ == 0) return;
    MUST(size_ + whole <= limbs_.size());
    for (std::size_t i = size_; i-- > 0;) limbs_[i + whole] = limbs_[i];
    for (std::size_t i = 0; i < whole; ++i) limbs_[i] = 0;
    size_ += whole;
  }

  // The quotient, which must be below 2^64; leaves a remainder that is 0 exactly when the division has none.
  [[nodiscard]] std::uint64_t divide(Natural by) {
    by.shift_left(63);
    std::uint64_t quotient = 0;
    for (int i = 0; i < 64; ++i) {
      quotient <<= 1;
      if (!less_than(by)) {
        subtract(by);
        quotient |= 1;
      }
      multiply_add(2, 0);
    }
    return quotient;
  }

 private:
  void append(std::uint32_t limb) {
    MUST(size_ < limbs_.size());
    limbs_[size_++] = limb;
  }
  [[nodiscard]] bool less_than(const Natural& other) const {
    if (size_ != other.size_) return size_ < other.size_;
    for (std::size_t i = size_; i-- > 0;)
      if (limbs_[i] != other.limbs_[i]) return limbs_[i] < other.limbs_[i];
    return false;
  }
  void subtract(const Natural& smaller) {
    std::uint64_t borrow = 0;
    for (std::size_t i = 0; i < size_; ++i) {
      const std::uint64_t taken = borrow + (i < smaller.size_ ? smaller.limbs_[i] : 0);
      borrow = limbs_[i] < taken ? 1 : 0;
      limbs_[i] = static_cast<std::uint32_t>(limbs_[i] - taken);
    }
    while (size_ != 0 && limbs_[size_ - 1] == 0) --size_;
  }

  std::array<std::uint32_t, 160> limbs_;
  std::size_t size_ = 0;
};

}  // namespace cookdiff::json
