#include "base/sort.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <vector>

namespace {
struct Item {
  std::uint32_t key;
  std::uint32_t place;
};
struct Wide {
  std::uint32_t key;
  unsigned char filler[300];
};
}  // namespace

TEST_CASE("sorting is stable and right for every length up to a few runs and for long ones") {
  std::uint64_t state = 1;
  const auto random = [&] {
    state = state * 6364136223846793005U + 1442695040888963407U;
    return static_cast<std::uint32_t>(state >> 33);
  };
  for (const std::size_t count :
       {0U, 1U, 2U, 3U, 5U, 11U, 12U, 13U, 24U, 25U, 36U, 37U, 48U, 49U, 97U, 200U, 1000U, 10'000U}) {
    for (const std::uint32_t range : {1U, 3U, 1'000'000U}) {
      std::vector<Item> items;
      for (std::uint32_t n = 0; n < count; ++n) items.push_back({random() % range, n});
      std::vector<Item> expected = items;
      const auto less = [](const Item& a, const Item& b) { return a.key < b.key; };
      // What a stable sort gives: equal keys in the order of their places.
      std::sort(expected.begin(), expected.end(),
                [](const Item& a, const Item& b) { return a.key != b.key ? a.key < b.key : a.place < b.place; });
      cookdiff::base::sort(items.begin(), items.end(), less);
      bool same = true;
      for (std::size_t n = 0; n < count; ++n)
        same = same && items[n].key == expected[n].key && items[n].place == expected[n].place;
      CHECK_MESSAGE(same, count, " items of ", range);
    }
  }
}

TEST_CASE("plain numbers, and items wider than insertion holds aside") {
  std::vector<double> numbers{3, 1, 2};
  cookdiff::base::sort(numbers.begin(), numbers.end());
  CHECK(numbers == std::vector<double>{1, 2, 3});
  std::vector<Wide> wide(50);
  for (std::uint32_t n = 0; n < 50; ++n) wide[n].key = 49 - n;
  cookdiff::base::sort(wide.begin(), wide.end(), [](const Wide& a, const Wide& b) { return a.key < b.key; });
  for (std::uint32_t n = 0; n < 50; ++n) CHECK(wide[n].key == n);
}
