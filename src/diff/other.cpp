#include "diff/other.hpp"

#include <algorithm>
#include <vector>

#include "base/sort.hpp"
#include "json/equal.hpp"
#include "json/key_index.hpp"
#include "json/pointer.hpp"
#include "json/subsequence.hpp"
#include "json/tree.hpp"

namespace cookdiff::diff {
namespace {

// One step down in both paths, for as long as this lives.
template <typename Token>
class Step {
 public:
  Step(Paths& paths, Token first, Token second)
      : paths_(paths), first_size_(paths.first.size()), second_size_(paths.second.size()) {
    json::append_token(first, paths.first);
    json::append_token(second, paths.second);
  }
  Step(const Step&) = delete;
  Step& operator=(const Step&) = delete;
  ~Step() {
    paths_.first.resize(first_size_);
    paths_.second.resize(second_size_);
  }

 private:
  Paths& paths_;
  std::size_t first_size_;
  std::size_t second_size_;
};

// Numbers of equal items, over both lists. Equal by hash, then really.
class ItemClasses {
 public:
  ItemClasses(const json::Spot& first, const json::Spot& second, std::size_t front, std::size_t back) {
    collect(first, front, back);
    const std::size_t first_count = spots_.size();
    collect(second, front, back);
    // Sorted and not put into a table: whoever writes a document could choose hashes that all meet in one slot.
    struct Item {
      std::uint64_t hash;
      std::uint32_t at;
    };
    std::vector<Item> order(spots_.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = {spots_[i].hash(), i};
    base::sort(order.begin(), order.end(),
               [](const Item& a, const Item& b) { return a.hash != b.hash ? a.hash < b.hash : a.at < b.at; });
    std::vector<std::uint32_t> classes(spots_.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
      const bool again = i != 0 && json::same(spots_[order[i - 1].at], spots_[order[i].at]);
      classes[order[i].at] = again ? static_cast<std::uint32_t>(count_ - 1) : static_cast<std::uint32_t>(count_++);
    }
    const auto middle = classes.begin() + static_cast<std::ptrdiff_t>(first_count);
    first_classes.assign(classes.begin(), middle);
    second_classes.assign(middle, classes.end());
  }
  [[nodiscard]] std::size_t count() const { return count_; }
  std::vector<std::uint32_t> first_classes;
  std::vector<std::uint32_t> second_classes;

 private:
  void collect(const json::Spot& list, std::size_t front, std::size_t back) {
    for (std::size_t i = front; i < list.size() - back; ++i) spots_.push_back(list.child(i));
  }
  std::vector<json::Spot> spots_;
  std::size_t count_ = 0;
};

class Comparison {
 public:
  Comparison(Paths& paths, Frame& frame) : paths_(paths), frame_(frame) {}

  void values(const json::Spot& first, const json::Spot& second) {
    if (json::same(first, second)) return;
    if (!affordable(first, second)) {
      add_value(first.value, second.value, paths_, false, Field::other, frame_);
      return;
    }
    if (first.value->is_object() && second.value->is_object()) return objects(first, second);
    if (first.value->is_array() && second.value->is_array()) return lists(first, second);
    add_value(first.value, second.value, paths_, false, Field::other, frame_);
  }

 private:
  // Every entry below carries these paths: a long key over many entries is answered by one entry for the whole.
  bool affordable(const json::Spot& first, const json::Spot& second) {
    const std::size_t bytes = (paths_.first.size() + paths_.second.size()) * (first.size() + second.size());
    if (!first.value->is_array() && !first.value->is_object()) return true;
    if (bytes > frame_.path_bytes_left) return false;
    frame_.path_bytes_left -= bytes;
    return true;
  }

  void objects(const json::Spot& first, const json::Spot& second) {
    const json::KeyIndex in_second(second.value->object());
    const json::KeyIndex in_first(first.value->object());
    std::size_t changes = second.size();
    for (std::size_t i = 0; i < first.size(); ++i) {
      const json::Member* other = in_second.find(first.member(i).key);
      const bool same = other != nullptr && json::same(first.child(i), second.child(index(*other, second)));
      changes = changes + (other == nullptr ? 1 : 0) - (same ? 1 : 0);
    }
    if (changes > frame_.other_entries_left) {
      add_value(first.value, second.value, paths_, false, Field::other, frame_);
      return;
    }
    for (std::size_t i = 0; i < first.size(); ++i) {
      const json::Member& member = first.member(i);
      const Step<std::string_view> step(paths_, member.key, member.key);
      if (const json::Member* other = in_second.find(member.key); other != nullptr)
        values(first.child(i), second.child(index(*other, second)));
      else
        add_value(&member.value, nullptr, paths_, false, Field::other, frame_);
    }
    for (const json::Member& member : second.value->object()) {
      if (in_first.find(member.key) != nullptr) continue;
      const Step<std::string_view> step(paths_, member.key, member.key);
      add_value(nullptr, &member.value, paths_, false, Field::other, frame_);
    }
  }

  static std::size_t index(const json::Member& member, const json::Spot& of) {
    return static_cast<std::size_t>(&member - of.value->members);
  }

  void lists(const json::Spot& first, const json::Spot& second) {
    const std::size_t shorter = std::min(first.size(), second.size());
    std::size_t front = 0;
    while (front < shorter && json::same(first.child(front), second.child(front))) ++front;
    std::size_t back = 0;
    while (back < shorter - front &&
           json::same(first.child(first.size() - 1 - back), second.child(second.size() - 1 - back)))
      ++back;
    std::vector<json::Pair> pairs;
    if (front + back < shorter) {
      const ItemClasses classes(first, second, front, back);
      pairs = json::common_subsequence(classes.first_classes, classes.second_classes, classes.count());
    }
    if (first.size() + second.size() - 2 * (front + back + pairs.size()) > frame_.other_entries_left) {
      add_value(first.value, second.value, paths_, false, Field::other, frame_);
      return;
    }
    std::size_t i = front;
    std::size_t j = front;
    for (const json::Pair& pair : pairs) {
      gap(first, second, i, front + pair.a, j, front + pair.b);
      i = front + pair.a + 1;
      j = front + pair.b + 1;
    }
    gap(first, second, i, first.size() - back, j, second.size() - back);
  }

  // Between two items that both have. As many gone as come: each took the place of one.
  void gap(const json::Spot& first, const json::Spot& second, std::size_t i, std::size_t i_end, std::size_t j,
           std::size_t j_end) {
    if (i_end - i == j_end - j) {
      for (; i < i_end; ++i, ++j) {
        const Step<std::size_t> step(paths_, i, j);
        values(first.child(i), second.child(j));
      }
      return;
    }
    for (; i < i_end; ++i) {
      const Step<std::size_t> step(paths_, i, i);
      add_value(first.child(i).value, nullptr, paths_, false, Field::other, frame_);
    }
    for (; j < j_end; ++j) {
      const Step<std::size_t> step(paths_, j, j);
      add_value(nullptr, second.child(j).value, paths_, false, Field::other, frame_);
    }
  }

  Paths& paths_;
  Frame& frame_;
};

std::size_t changed_members(const json::Value& first, const json::KeyIndex& in_first, const json::Value& second,
                            const json::KeyIndex& in_second, Known known) {
  std::size_t out = 0;
  for (const json::Member& member : first.object()) {
    const json::Member* other = in_second.find(member.key);
    if (!known(member.key) && (other == nullptr || !json::equal(member.value, other->value))) ++out;
  }
  for (const json::Member& member : second.object())
    if (!known(member.key) && in_first.find(member.key) == nullptr) ++out;
  return out;
}

int sign(bool less) { return less ? -1 : 1; }

int written_order(std::string_view first, std::string_view second) {
  const int by_bytes = first.compare(second);
  return by_bytes == 0 ? 0 : sign(by_bytes < 0);
}

}  // namespace

Difference& add_value(const json::Value* first, const json::Value* second, const Paths& paths, bool is_restated,
                      Field field, Frame& frame) {
  const bool both = first != nullptr && second != nullptr;
  const auto place = static_cast<std::uint32_t>(frame.differences.size() + frame.restated.size());
  if (field == Field::other && frame.other_entries_left != 0) --frame.other_entries_left;
  Difference& entry = frame.add(is_restated, field, both ? Kind::changed : frame.only(first != nullptr), place);
  const Side first_side = first == nullptr ? Side{} : side(shown(*first, frame));
  const Side second_side = second == nullptr ? Side{} : side(shown(*second, frame));
  frame.set_sides(entry, first_side, second_side);
  entry.recipe_value = frame.original(first, second);
  entry.make_value = frame.make(first, second);
  entry.has_path = true;
  const bool by_original = entry.recipe_value != nullptr;
  entry.path = frame.arena.copy(std::string_view(by_original != frame.flipped ? paths.first : paths.second));
  return entry;
}

void compare_values(const json::Value& first, const json::Value& second, Paths& paths, Frame& frame) {
  if (json::equal(first, second)) return;
  if (!first.is_array() && !first.is_object()) {
    add_value(&first, &second, paths, false, Field::other, frame);
    return;
  }
  const json::Tree first_tree(first);
  const json::Tree second_tree(second);
  Comparison(paths, frame).values(first_tree.root(), second_tree.root());
}

void compare_members(const json::Value& first, const json::Value& second, Known known, Paths& paths, Frame& frame) {
  const json::KeyIndex in_second(second.object());
  const json::KeyIndex in_first(first.object());
  if (first.size + second.size > frame.other_entries_left &&
      changed_members(first, in_first, second, in_second, known) > frame.other_entries_left) {
    add_value(&first, &second, paths, false, Field::other, frame);
    return;
  }
  for (const json::Member& member : first.object()) {
    if (known(member.key)) continue;
    const Step<std::string_view> step(paths, member.key, member.key);
    if (const json::Member* other = in_second.find(member.key); other != nullptr)
      compare_values(member.value, other->value, paths, frame);
    else
      add_value(&member.value, nullptr, paths, false, Field::other, frame);
  }
  for (const json::Member& member : second.object()) {
    if (known(member.key) || in_first.find(member.key) != nullptr) continue;
    const Step<std::string_view> step(paths, member.key, member.key);
    add_value(nullptr, &member.value, paths, false, Field::other, frame);
  }
}

int written_order(const json::Value& first, const json::Value& second) {
  if (first.kind != second.kind) return sign(first.kind < second.kind);
  switch (first.kind) {
    case json::Kind::null: return 0;
    case json::Kind::boolean: return first.boolean == second.boolean ? 0 : sign(second.boolean);
    case json::Kind::number:
    case json::Kind::string: return written_order({first.chars, first.size}, {second.chars, second.size});
    case json::Kind::array: {
      if (first.items == second.items && first.size == second.size) return 0;  // one document, given twice
      const std::size_t shorter = std::min(first.size, second.size);
      for (std::size_t i = 0; i < shorter; ++i)
        if (const int order = written_order(first.items[i], second.items[i]); order != 0) return order;
      break;
    }
    case json::Kind::object: {
      if (first.members == second.members && first.size == second.size) return 0;
      const std::size_t shorter = std::min(first.size, second.size);
      for (std::size_t i = 0; i < shorter; ++i) {
        const json::Member& a = first.members[i];
        const json::Member& b = second.members[i];
        if (const int order = written_order(a.key, b.key); order != 0) return order;
        if (const int order = written_order(a.value, b.value); order != 0) return order;
      }
      break;
    }
  }
  return first.size == second.size ? 0 : sign(first.size < second.size);
}

}  // namespace cookdiff::diff
