// A document while a patch works on it. Only what an operation reaches becomes writable, one level at a time; the rest
// stays the Value that it was.
#pragma once

#include <cstddef>
#include <deque>
#include <map>
#include <string_view>
#include <vector>

#include "base/arena.hpp"
#include "json/sequence.hpp"
#include "json/value.hpp"

namespace cookdiff::json {

struct Open;

// One place of the document: a Value, or an array or object that was opened for writing. Lies in the arena.
struct Slot {
  Value value{};
  Open* open = nullptr;
};

struct Open {
  struct Place {
    std::string_view key;
    Slot* slot;  // nullptr: removed
  };
  bool is_object = false;
  Sequence<Slot> items;                            // of an array
  std::vector<Place> members;                      // of an object, in the order that they are written
  std::map<std::string_view, std::size_t> places;  // of an object: where each key stands in `members`
};

class Draft {
 public:
  // `work_max`: how many items and members may be opened, closed and measured before `spent()` is true.
  Draft(const Value& document, std::size_t work_max, Arena& arena) : arena_(arena), work_left_(work_max) {
    root.value = document;
  }

  Slot root;

  [[nodiscard]] bool spent() const { return work_left_ == 0; }
  [[nodiscard]] Slot* make(const Value& value);
  // The slot's children for writing; nullptr where it is neither array nor object.
  [[nodiscard]] Open* open(Slot& slot);
  // The slot as a Value again, whole.
  [[nodiscard]] Value close(Slot& slot);

  struct Measure {
    std::size_t depth = 0;  // 0 for what has no children
    std::size_t bytes = 0;  // of JSON, about
  };
  [[nodiscard]] Measure measure(const Slot& slot);

 private:
  void spend(std::size_t work) { work_left_ = work_left_ > work ? work_left_ - work : 0; }
  Measure measure_value(const Value& value);

  Arena& arena_;
  std::deque<Open> opened_;
  std::size_t work_left_;
};

}  // namespace cookdiff::json
