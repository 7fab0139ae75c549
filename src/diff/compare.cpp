#include "diff/compare.hpp"

#include <algorithm>
#include <new>
#include <span>
#include <vector>

#include "base/sort.hpp"
#include "diff/frame.hpp"
#include "diff/other.hpp"
#include "diff/parts.hpp"
#include "diff/summary.hpp"
#include "recipe/document.hpp"
#include "recipe/members.hpp"
#include "recipe/recipe.hpp"

namespace cookdiff::diff {
namespace {

// What has its own rule, and what is never compared.
bool is_known(std::string_view key) {
  for (const std::string_view known :
       {"recipeName", "rating", "yield", "notes", "prepTime", "cookTime", "totalTime", "ingredients", "steps"})
    if (known == key) return true;
  return recipe::names_document(key);
}

void compare_recipes(const json::Value& first_document, const json::Value& second_document, Frame& frame) {
  const recipe::Recipe first = recipe::view(first_document, frame.arena);
  const recipe::Recipe second = recipe::view(second_document, frame.arena);
  Pairing pairing = begin_pairing(first.ingredients, second.ingredients, frame);
  frame.scale = find_scale(pairing, yield_ratio(first, second), frame);
  pair_lines(pairing, frame);
  compare_yields(first, second, frame);
  compare_ingredients(pairing, frame);
  compare_steps(first.steps, second.steps, frame);
  compare_fields(first, second, frame);
  if (!first.others && !second.others) return;
  Paths paths;
  compare_members(first_document, second_document, is_known, paths, frame);
}

// The order of the document: as a cook reads a recipe.
constexpr int field_order(Field field) {
  switch (field) {
    case Field::name: return 0;
    case Field::yield: return 1;
    case Field::ingredient: return 2;
    case Field::instruction: return 3;
    case Field::time: return 4;
    case Field::rating: return 5;
    case Field::notes: return 6;
    case Field::other: return 7;
  }
  return 7;
}

std::span<const Difference> in_order(const std::vector<Entry*>& entries, Arena& arena) {
  struct Place {
    int field;
    std::uint32_t place;
    std::uint32_t entry;
  };
  std::vector<Place> order;
  order.reserve(entries.size());
  for (const Entry* entry : entries)
    order.push_back({field_order(entry->difference.field), entry->place, static_cast<std::uint32_t>(order.size())});
  base::sort(order.begin(), order.end(), [](const Place& a, const Place& b) {
    if (a.field != b.field) return a.field < b.field;
    return a.place != b.place ? a.place < b.place : a.entry < b.entry;
  });
  Difference* const out = arena.array<Difference>(entries.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    const Entry& entry = *entries[order[i].entry];
    Difference* const written = new (out + i) Difference(entry.difference);
    if (written->field != Field::ingredient || written->whole_list) continue;
    const bool added = entry.place >= Frame::behind_all;
    (added ? written->make_line : written->line) = (added ? entry.place - Frame::behind_all : entry.place) + 1;
  }
  return {out, entries.size()};
}

// Nothing but what was thought of it, and traces.
bool leaves_as_written(const Difference& entry) {
  if (entry.field == Field::rating || entry.field == Field::notes) return true;
  return entry.field == Field::ingredient && entry.kind == Kind::changed && entry.amount != nullptr &&
         entry.amount->size == measure::Size::trace;
}

Differences finish(const Frame& frame, Arena& arena) {
  Differences out;
  out.differences = in_order(frame.differences, arena);
  out.restated = in_order(frame.restated, arena);
  out.identical = out.differences.empty() && out.restated.empty();
  out.as_written = std::all_of(out.differences.begin(), out.differences.end(), leaves_as_written);
  out.scale = frame.flipped ? 1 / frame.scale : frame.scale;
  out.summary = summarise(out, arena);
  return out;
}

}  // namespace

Result<Differences> compare(const json::Value& original, const json::Value& make, Arena& arena) {
  const int order = written_order(original, make);
  Frame frame(arena, order > 0);
  if (order != 0) {
    const json::Value& first = frame.flipped ? make : original;
    const json::Value& second = frame.flipped ? original : make;
    if (recipe::is_recipe(first) && recipe::is_recipe(second)) {
      compare_recipes(first, second, frame);
    } else {
      Paths paths;
      compare_values(first, second, paths, frame);
    }
  }
  return finish(frame, arena);
}

}  // namespace cookdiff::diff
