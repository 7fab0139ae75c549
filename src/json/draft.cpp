#include "json/draft.hpp"

#include <algorithm>

namespace cookdiff::json {

Slot* Draft::make(const Value& value) {
  Slot* const slot = arena_.array<Slot>(1);
  *slot = Slot{value, nullptr};
  return slot;
}

Open* Draft::open(Slot& slot) {
  if (slot.open != nullptr) return slot.open;
  if (!slot.value.is_array() && !slot.value.is_object()) return nullptr;
  spend(slot.value.size + 1);
  Open& open = opened_.emplace_back();
  slot.open = &open;
  open.is_object = slot.value.is_object();
  for (const Value& item : slot.value.array()) open.items.push_back(make(item));
  for (const Member& member : slot.value.object()) {
    open.places.emplace(member.key, open.members.size());
    open.members.push_back({member.key, make(member.value)});
  }
  return &open;
}

Value Draft::close(Slot& slot) {
  if (slot.open == nullptr) return slot.value;
  Open& open = *slot.open;
  slot.open = nullptr;
  if (open.is_object) {
    Member* const members = arena_.array<Member>(open.places.size());
    std::size_t count = 0;
    for (const Open::Place& place : open.members)
      if (place.slot != nullptr) members[count++] = Member{place.key, close(*place.slot)};
    slot.value = object({members, count});
  } else {
    Value* const items = arena_.array<Value>(open.items.size());
    std::size_t count = 0;
    open.items.each([&](Slot* item) { items[count++] = close(*item); });
    slot.value = array({items, count});
  }
  spend(slot.value.size + 1);
  open = Open{};  // the memory of a closed one is given back
  return slot.value;
}

Draft::Measure Draft::measure_value(const Value& value) {
  spend(1);
  Measure out{0, value.size + std::size_t{2}};
  if (spent() || (!value.is_array() && !value.is_object())) return out;
  out.bytes = 2;
  const auto include = [&](const Value& child, std::size_t more) {
    const Measure inner = measure_value(child);
    out.depth = std::max(out.depth, inner.depth);
    out.bytes += inner.bytes + more;
  };
  for (const Value& item : value.array()) include(item, 1);
  for (const Member& member : value.object()) include(member.value, member.key.size() + 4);
  ++out.depth;
  return out;
}

Draft::Measure Draft::measure(const Slot& slot) {
  if (slot.open == nullptr) return measure_value(slot.value);
  spend(1);
  Measure out{0, 2};
  const auto include = [&](const Slot& child, std::size_t more) {
    const Measure inner = measure(child);
    out.depth = std::max(out.depth, inner.depth);
    out.bytes += inner.bytes + more;
  };
  slot.open->items.each([&](const Slot* item) { include(*item, 1); });
  for (const Open::Place& place : slot.open->members)
    if (place.slot != nullptr) include(*place.slot, place.key.size() + 4);
  ++out.depth;
  return out;
}

}  // namespace cookdiff::json
