#include <algorithm>
#include <span>
#include <string>
#include <vector>

#include "json/array_plan.hpp"
#include "base/sort.hpp"
#include "json/key_index.hpp"
#include "json/patch.hpp"
#include "json/places.hpp"
#include "json/pointer.hpp"
#include "json/script.hpp"
#include "json/sharing.hpp"
#include "json/tree.hpp"

namespace cookdiff::json {

namespace {

class Differ {
 public:
  explicit Differ(Arena& arena) : arena_(arena) {}

  // The operations that make b out of a here, or the one that replaces it where that is shorter.
  void value(const Spot& a, const Spot& b) {
    if (same(a, b)) return;
    const std::size_t count = operations.size();
    const std::size_t bytes = bytes_;
    const std::size_t replaced = replace_bytes + path_bytes() + b.bytes();
    if (a.value->kind == b.value->kind && (b.value->is_object() || b.value->is_array())) {
      const std::size_t outer_limit = limit_;
      limit_ = std::min(limit_, bytes + replaced);
      if (b.value->is_object())
        object(a, b);
      else
        array(a, b);
      const bool shorter = bytes_ <= bytes + replaced && !spent();
      limit_ = outer_limit;
      if (shorter) return;
      operations.resize(count);
      bytes_ = bytes;
    }
    push({Act::replace, false, here(), {}, b, 0}, replaced);
  }

  std::vector<Operation> operations;

 private:
  // Nothing more can come of this branch: it is longer already than replacing what encloses it.
  [[nodiscard]] bool spent() const { return bytes_ > limit_; }
  [[nodiscard]] std::size_t path_bytes() const { return written_bytes(pointer_); }
  [[nodiscard]] std::string_view here() {
    // A path is never without data: that marks a dropped operation.
    return pointer_.empty() ? std::string_view("") : arena_.copy(pointer_);
  }

  void push(const Operation& operation, std::size_t bytes) {
    operations.push_back(operation);
    bytes_ += bytes;
  }
  void add(const Spot& spot, bool in_array) {
    push({Act::add, in_array, here(), {}, spot, 0}, add_bytes + path_bytes() + spot.bytes());
  }
  void remove(const Spot& spot, bool in_array) {
    push({Act::remove, in_array, here(), {}, spot, 0}, remove_bytes + path_bytes());
  }
  void move(std::string_view from, bool in_array) {
    push({Act::move, in_array, here(), from, {}, 0}, move_bytes + path_bytes() + written_bytes(from));
  }

  template <typename Token, typename Then>
  void at(Token token, Then then) {
    const std::size_t size = pointer_.size();
    append_token(token, pointer_);
    then();
    pointer_.resize(size);
  }

  void object(const Spot& a, const Spot& b) {
    const KeyIndex before(a.value->object());
    const KeyIndex after(b.value->object());
    std::vector<std::size_t> gone;
    std::vector<std::size_t> fresh;
    for (std::size_t i = 0; i < a.size(); ++i)
      if (after.find(a.member(i).key) == nullptr) gone.push_back(i);
    for (std::size_t j = 0; j < b.size() && !spent(); ++j) {
      const Member* const old = before.find(b.member(j).key);
      if (old == nullptr)
        fresh.push_back(j);
      else
        at(b.member(j).key, [&] { value(a.child(static_cast<std::size_t>(old - a.value->members)), b.child(j)); });
    }
    renamed(a, gone, b, fresh);
    for (const std::size_t i : gone)
      if (!spent()) at(a.member(i).key, [&] { remove(a.child(i), false); });
    for (const std::size_t j : fresh)
      if (!spent()) at(b.member(j).key, [&] { add(b.child(j), false); });
  }

  // Members whose value stands under a new key: moves. They leave both lists.
  void renamed(const Spot& a, std::vector<std::size_t>& gone, const Spot& b, std::vector<std::size_t>& fresh) {
    if (gone.empty() || fresh.empty()) return;
    const auto by_hash = [](const Spot& spot) {
      return [&spot](std::size_t x, std::size_t y) {
        return spot.child(x).hash() != spot.child(y).hash() ? spot.child(x).hash() < spot.child(y).hash() : x < y;
      };
    };
    base::sort(gone.begin(), gone.end(), by_hash(a));
    base::sort(fresh.begin(), fresh.end(), by_hash(b));
    std::vector<std::size_t> gone_left;
    std::vector<std::size_t> fresh_left;
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < gone.size() && j < fresh.size()) {
      const Spot before = a.child(gone[i]);
      const Spot after = b.child(fresh[j]);
      if (before.hash() != after.hash()) {
        if (before.hash() < after.hash())
          gone_left.push_back(gone[i++]);
        else
          fresh_left.push_back(fresh[j++]);
      } else if (!same(before, after)) {
        gone_left.push_back(gone[i++]);
        fresh_left.push_back(fresh[j++]);
      } else {
        std::string_view from;
        at(a.member(gone[i++]).key, [&] { from = here(); });
        at(b.member(fresh[j++]).key, [&] { move(from, false); });
      }
    }
    gone_left.insert(gone_left.end(), gone.begin() + static_cast<std::ptrdiff_t>(i), gone.end());
    fresh_left.insert(fresh_left.end(), fresh.begin() + static_cast<std::ptrdiff_t>(j), fresh.end());
    base::sort(gone_left.begin(), gone_left.end());
    base::sort(fresh_left.begin(), fresh_left.end());
    gone = std::move(gone_left);
    fresh = std::move(fresh_left);
  }

  void array(const Spot& a, const Spot& b) {
    const std::size_t shared = std::min(a.size(), b.size());
    std::size_t head = 0;
    while (head < shared && same(a.child(head), b.child(head))) ++head;
    std::size_t tail = 0;
    while (tail < shared - head && same(a.child(a.size() - 1 - tail), b.child(b.size() - 1 - tail))) ++tail;
    std::vector<Spot> before;
    for (std::size_t i = head; i < a.size() - tail; ++i) before.push_back(a.child(i));
    std::vector<Spot> after;
    for (std::size_t j = head; j < b.size() - tail; ++j) after.push_back(b.child(j));
    std::size_t digits = 1;
    for (std::size_t size = shared; size >= 10; size /= 10) ++digits;
    follow(plan_array(before, after, path_bytes() + 1 + digits, likeness_), before, after, head);
  }

  // From left to right: what stands left of the place in hand is as it will be, but for items that move away later.
  void follow(const ArrayPlan& plan, std::span<const Spot> a, std::span<const Spot> b, std::size_t head) {
    Places places(plan, head);
    for (const Places::Stop& stop : places.stops()) {
      if (spent()) return;
      if (stop.gone) {
        if (plan.used[stop.item]) continue;
        at(places.index_of_old(stop.item), [&] { remove(a[stop.item], true); });
        places.take_out(stop.item);
        continue;
      }
      const ArrayPlan::Source& source = plan.sources[stop.item];
      if (source.moves) {
        const std::size_t old = places.index_of_old(source.from);
        places.take_out(source.from);
        const std::size_t index = places.index_of_new(stop.item);
        std::string_view from;
        if (old != index) at(old, [&] { from = here(); });
        if (old != index) at(index, [&] { move(from, true); });
      }
      const std::size_t index = places.index_of_new(stop.item);
      if (source.from == ArrayPlan::none)
        at(index, [&] { add(b[stop.item], true); });
      else
        at(index, [&] { value(a[source.from], b[stop.item]); });
      places.put_in(stop.item);
    }
  }

  Arena& arena_;
  Likeness likeness_;
  std::string pointer_;
  std::size_t bytes_ = 0;
  std::size_t limit_ = static_cast<std::size_t>(-1);
};

}  // namespace

Value diff(const Value& a, const Value& b, Arena& arena) {
  const Tree before(a);
  const Tree after(b);
  Differ differ(arena);
  differ.value(before.root(), after.root());
  share_values(differ.operations, before.root(), arena);
  return patch_of(differ.operations, arena);
}

}  // namespace cookdiff::json
