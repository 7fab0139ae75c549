#include "diff/lines.hpp"

#include <algorithm>
#include <new>
#include <string>

#include "diff/classes.hpp"
#include "diff/other.hpp"

namespace cookdiff::diff {
namespace {

template <typename T>
std::span<T> filled(std::size_t count, const T& with, Arena& arena) {
  T* const out = arena.array<T>(count);
  std::uninitialized_fill_n(out, count, with);
  return {out, count};
}

Lines prepare(std::span<const recipe::Ingredient> items, Arena& arena) {
  const std::size_t count = items.size();
  return {.items = items,
          .partner = filled(count, nobody, arena),
          .group = filled(count, nobody, arena),
          .keys = filled(count, NameKey{}, arena),
          .names = filled(count, nobody, arena),
          .places = filled(count, nobody, arena),
          .ids = filled(count, nobody, arena),
          .amounts = filled<const measure::Amount*>(count, nullptr, arena)};
}

std::string_view id_text(const json::Value& id) { return id.is_number() ? id.number_text() : id.text(); }

// Numbers the keys, and the keys with their sections, of the lines between the ends that are the same.
void classify_names(Lines& lines, const Pairing& pairing, Classes& names, Classes& places, Frame& frame) {
  const std::size_t end = lines.items.size() - pairing.back;
  std::string_view section_before;
  std::string_view folded_section;
  for (std::size_t i = pairing.front; i < end; ++i) {
    const recipe::Ingredient& item = lines.items[i];
    lines.keys[i] = name_key(item.name, frame.arena);
    lines.names[i] = names.of(lines.keys[i].text);
    if (item.section.empty()) {
      lines.places[i] = places.of(lines.keys[i].text);
      continue;
    }
    if (item.section != section_before) {
      section_before = item.section;
      folded_section = name_key(item.section, frame.arena).text;
    }
    frame.scratch.assign(lines.keys[i].text);
    frame.scratch += '\n';
    frame.scratch += folded_section;
    lines.places[i] = places.of(frame.keep());
  }
}

// Numbers the ids; those that a list has twice count for nothing.
void classify_ids(Pairing& pairing) {
  const auto has_id = [](const Lines& lines, const Pairing& all) {
    for (std::size_t i = all.front; i < lines.items.size() - all.back; ++i)
      if (!lines.items[i].id.is_null()) return true;
    return false;
  };
  if (!has_id(pairing.first, pairing) || !has_id(pairing.second, pairing)) return;
  Classes ids(pairing.first.items.size() + pairing.second.items.size());
  for (Lines* lines : {&pairing.first, &pairing.second}) {
    for (std::size_t i = 0; i < lines->items.size(); ++i)
      if (!lines->items[i].id.is_null()) lines->ids[i] = ids.of(id_text(lines->items[i].id));
    std::vector<std::uint32_t> times(ids.size());
    for (const std::uint32_t id : lines->ids)
      if (id != nobody) ++times[id];
    for (std::uint32_t& id : lines->ids)
      if (id != nobody && times[id] > 1) id = nobody;
  }
}

}  // namespace

const measure::Amount& amount(Lines& lines, std::size_t place, Frame& frame) {
  const measure::Amount*& held = lines.amounts[place];
  if (held == nullptr)
    held = new (frame.arena.array<measure::Amount>(1)) measure::Amount(recipe::amount(lines.items[place], frame.arena));
  return *held;
}

Pairing begin_pairing(std::span<const recipe::Ingredient> first, std::span<const recipe::Ingredient> second,
                      Frame& frame) {
  Pairing pairing;
  pairing.first = prepare(first, frame.arena);
  pairing.second = prepare(second, frame.arena);
  const auto same = [&](std::size_t i, std::size_t j) { return written_order(*first[i].value, *second[j].value) == 0; };
  const std::size_t shorter = std::min(first.size(), second.size());
  while (pairing.front < shorter && same(pairing.front, pairing.front)) ++pairing.front;
  while (pairing.back < shorter - pairing.front &&
         same(first.size() - 1 - pairing.back, second.size() - 1 - pairing.back))
    ++pairing.back;
  for (std::size_t i = 0; i < pairing.front; ++i) pairing.pair(i, i);
  for (std::size_t i = 1; i <= pairing.back; ++i) pairing.pair(first.size() - i, second.size() - i);
  const std::size_t left = first.size() + second.size() - 2 * (pairing.front + pairing.back);
  if (left == 0) return pairing;
  Classes names(left);
  Classes places(left);
  classify_names(pairing.first, pairing, names, places, frame);
  classify_names(pairing.second, pairing, names, places, frame);
  classify_ids(pairing);
  return pairing;
}

measure::Comparison compare_amounts(Pairing& pairing, std::size_t i, std::size_t j, Frame& frame) {
  return measure::compare(amount(pairing.first, i, frame), amount(pairing.second, j, frame),
                          pairing.first.items[i].name, frame.scale);
}

bool written_alike(const recipe::Ingredient& first, const recipe::Ingredient& second) {
  return first.measurement == second.measurement && written_order(first.quantity, second.quantity) == 0;
}

}  // namespace cookdiff::diff
