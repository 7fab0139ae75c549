#include "json/places.hpp"

namespace cookdiff::json {

Places::Places(const ArrayPlan& plan, std::size_t head)
    : head_(head), old_points_(plan.used.size()), new_points_(plan.sources.size()) {
  std::uint32_t point = 0;
  std::uint32_t old_item = 0;
  const auto pass_old = [&](std::uint32_t end) {
    for (; old_item < end; ++old_item) {
      stops_.push_back({old_item, true});
      old_points_[old_item] = point++;
    }
  };
  const auto stays = [](const ArrayPlan::Source& source) { return source.from != ArrayPlan::none && !source.moves; };
  const auto count = static_cast<std::uint32_t>(plan.sources.size());
  for (std::uint32_t item = 0, next = 0; item < count; ++item) {
    if (next <= item)  // the next that stays: what is gone before it comes first
      for (next = item; next < count && !stays(plan.sources[next]);) ++next;
    pass_old(next == count ? static_cast<std::uint32_t>(plan.used.size()) : plan.sources[next].from);
    stops_.push_back({item, false});
    if (item == next) {
      old_points_[old_item++] = point;
      ++next;
    }
    new_points_[item] = point++;
  }
  pass_old(static_cast<std::uint32_t>(plan.used.size()));
  present_.resize(point);
  sums_.resize(point + std::size_t{1});
  for (const std::uint32_t old_point : old_points_) change(old_point, true);
}

std::size_t Places::present_before(std::uint32_t point) const {
  std::size_t out = 0;
  for (std::size_t i = point; i > 0; i &= i - 1) out += sums_[i];
  return out;
}

void Places::change(std::uint32_t point, bool present) {
  if (present_[point] == present) return;
  present_[point] = present;
  for (std::size_t i = std::size_t{point} + 1; i < sums_.size(); i += i & (~i + 1)) {
    if (present)
      ++sums_[i];
    else
      --sums_[i];
  }
}

}  // namespace cookdiff::json
