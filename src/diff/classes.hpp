// Texts to class numbers: equal texts, and only they, have equal numbers.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "json/equal.hpp"

namespace cookdiff::diff {

class Classes {
 public:
  // Room for so many different texts.
  explicit Classes(std::size_t texts_max) {
    std::size_t slots = 16;
    while (slots < texts_max * 2) slots *= 2;
    slots_.resize(slots, 0);
    items_.reserve(texts_max);
  }
  [[nodiscard]] std::uint32_t of(std::string_view text) {
    const std::uint64_t hash = json::hash_text(text, 0);
    std::size_t at = hash & (slots_.size() - 1);
    for (; slots_[at] != 0; at = (at + 1) & (slots_.size() - 1)) {
      const Item& item = items_[slots_[at] - 1];
      if (item.hash == hash && item.text == text) return slots_[at] - 1;
    }
    items_.push_back({hash, text});
    slots_[at] = static_cast<std::uint32_t>(items_.size());
    return slots_[at] - 1;
  }
  [[nodiscard]] std::size_t size() const { return items_.size(); }

 private:
  struct Item {
    std::uint64_t hash;
    std::string_view text;
  };
  std::vector<std::uint32_t> slots_;  // item + 1; 0: free
  std::vector<Item> items_;
};

}  // namespace cookdiff::diff
