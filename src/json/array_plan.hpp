// Which item of one array became which of another: what stays in order, what moves, what is new, what is gone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "json/likeness.hpp"
#include "json/tree.hpp"

namespace cookdiff::json {

struct ArrayPlan {
  static constexpr std::uint32_t none = 0xFFFFFFFFU;
  struct Source {
    std::uint32_t from = none;  // the item of a that becomes this one of b, perhaps edited; none: it is new
    bool moves = false;         // it changes its place among those that stay
  };
  std::vector<Source> sources;  // one for each item of b; those that stay have rising `from`
  std::vector<bool> used;       // for each item of a: it becomes one of b
};

// The cheapest of three plans in estimated bytes of patch: along a longest common subsequence with moves, the same
// without, and place by place. `path_bytes` is the length of an item's pointer. a and b begin and end differently.
[[nodiscard]] ArrayPlan plan_array(std::span<const Spot> a, std::span<const Spot> b, std::size_t path_bytes,
                                   Likeness& likeness);

}  // namespace cookdiff::json
