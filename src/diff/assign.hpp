// Who belongs to whom among the few that equality left over.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace cookdiff::diff {

struct Candidate {
  std::uint32_t first = 0;  // places in the two lists of what is left over
  std::uint32_t second = 0;
  int score = 0;  // above 0
};

inline constexpr std::size_t assign_exactly_max = 8;  // on the longer side; above it the best pair first

// Chooses pairs of which each place has at most one, with the greatest sum of scores (of several, the one that the
// order of the places gives): exactly where both sides have at most 8, else by taking the best pair first.
[[nodiscard]] std::vector<Candidate> assign(std::vector<Candidate> candidates, std::size_t first_count,
                                            std::size_t second_count);

}  // namespace cookdiff::diff
