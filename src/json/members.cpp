#include "json/members.hpp"

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <vector>

#include "base/sort.hpp"

namespace cookdiff::json {

namespace {

constexpr std::size_t pairwise_members_max = 16;  // up to here equal keys are looked for pair by pair

// Whether two keys may be equal at all: one bit a key in a word, by its size and outer letters.
bool may_repeat(std::span<const Member> members) {
  std::uint64_t seen = 0;
  for (const Member& member : members) {
    const std::string_view key = member.key;
    std::size_t mix = key.size();
    if (!key.empty())
      mix += static_cast<unsigned char>(key.front()) * 7U + static_cast<unsigned char>(key.back()) * 31U;
    const std::uint64_t bit = std::uint64_t{1} << (mix & 63);
    if ((seen & bit) != 0) return true;
    seen |= bit;
  }
  return false;
}

bool mark_pairwise(std::span<const Member> members, std::vector<bool>& dropped) {
  bool any = false;
  for (std::size_t i = 0; i < members.size(); ++i)
    for (std::size_t later = i + 1; later < members.size() && !dropped[i]; ++later)
      if (members[i].key == members[later].key) dropped[i] = any = true;
  return any;
}

// n log n comparisons, so that no choice of keys makes it slow.
bool mark_sorted(std::span<const Member> members, std::vector<bool>& dropped) {
  std::vector<std::uint32_t> order(members.size());
  std::iota(order.begin(), order.end(), 0U);
  base::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    const int by_key = members[a].key.compare(members[b].key);
    return by_key != 0 ? by_key < 0 : a < b;
  });
  bool any = false;
  for (std::size_t i = 0; i + 1 < order.size(); ++i)
    if (members[order[i]].key == members[order[i + 1]].key) dropped[order[i]] = any = true;
  return any;
}

}  // namespace

std::span<Member> last_of_equal_keys(std::span<Member> members) {
  if (!may_repeat(members)) return members;
  std::vector<bool> dropped(members.size());
  const bool any =
      members.size() <= pairwise_members_max ? mark_pairwise(members, dropped) : mark_sorted(members, dropped);
  if (!any) return members;
  std::size_t kept = 0;
  for (std::size_t i = 0; i < members.size(); ++i)
    if (!dropped[i]) members[kept++] = members[i];
  return members.first(kept);
}

}  // namespace cookdiff::json
