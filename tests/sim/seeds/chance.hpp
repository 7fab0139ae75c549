// The one source of chance of a run: everything that is not fixed is drawn here, in one order, from one seed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>

namespace cookdiff::sim {

class Chance {
 public:
  explicit Chance(std::uint64_t seed) : numbers_(seed) {}
  // 0 to below - 1. The same everywhere: std's distributions are each library's own.
  std::size_t below(std::size_t limit) { return static_cast<std::size_t>(numbers_() % limit); }
  bool one_in(std::size_t n) { return n != 0 && below(n) == 0; }
  template <typename List>
  const auto& pick(const List& list) {
    return list[below(std::size(list))];
  }

 private:
  std::mt19937_64 numbers_;
};

}  // namespace cookdiff::sim
