#include "recipe/recipe.hpp"

#include <new>

#include "measure/line.hpp"
#include "recipe/members.hpp"

namespace cookdiff::recipe {
namespace {

std::string_view number_or_text(const json::Value* value) {
  if (value == nullptr) return {};
  return value->is_number() ? value->number_text() : value->text();
}

const json::Value* present(const json::Value& value) { return value.is_null() ? nullptr : &value; }

void take(const json::Member& member, Recipe& recipe, const json::Value*& ingredients, const json::Value*& steps) {
  const std::string_view key = member.key;
  const json::Value* value = present(member.value);
  if (key == "recipeName")
    recipe.name = value;
  else if (key == "rating")
    recipe.rating = value;
  else if (key == "yield")
    recipe.yield = value;
  else if (key == "notes")
    recipe.notes = value;
  else if (key == "prepTime")
    recipe.prep_time = value;
  else if (key == "cookTime")
    recipe.cook_time = value;
  else if (key == "totalTime")
    recipe.total_time = value;
  else if (key == "ingredients")
    ingredients = value;
  else if (key == "steps")
    steps = value;
  else if (!names_document(key))
    recipe.others = true;
}

}  // namespace

Ingredient view_ingredient(const json::Value& value, Arena& arena) {
  Ingredient out;
  out.value = &value;
  if (value.is_string()) {
    const measure::Line line = measure::read_line(value.text(), arena);
    out.quantity = line.quantity.empty() ? json::null() : json::string(line.quantity);
    out.measurement = line.measurement;
    out.name = line.name;
    out.note = line.note;
    out.line = value.text();
    return out;
  }
  for (const json::Member& member : value.object()) {
    switch (line_member(member.key)) {
      case LineMember::id: out.id = member.value; break;
      case LineMember::quantity: out.quantity = member.value; break;
      case LineMember::measurement: out.measurement = member.value.text(); break;
      case LineMember::text: out.name = member.value.text(); break;
      case LineMember::note: out.note = member.value.text(); break;
      case LineMember::section: out.section = member.value.text(); break;
      case LineMember::line: out.line = member.value.text(); break;
      case LineMember::other: out.others = true; break;
    }
  }
  return out;
}

Step view_step(const json::Value& value) {
  Step out;
  out.value = &value;
  if (value.is_string()) out.text = value.text();
  for (const json::Member& member : value.object()) {
    switch (line_member(member.key)) {
      case LineMember::id: out.id = member.value; break;
      case LineMember::text: out.text = member.value.text(); break;
      case LineMember::note: out.note = member.value.text(); break;
      case LineMember::section: out.section = member.value.text(); break;
      case LineMember::line: break;
      case LineMember::quantity:
      case LineMember::measurement:
      case LineMember::other: out.others = true; break;
    }
  }
  return out;
}

Recipe view(const json::Value& document, Arena& arena) {
  Recipe recipe;
  recipe.value = &document;
  const json::Value* ingredients = nullptr;
  const json::Value* steps = nullptr;
  for (const json::Member& member : document.object()) take(member, recipe, ingredients, steps);
  if (ingredients != nullptr && ingredients->is_array()) {
    auto* out = arena.array<Ingredient>(ingredients->size);
    std::size_t count = 0;
    for (const json::Value& value : ingredients->array()) new (out + count++) Ingredient(view_ingredient(value, arena));
    recipe.ingredients = {out, count};
  }
  if (steps != nullptr && steps->is_array()) {
    auto* out = arena.array<Step>(steps->size);
    std::size_t count = 0;
    for (const json::Value& value : steps->array()) new (out + count++) Step(view_step(value));
    recipe.steps = {out, count};
  }
  return recipe;
}

measure::Amount amount(const Ingredient& ingredient, Arena& arena) {
  const json::Value& quantity = ingredient.quantity;
  switch (quantity.kind) {
    case json::Kind::number: return measure::amount_from_number(quantity.number_text(), ingredient.measurement, arena);
    case json::Kind::string: return measure::amount_from_text(quantity.text(), ingredient.measurement, arena);
    case json::Kind::object: {
      // An end that is not said is the other one: {"min": 2} is 2.
      const std::string_view min = number_or_text(quantity.find("min"));
      const std::string_view max = number_or_text(quantity.find("max"));
      return measure::amount_from_range(min.empty() ? max : min, max.empty() ? min : max, ingredient.measurement,
                                        arena);
    }
    default: return measure::amount_unspecified(ingredient.measurement, arena);
  }
}

}  // namespace cookdiff::recipe
