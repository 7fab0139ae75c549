// The longest common subsequence of two lists, with bounded work.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace cookdiff::json {

struct Pair {
  std::uint32_t a;
  std::uint32_t b;
};

// Items are given as class numbers, 0 … class_count - 1: equal items have equal numbers. Gives places in a and b, both
// rising. Longest wherever the equal pairs of places are few against the lengths (n log n), or the lists differ in at
// most `edits_max` items; beyond both, the k-th of a class stands only for the k-th (still a common subsequence,
// perhaps not the longest).
[[nodiscard]] std::vector<Pair> common_subsequence(std::span<const std::uint32_t> a, std::span<const std::uint32_t> b,
                                                   std::size_t class_count);

// The places of a longest rising run of `values` (no two are equal), rising.
[[nodiscard]] std::vector<std::uint32_t> longest_rising(std::span<const std::uint32_t> values);

}  // namespace cookdiff::json
