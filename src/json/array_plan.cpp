#include "json/array_plan.hpp"

#include <algorithm>
#include <utility>

#include "base/sort.hpp"
#include "json/alignment.hpp"
#include "json/script.hpp"
#include "json/subsequence.hpp"

namespace cookdiff::json {

namespace {

constexpr std::size_t moved_edits_pairs_max = 1024;  // leftovers on both sides that are tried as moved and edited

struct Classes {
  std::vector<std::uint32_t> a;
  std::vector<std::uint32_t> b;
  std::size_t count = 0;
};

// Items with one hash are one class. That they are really equal is seen when they are compared.
Classes classes_of(std::span<const Spot> a, std::span<const Spot> b) {
  std::vector<std::pair<std::uint64_t, std::uint32_t>> hashes;
  hashes.reserve(a.size() + b.size());
  for (const Spot& spot : a) hashes.emplace_back(spot.hash(), static_cast<std::uint32_t>(hashes.size()));
  for (const Spot& spot : b) hashes.emplace_back(spot.hash(), static_cast<std::uint32_t>(hashes.size()));
  base::sort(hashes.begin(), hashes.end());
  Classes out{std::vector<std::uint32_t>(a.size()), std::vector<std::uint32_t>(b.size()), 0};
  for (std::size_t i = 0; i < hashes.size(); ++i) {
    if (i == 0 || hashes[i].first != hashes[i - 1].first) ++out.count;
    const std::uint32_t at = hashes[i].second;
    (at < a.size() ? out.a[at] : out.b[at - a.size()]) = static_cast<std::uint32_t>(out.count - 1);
  }
  return out;
}

class Planner {
 public:
  Planner(std::span<const Spot> a, std::span<const Spot> b, std::size_t path_bytes, Likeness& likeness)
      : a_(a), b_(b), path_bytes_(path_bytes), likeness_(likeness) {}

  ArrayPlan cheapest() {
    const Classes classes = classes_of(a_, b_);
    ArrayPlan still = empty();
    for (const Pair& pair : common_subsequence(classes.a, classes.b, classes.count)) assign(still, pair, false);
    ArrayPlan moving = still;
    const bool any_moves = add_moves(moving, classes);
    fill_gaps(still);
    ArrayPlan best = std::move(still);
    std::size_t best_bytes = bytes(best);
    if (any_moves) {
      fill_gaps(moving);
      choose(std::move(moving), best, best_bytes);
    }
    ArrayPlan edits = best;
    if (add_moved_edits(edits)) choose(std::move(edits), best, best_bytes);
    ArrayPlan by_place = empty();
    for (std::uint32_t i = 0; i < std::min(a_.size(), b_.size()); ++i) assign(by_place, {i, i}, false);
    choose(std::move(by_place), best, best_bytes);
    return best;
  }

 private:
  [[nodiscard]] ArrayPlan empty() const {
    return {std::vector<ArrayPlan::Source>(b_.size()), std::vector<bool>(a_.size())};
  }

  static void assign(ArrayPlan& plan, Pair pair, bool moves) {
    plan.sources[pair.b] = {pair.a, moves};
    plan.used[pair.a] = true;
  }

  void choose(ArrayPlan plan, ArrayPlan& best, std::size_t& best_bytes) {
    const std::size_t plan_bytes = bytes(plan);
    if (plan_bytes >= best_bytes) return;
    best = std::move(plan);
    best_bytes = plan_bytes;
  }

  [[nodiscard]] std::size_t bytes(const ArrayPlan& plan) {
    std::size_t out = 0;
    for (std::size_t j = 0; j < b_.size(); ++j) {
      const ArrayPlan::Source& source = plan.sources[j];
      if (source.from == ArrayPlan::none)
        out += add_bytes + path_bytes_ + b_[j].bytes();
      else
        out += likeness_.edit_bytes(a_[source.from], b_[j], path_bytes_);
      if (source.moves) out += move_bytes + 2 * path_bytes_;
    }
    const auto gone = static_cast<std::size_t>(std::count(plan.used.begin(), plan.used.end(), false));
    return out + gone * (remove_bytes + path_bytes_);
  }

  // Items that are gone in one place and new in another: the k-th of a class is the k-th.
  bool add_moves(ArrayPlan& plan, const Classes& classes) const {
    std::vector<std::uint32_t> next(classes.count, ArrayPlan::none);  // a chain for each class, in order
    std::vector<std::uint32_t> after(a_.size(), ArrayPlan::none);
    for (std::size_t i = a_.size(); i-- > 0;) {
      if (plan.used[i]) continue;
      after[i] = next[classes.a[i]];
      next[classes.a[i]] = static_cast<std::uint32_t>(i);
    }
    bool any = false;
    for (std::uint32_t j = 0; j < b_.size(); ++j) {
      std::uint32_t& first = next[classes.b[j]];
      if (plan.sources[j].from != ArrayPlan::none || first == ArrayPlan::none) continue;
      const std::uint32_t i = std::exchange(first, after[first]);
      assign(plan, {i, j}, true);
      any = true;
    }
    return any;
  }

  // Between two that stay, what is gone and what is new pair up by likeness and are edited in place.
  void fill_gaps(ArrayPlan& plan) {
    std::vector<std::uint32_t> gone;
    std::vector<std::uint32_t> fresh;
    std::uint32_t i = 0;
    for (std::uint32_t j = 0; j <= b_.size(); ++j) {
      const bool ends = j == b_.size();
      if (!ends && plan.sources[j].from == ArrayPlan::none) fresh.push_back(j);
      if (!ends && (plan.sources[j].from == ArrayPlan::none || plan.sources[j].moves)) continue;
      for (const auto end = ends ? static_cast<std::uint32_t>(a_.size()) : plan.sources[j].from; i < end; ++i)
        if (!plan.used[i]) gone.push_back(i);
      for (const Pair& pair : align(a_, gone, b_, fresh, path_bytes_, likeness_)) assign(plan, pair, false);
      gone.clear();
      fresh.clear();
      if (!ends) i = plan.sources[j].from + 1;
    }
  }

  // What is still gone or new: moved and edited, where that is shorter. The best pair first.
  bool add_moved_edits(ArrayPlan& plan) {
    std::vector<std::uint32_t> gone;
    std::vector<std::uint32_t> fresh;
    for (std::uint32_t i = 0; i < a_.size(); ++i)
      if (!plan.used[i]) gone.push_back(i);
    for (std::uint32_t j = 0; j < b_.size(); ++j)
      if (plan.sources[j].from == ArrayPlan::none) fresh.push_back(j);
    if (gone.size() * fresh.size() > moved_edits_pairs_max) return false;
    struct Saving {
      std::size_t bytes;
      Pair pair;
    };
    std::vector<Saving> savings;
    for (const std::uint32_t i : gone) {
      for (const std::uint32_t j : fresh) {
        const std::size_t apart = remove_bytes + add_bytes + 2 * path_bytes_ + b_[j].bytes();
        const std::size_t moved = move_bytes + 2 * path_bytes_ + likeness_.edit_bytes(a_[i], b_[j], path_bytes_);
        if (moved < apart) savings.push_back({apart - moved, {i, j}});
      }
    }
    base::sort(savings.begin(), savings.end(), [](const Saving& x, const Saving& y) {
      if (x.bytes != y.bytes) return x.bytes > y.bytes;
      return x.pair.b != y.pair.b ? x.pair.b < y.pair.b : x.pair.a < y.pair.a;
    });
    bool any = false;
    for (const Saving& saving : savings) {
      if (plan.used[saving.pair.a] || plan.sources[saving.pair.b].from != ArrayPlan::none) continue;
      assign(plan, saving.pair, true);
      any = true;
    }
    return any;
  }

  std::span<const Spot> a_;
  std::span<const Spot> b_;
  std::size_t path_bytes_;
  Likeness& likeness_;
};

}  // namespace

ArrayPlan plan_array(std::span<const Spot> a, std::span<const Spot> b, std::size_t path_bytes, Likeness& likeness) {
  return Planner(a, b, path_bytes, likeness).cheapest();
}

}  // namespace cookdiff::json
