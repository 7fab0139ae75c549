// Members found by their key without looking at each: for objects of any size.
#pragma once

#include <algorithm>
#include <span>
#include <string_view>
#include <vector>

#include "base/sort.hpp"
#include "json/value.hpp"

namespace cookdiff::json {

// The members in the byte order of their keys.
[[nodiscard]] inline std::vector<const Member*> by_key(std::span<const Member> members) {
  std::vector<const Member*> out;
  out.reserve(members.size());
  for (const Member& member : members) out.push_back(&member);
  base::sort(out.begin(), out.end(), [](const Member* a, const Member* b) { return a->key < b->key; });
  return out;
}

// Views the members: they must outlive it. Few are searched in turn, many are sorted first.
class KeyIndex {
 public:
  explicit KeyIndex(std::span<const Member> members) : members_(members) {
    if (members.size() > in_turn_max) sorted_ = by_key(members);
  }
  // nullptr where there is none.
  [[nodiscard]] const Member* find(std::string_view key) const {
    if (sorted_.empty()) {
      for (const Member& member : members_)
        if (member.key == key) return &member;
      return nullptr;
    }
    const auto at =
        std::lower_bound(sorted_.begin(), sorted_.end(), key,
                         [](const Member* member, std::string_view wanted) { return member->key < wanted; });
    return at != sorted_.end() && (*at)->key == key ? *at : nullptr;
  }

 private:
  static constexpr std::size_t in_turn_max = 16;
  std::span<const Member> members_;
  std::vector<const Member*> sorted_;
};

}  // namespace cookdiff::json
