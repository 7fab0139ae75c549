// Which changes go with better or worse ratings.
#pragma once

#include <vector>

#include "analysis/analysis.hpp"
#include "analysis/statistics.hpp"

namespace cookdiff::analysis {

inline constexpr double false_alarms_max = 0.05;  // the chance of a verdict where no change makes a difference

// Changes that were always made together, by their numbers; most are one.
struct Effect {
  std::vector<std::uint32_t> changes;
  std::size_t with = 0;     // rated makes
  std::size_t without = 0;  // rated makes that could have made it and did not
  bool enough = false;      // both have group_makes_min
  GroupDifference figures;
  double adjusted_p = 1;
  [[nodiscard]] bool is_clear() const { return enough && adjusted_p <= false_alarms_max; }
};
// Of those of `looked_at` that a rated make made: the clear ones first, by p; then the greatest differences; last those
// without figures.
[[nodiscard]] std::vector<Effect> find_effects(const Analysis& analysis, const std::vector<std::uint32_t>& looked_at);

}  // namespace cookdiff::analysis
