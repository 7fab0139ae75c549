#include "analysis/effects.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "base/sort.hpp"

namespace cookdiff::analysis {

namespace {

// How many values may be drawn for all samples of all changes together: it bounds the time of a recipe with many.
constexpr std::size_t draws_max = 8'000'000;

// Who made it and who could have, as places among the rated makes: what two changes have in common when they always
// come together.
struct Sides {
  std::vector<std::uint32_t> with;
  std::vector<std::uint32_t> without;
  auto operator<=>(const Sides&) const = default;
};

std::vector<double> ratings_of(const Analysis& analysis, const std::vector<std::uint32_t>& makes) {
  std::vector<double> out;
  out.reserve(makes.size());
  for (const std::uint32_t make : makes) out.push_back(*analysis.makes[make].row.rating);
  return out;
}

bool comes_before(const Effect& a, const Effect& b) {
  if (a.is_clear() != b.is_clear()) return a.is_clear();
  if (a.enough != b.enough) return a.enough;
  if (a.is_clear() && a.figures.p != b.figures.p) return a.figures.p < b.figures.p;
  const double off = std::fabs(a.figures.difference) - std::fabs(b.figures.difference);
  if (a.enough && off != 0) return off > 0;
  return a.with != b.with ? a.with > b.with : a.changes.front() < b.changes.front();
}

}  // namespace

std::vector<Effect> find_effects(const Analysis& analysis, const std::vector<std::uint32_t>& looked_at) {
  std::vector<Sides> sides(looked_at.size());
  std::vector<std::uint32_t> place(analysis.changes.size(), nowhere);
  for (std::size_t i = 0; i < looked_at.size(); ++i) place[looked_at[i]] = static_cast<std::uint32_t>(i);
  std::vector<bool> made(looked_at.size());
  for (std::uint32_t number = 0; number < analysis.makes.size(); ++number) {
    const Made& make = analysis.makes[number];
    if (!make.row.rating || make.mapping == nowhere) continue;
    made.assign(looked_at.size(), false);
    for (const std::uint32_t change : make.changes)
      if (place[change] != nowhere) made[place[change]] = true;
    for (std::size_t i = 0; i < looked_at.size(); ++i) {
      if (made[i])
        sides[i].with.push_back(number);
      else if (analysis.could(make, analysis.changes[looked_at[i]]))
        sides[i].without.push_back(number);
    }
  }
  std::map<Sides, std::vector<std::uint32_t>> together;
  for (std::size_t i = 0; i < looked_at.size(); ++i)
    if (!sides[i].with.empty()) together[std::move(sides[i])].push_back(looked_at[i]);
  std::size_t drawn = 0;
  for (const auto& [side, changes] : together)
    if (side.with.size() >= group_makes_min && side.without.size() >= group_makes_min)
      drawn += std::min(side.with.size(), side.without.size());
  const std::size_t samples = drawn == 0 ? samples_max : draws_max / drawn;
  std::vector<Effect> out;
  std::vector<double> p;
  for (const auto& [side, changes] : together) {
    Effect effect;
    effect.changes = changes;
    effect.with = side.with.size();
    effect.without = side.without.size();
    effect.enough = effect.with >= group_makes_min && effect.without >= group_makes_min;
    if (effect.enough) {
      effect.figures = compare_groups(ratings_of(analysis, side.with), ratings_of(analysis, side.without), samples);
      p.push_back(effect.figures.p);
    }
    out.push_back(std::move(effect));
  }
  adjust_by_holm(p);
  std::size_t next = 0;
  for (Effect& effect : out)
    if (effect.enough) effect.adjusted_p = p[next++];
  std::vector<std::uint32_t> order(out.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  base::sort(order.begin(), order.end(),
             [&](std::uint32_t a, std::uint32_t b) { return comes_before(out[a], out[b]); });
  std::vector<Effect> sorted;
  sorted.reserve(out.size());
  for (const std::uint32_t i : order) sorted.push_back(std::move(out[i]));
  return sorted;
}

}  // namespace cookdiff::analysis
