// Where the items of an array stand while a patch works on it, when operations go from left to right and some items
// still wait to be moved away. Each answer costs log n.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "json/array_plan.hpp"

namespace cookdiff::json {

// One line on which all old and all new items have a point, old before new between two that stay. An item's index is
// the number of present ones left of it.
class Places {
 public:
  struct Stop {
    std::uint32_t item;  // of the old array where `gone`, else of the new one
    bool gone;           // an old item that does not stay
  };

  // `head` items stand before the array's part that the plan is about.
  Places(const ArrayPlan& plan, std::size_t head);

  // Every item once, from left to right; one that stays as a new one.
  [[nodiscard]] std::span<const Stop> stops() const { return stops_; }
  [[nodiscard]] std::size_t index_of_old(std::uint32_t item) const { return head_ + present_before(old_points_[item]); }
  [[nodiscard]] std::size_t index_of_new(std::uint32_t item) const { return head_ + present_before(new_points_[item]); }
  void take_out(std::uint32_t old_item) { change(old_points_[old_item], false); }
  void put_in(std::uint32_t new_item) { change(new_points_[new_item], true); }

 private:
  [[nodiscard]] std::size_t present_before(std::uint32_t point) const;
  void change(std::uint32_t point, bool present);

  std::size_t head_;
  std::vector<Stop> stops_;
  std::vector<std::uint32_t> old_points_;
  std::vector<std::uint32_t> new_points_;
  std::vector<bool> present_;
  std::vector<std::uint32_t> sums_;  // a Fenwick tree over `present_`
};

}  // namespace cookdiff::json
