// Pairs items of two lists by likeness, in order: which of the old became which of the new.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "json/likeness.hpp"
#include "json/subsequence.hpp"
#include "json/tree.hpp"

namespace cookdiff::json {

// `gone` and `fresh` are places in a and b, rising; so are the pairs that come back. As many pairs as the shorter list
// has where that is cheapest in bytes of patch. Short lists are aligned over all pairs; long ones along a member that
// tells objects apart on both sides (an id, a name), and place by place between.
[[nodiscard]] std::vector<Pair> align(std::span<const Spot> a, std::span<const std::uint32_t> gone,
                                      std::span<const Spot> b, std::span<const std::uint32_t> fresh,
                                      std::size_t path_bytes, Likeness& likeness);

}  // namespace cookdiff::json
