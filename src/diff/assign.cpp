#include "diff/assign.hpp"

#include <algorithm>
#include <array>
#include <limits>

#include "base/sort.hpp"

namespace cookdiff::diff {
namespace {

using Scores = std::array<std::array<int, assign_exactly_max>, assign_exactly_max>;

// The Hungarian method with potentials, on a square of `size` whose missing pairs score 0. Gives the first place of
// each second place.
std::array<std::size_t, assign_exactly_max> best_square(const Scores& scores, std::size_t size) {
  constexpr std::size_t ends = assign_exactly_max + 1;
  constexpr int infinity = std::numeric_limits<int>::max() / 2;
  std::array<int, ends> first_potential{};
  std::array<int, ends> second_potential{};
  std::array<std::size_t, ends> partner{};  // of the second places, counted from 1; 0: none
  for (std::size_t i = 1; i <= size; ++i) {
    partner[0] = i;
    std::size_t at = 0;
    std::array<int, ends> least;
    least.fill(infinity);
    std::array<std::size_t, ends> from{};
    std::array<bool, ends> used{};
    do {
      used[at] = true;
      const std::size_t row = partner[at];
      int delta = infinity;
      std::size_t next = 0;
      for (std::size_t j = 1; j <= size; ++j) {
        if (used[j]) continue;
        const int cost = -scores[row - 1][j - 1] - first_potential[row] - second_potential[j];
        if (cost < least[j]) {
          least[j] = cost;
          from[j] = at;
        }
        if (least[j] < delta) {
          delta = least[j];
          next = j;
        }
      }
      for (std::size_t j = 0; j <= size; ++j) {
        if (used[j]) {
          first_potential[partner[j]] += delta;
          second_potential[j] -= delta;
        } else {
          least[j] -= delta;
        }
      }
      at = next;
    } while (partner[at] != 0);
    for (; at != 0; at = from[at]) partner[at] = partner[from[at]];
  }
  std::array<std::size_t, assign_exactly_max> out{};
  for (std::size_t j = 0; j < size; ++j) out[j] = partner[j + 1] - 1;
  return out;
}

std::vector<Candidate> best_first(std::vector<Candidate> candidates, std::size_t first_count,
                                  std::size_t second_count) {
  base::sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
    if (a.score != b.score) return a.score > b.score;
    if (a.first != b.first) return a.first < b.first;
    return a.second < b.second;
  });
  std::vector<bool> first_taken(first_count);
  std::vector<bool> second_taken(second_count);
  std::vector<Candidate> out;
  for (const Candidate& candidate : candidates) {
    if (first_taken[candidate.first] || second_taken[candidate.second]) continue;
    first_taken[candidate.first] = second_taken[candidate.second] = true;
    out.push_back(candidate);
  }
  return out;
}

}  // namespace

std::vector<Candidate> assign(std::vector<Candidate> candidates, std::size_t first_count, std::size_t second_count) {
  if (candidates.size() < 2) return candidates;
  const std::size_t size = std::max(first_count, second_count);
  if (size > assign_exactly_max) return best_first(std::move(candidates), first_count, second_count);
  Scores scores{};
  for (const Candidate& candidate : candidates) {
    int& score = scores[candidate.first][candidate.second];
    score = std::max(score, candidate.score);
  }
  const std::array<std::size_t, assign_exactly_max> partner = best_square(scores, size);
  std::vector<Candidate> out;
  for (std::size_t j = 0; j < size; ++j)
    if (const int score = scores[partner[j]][j]; score > 0)
      out.push_back({static_cast<std::uint32_t>(partner[j]), static_cast<std::uint32_t>(j), score});
  base::sort(out.begin(), out.end(), [](const Candidate& a, const Candidate& b) { return a.first < b.first; });
  return out;
}

}  // namespace cookdiff::diff
