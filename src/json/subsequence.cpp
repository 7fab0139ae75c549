#include "json/subsequence.hpp"

#include <algorithm>

namespace cookdiff::json {

namespace {

constexpr std::size_t pairs_free = 65'536;     // equal pairs that are always looked at all
constexpr std::size_t pairs_per_item_max = 8;  // and so many more for each item
constexpr std::int32_t edits_max = 512;  // items that differ; the work is edits · items, the memory edits² · 4 bytes
constexpr std::uint32_t none = 0xFFFFFFFFU;

// The places of each class in a list, in order.
struct Places {
  std::vector<std::uint32_t> starts;
  std::vector<std::uint32_t> places;

  Places(std::span<const std::uint32_t> items, std::size_t class_count)
      : starts(class_count + 1), places(items.size()) {
    for (const std::uint32_t item : items) ++starts[item + 1];
    for (std::size_t i = 1; i < starts.size(); ++i) starts[i] += starts[i - 1];
    std::vector<std::uint32_t> next(starts.begin(), starts.end() - 1);
    for (std::size_t i = 0; i < items.size(); ++i) places[next[items[i]]++] = static_cast<std::uint32_t>(i);
  }
  [[nodiscard]] std::span<const std::uint32_t> of(std::uint32_t item) const {
    return std::span(places).subspan(starts[item], starts[item + 1] - starts[item]);
  }
};

// Hunt and Szymanski: exact, (pairs + items) · log items.
std::vector<Pair> by_pairs(std::span<const std::uint32_t> a, const Places& b_places) {
  struct Link {
    Pair pair;
    std::uint32_t before;
  };
  std::vector<Link> links;
  std::vector<std::uint32_t> ends;   // ends[k]: the smallest place in b that ends a run of k + 1
  std::vector<std::uint32_t> chain;  // and its link
  for (std::size_t i = 0; i < a.size(); ++i) {
    const std::span<const std::uint32_t> places = b_places.of(a[i]);
    for (std::size_t k = places.size(); k-- > 0;) {
      const std::uint32_t j = places[k];
      const auto at = static_cast<std::size_t>(std::lower_bound(ends.begin(), ends.end(), j) - ends.begin());
      if (at < ends.size() && ends[at] == j) continue;
      const auto link = static_cast<std::uint32_t>(links.size());
      links.push_back({{static_cast<std::uint32_t>(i), j}, at == 0 ? none : chain[at - 1]});
      if (at == ends.size()) {
        ends.push_back(j);
        chain.push_back(link);
      } else {
        ends[at] = j;
        chain[at] = link;
      }
    }
  }
  std::vector<Pair> out(ends.size());
  std::uint32_t link = ends.empty() ? none : chain.back();
  for (std::size_t k = out.size(); k-- > 0; link = links[link].before) out[k] = links[link].pair;
  return out;
}

// Myers' greedy search, kept to `edits_max`: false where the lists differ more.
bool by_edits(std::span<const std::uint32_t> a, std::span<const std::uint32_t> b, std::vector<Pair>& out) {
  const auto n = static_cast<std::int32_t>(a.size());
  const auto m = static_cast<std::int32_t>(b.size());
  std::vector<std::int32_t> reach(2 * edits_max + 3, 0);  // the furthest x on each diagonal x - y
  const auto on = [&](std::int32_t diagonal) -> std::int32_t& {
    const std::int32_t at = diagonal + edits_max + 1;
    return reach[static_cast<std::size_t>(at)];
  };
  std::vector<std::vector<std::int32_t>> history;  // of step d: the diagonals -d … d
  for (std::int32_t d = 0; d <= edits_max; ++d) {
    bool found = false;
    for (std::int32_t k = -d; k <= d && !found; k += 2) {
      std::int32_t x = k == -d || (k != d && on(k - 1) < on(k + 1)) ? on(k + 1) : on(k - 1) + 1;
      while (x < n && x - k >= 0 && x - k < m && a[static_cast<std::size_t>(x)] == b[static_cast<std::size_t>(x - k)])
        ++x;
      on(k) = x;
      found = x >= n && x - k >= m;
    }
    history.emplace_back(reach.begin() + edits_max + 1 - d, reach.begin() + edits_max + 2 + d);
    if (!found) continue;
    std::int32_t x = n;
    std::int32_t y = m;
    for (; d >= 0; --d) {
      std::int32_t from_x = 0;
      std::int32_t from_y = 0;
      if (d > 0) {
        const std::vector<std::int32_t>& before = history[static_cast<std::size_t>(d - 1)];
        const auto at = [&](std::int32_t diagonal) {
          const std::int32_t place = diagonal + d - 1;
          return place >= 0 && place < 2 * d - 1 ? before[static_cast<std::size_t>(place)] : 0;
        };
        const std::int32_t k = x - y;
        const bool down = k == -d || (k != d && at(k - 1) < at(k + 1));
        from_x = at(down ? k + 1 : k - 1);
        from_y = from_x - (down ? k + 1 : k - 1);
        for (; x > from_x + (down ? 0 : 1) && y > from_y + (down ? 1 : 0); --x, --y)
          out.push_back({static_cast<std::uint32_t>(x - 1), static_cast<std::uint32_t>(y - 1)});
      } else {
        for (; x > 0 && y > 0; --x, --y)
          out.push_back({static_cast<std::uint32_t>(x - 1), static_cast<std::uint32_t>(y - 1)});
      }
      x = from_x;
      y = from_y;
    }
    std::reverse(out.begin(), out.end());
    return true;
  }
  return false;
}

// The k-th of a class with the k-th, and of these a longest rising run.
std::vector<Pair> by_occurrence(std::span<const std::uint32_t> a, const Places& b_places) {
  std::vector<std::uint32_t> used(b_places.starts.size() - 1);
  std::vector<Pair> pairs;
  std::vector<std::uint32_t> partners;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const std::span<const std::uint32_t> places = b_places.of(a[i]);
    if (used[a[i]] == places.size()) continue;
    partners.push_back(places[used[a[i]]++]);
    pairs.push_back({static_cast<std::uint32_t>(i), partners.back()});
  }
  std::vector<Pair> out;
  for (const std::uint32_t place : longest_rising(partners)) out.push_back(pairs[place]);
  return out;
}

}  // namespace

std::vector<std::uint32_t> longest_rising(std::span<const std::uint32_t> values) {
  std::vector<std::uint32_t> ends;  // ends[k]: the place of the smallest value that ends a run of k + 1
  std::vector<std::uint32_t> before(values.size(), none);
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto at = std::lower_bound(ends.begin(), ends.end(), values[i],
                                     [&](std::uint32_t place, std::uint32_t value) { return values[place] < value; });
    if (at != ends.begin()) before[i] = *(at - 1);
    if (at == ends.end())
      ends.push_back(static_cast<std::uint32_t>(i));
    else
      *at = static_cast<std::uint32_t>(i);
  }
  std::vector<std::uint32_t> out(ends.size());
  std::uint32_t place = ends.empty() ? none : ends.back();
  for (std::size_t k = out.size(); k-- > 0; place = before[place]) out[k] = place;
  return out;
}

std::vector<Pair> common_subsequence(std::span<const std::uint32_t> a, std::span<const std::uint32_t> b,
                                     std::size_t class_count) {
  if (a.empty() || b.empty()) return {};
  const Places b_places(b, class_count);
  std::size_t pairs = 0;
  for (const std::uint32_t item : a) pairs += b_places.of(item).size();
  if (pairs <= pairs_free + pairs_per_item_max * (a.size() + b.size())) return by_pairs(a, b_places);
  std::vector<Pair> out;
  if (by_edits(a, b, out)) return out;
  return by_occurrence(a, b_places);
}

}  // namespace cookdiff::json
