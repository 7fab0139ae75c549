// Documents made at random from a seed, and small edits of them: what the property tests of the json room run on.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "base/arena.hpp"
#include "json/value.hpp"

namespace cookdiff::json {

class Generator {
 public:
  Generator(std::uint64_t seed, Arena& arena) : random_(seed), arena_(arena) {}

  std::size_t below(std::size_t bound) { return static_cast<std::size_t>(random_() % bound); }

  // Few different keys and scalars, so that values repeat, move and share places.
  Value value(std::size_t depth) {
    const std::size_t kind = below(depth == 0 ? 5 : 9);
    if (kind < 5) return scalar();
    std::vector<Value> items(below(6));
    for (Value& item : items) item = value(depth - 1);
    if (kind < 7) return array(arena_.copy(std::span<const Value>(items)));
    std::vector<Member> members;
    for (const Value& item : items) {
      const std::string_view name = key();
      bool known = false;
      for (const Member& member : members) known = known || member.key == name;
      if (!known) members.push_back({name, item});
    }
    return object(arena_.copy(std::span<const Member>(members)));
  }

  // The same document with some places added, dropped, changed, moved or doubled.
  Value edited(const Value& value, std::size_t depth) {
    if (below(12) == 0) return this->value(depth);
    if (value.is_array()) {
      std::vector<Value> items;
      for (const Value& item : value.array()) {
        if (below(10) == 0) continue;
        items.push_back(edited(item, depth == 0 ? 0 : depth - 1));
        if (below(12) == 0) items.push_back(this->value(depth == 0 ? 0 : depth - 1));
        if (below(12) == 0) items.push_back(item);
        if (below(8) == 0) std::swap(items[below(items.size())], items.back());
      }
      return array(arena_.copy(std::span<const Value>(items)));
    }
    if (value.is_object()) {
      std::vector<Member> members;
      for (const Member& member : value.object()) {
        if (below(10) == 0) continue;
        const std::string_view name = below(10) == 0 ? arena_.join(member.key, "'") : member.key;
        members.push_back({name, edited(member.value, depth == 0 ? 0 : depth - 1)});
      }
      return object(arena_.copy(std::span<const Member>(members)));
    }
    return value;
  }

 private:
  Value scalar() {
    static constexpr std::string_view texts[] = {"", "salt", "brown sugar", "½ cup", "a/b~c", "\"quoted\"\n", "🥧"};
    static constexpr std::string_view numbers[] = {"0", "1", "-2", "350", "12345"};
    switch (below(6)) {
      case 0: return null();
      case 1: return boolean(below(2) != 0);
      case 2: return number(numbers[below(5)]);
      default: return string(texts[below(7)]);
    }
  }
  std::string_view key() {
    static constexpr std::string_view keys[] = {"", "name", "id", "a/b", "m~n", "0", "-", "steps", "\"q\""};
    return keys[below(9)];
  }

  std::mt19937_64 random_;
  Arena& arena_;
};

}  // namespace cookdiff::json
