#include "json/sharing.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "base/sort.hpp"
#include "json/pointer.hpp"

namespace cookdiff::json {

namespace {

std::string_view parent_of(std::string_view path) { return path.substr(0, path.rfind('/')); }

// True where `path` or a place above it is in the sorted list.
bool any_above(const std::vector<std::string_view>& sorted, std::string_view path) {
  if (sorted.empty()) return false;
  for (;;) {
    if (std::binary_search(sorted.begin(), sorted.end(), path)) return true;
    if (path.empty()) return false;
    path = parent_of(path);
  }
}

class Sharing {
 public:
  Sharing(std::vector<Operation>& operations, Arena& arena) : operations_(operations), arena_(arena) {}

  void run(const Spot& before) {
    collect();
    if (wanted_.empty()) return;
    base::sort(wanted_.begin(), wanted_.end(), [](const Wanted& x, const Wanted& y) {
      return x.hash != y.hash ? x.hash < y.hash : x.operation < y.operation;
    });
    base::sort(shifting_.begin(), shifting_.end());
    base::sort(touched_.begin(), touched_.end());
    for (std::size_t i = 0; i < operations_.size(); ++i)
      if (operations_[i].act == Act::remove && !operations_[i].in_array) try_move(i);
    for (Wanted& wanted : wanted_) wanted.served = 0;
    std::string pointer;
    copy_from(before, pointer);
    std::erase_if(operations_, [](const Operation& operation) { return operation.path.data() == nullptr; });
  }

 private:
  struct Wanted {
    std::uint64_t hash;
    std::size_t operation;
    std::size_t served = 0;  // of the first of a hash: so many were tried, and need not be again
  };

  void collect() {
    for (std::size_t i = 0; i < operations_.size(); ++i) {
      const Operation& operation = operations_[i];
      if (operation.in_array)
        shifting_.push_back(parent_of(operation.path));
      else
        touched_.push_back(operation.path);
      if (operation.act == Act::move) touched_.push_back(operation.from);
      // A copy into an array puts a new item there, so it cannot stand for a replace whose place is an index.
      const bool can_copy = operation.act == Act::add || (operation.act == Act::replace && !operation.path.empty() &&
                                                          !ends_in_index(operation.path));
      if (!can_copy) continue;
      wanted_.push_back({operation.spot.hash(), i, 0});
      bytes_min_ = std::min(bytes_min_, operation.spot.bytes());
    }
  }

  // Whether the last step may be an index; a key of digits is taken for one.
  static bool ends_in_index(std::string_view path) {
    std::size_t index = 0;
    return to_index(path.substr(path.rfind('/') + 1), index);
  }

  std::span<Wanted> wanted(std::uint64_t hash) {
    const auto at = std::lower_bound(wanted_.begin(), wanted_.end(), hash,
                                     [](const Wanted& wanted, std::uint64_t h) { return wanted.hash < h; });
    const auto end = std::upper_bound(at, wanted_.end(), hash,
                                      [](std::uint64_t h, const Wanted& wanted) { return h < wanted.hash; });
    return {at, end};
  }

  void try_move(std::size_t removal) {
    const Operation& removed = operations_[removal];
    if (any_above(shifting_, parent_of(removed.path))) return;
    const std::span<Wanted> takers = wanted(removed.spot.hash());
    while (!takers.empty() && takers[0].served < takers.size()) {
      Operation& added = operations_[takers[takers[0].served++].operation];
      if (added.act != Act::add || !equal(*added.spot.value, *removed.spot.value)) continue;
      added.act = Act::move;
      added.from = removed.path;
      operations_[removal].path = {};  // dropped at the end
      return;
    }
  }

  // Walks what is left as it was, and looks whether its values are wanted.
  void copy_from(const Spot& spot, std::string& pointer) {
    if (spot.bytes() < bytes_min_) return;
    if (std::binary_search(touched_.begin(), touched_.end(), std::string_view(pointer)) || is_shifting(pointer)) return;
    const std::span<Wanted> takers = wanted(spot.hash());
    if (!takers.empty() && takers[0].served < takers.size() && !any_below(pointer)) give(spot, takers, pointer);
    if (!spot.value->is_array() && !spot.value->is_object()) return;
    const std::size_t size = pointer.size();
    for (std::size_t i = 0; i < spot.size(); ++i) {
      if (spot.value->is_array())
        append_token(i, pointer);
      else
        append_token(spot.member(i).key, pointer);
      copy_from(spot.child(i), pointer);
      pointer.resize(size);
    }
  }

  void give(const Spot& spot, std::span<Wanted> takers, const std::string& pointer) {
    std::string_view from;
    for (const Wanted& taker : takers) {
      Operation& operation = operations_[taker.operation];
      if (operation.act != Act::add && operation.act != Act::replace) continue;
      const std::size_t copied = move_bytes + written_bytes(operation.path) + written_bytes(pointer);
      if (copied >= operation_bytes(operation) || !equal(*operation.spot.value, *spot.value)) continue;
      if (from.data() == nullptr) from = arena_.copy(pointer);
      operation.act = Act::copy;
      operation.from = from;
    }
    takers[0].served = takers.size();
  }

  [[nodiscard]] bool is_shifting(std::string_view pointer) const {
    return std::binary_search(shifting_.begin(), shifting_.end(), pointer);
  }

  // Whether an operation works inside of that place.
  [[nodiscard]] bool any_below(const std::string& pointer) const {
    const std::string inside = pointer + '/';
    const auto any = [&](const std::vector<std::string_view>& sorted) {
      const auto at = std::lower_bound(sorted.begin(), sorted.end(), std::string_view(inside));
      return at != sorted.end() && at->starts_with(inside);
    };
    return any(touched_) || any(shifting_);
  }

  std::vector<Operation>& operations_;
  Arena& arena_;
  std::vector<Wanted> wanted_;              // operations that bring a value, by its hash
  std::vector<std::string_view> shifting_;  // arrays whose items change places
  std::vector<std::string_view> touched_;   // other places that an operation names
  std::size_t bytes_min_ = static_cast<std::size_t>(-1);
};

}  // namespace

void share_values(std::vector<Operation>& operations, const Spot& before, Arena& arena) {
  Sharing(operations, arena).run(before);
}

}  // namespace cookdiff::json
