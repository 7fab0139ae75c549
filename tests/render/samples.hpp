// Differences made by hand, so that these tests need no comparison.
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "diff/differences.hpp"

namespace samples {

using cookdiff::diff::AmountChange;
using cookdiff::diff::Difference;
using cookdiff::diff::Differences;
using cookdiff::diff::Field;
using cookdiff::diff::IngredientField;
using cookdiff::diff::Kind;
using cookdiff::diff::MeasureChange;
using cookdiff::diff::Word;

inline AmountChange by(double ratio, bool approximate = false) {
  AmountChange out;
  out.has_ratio = true;
  out.ratio = ratio;
  out.approximate = approximate;
  return out;
}

inline Difference plain(Field field, Kind kind, std::string_view recipe, std::string_view make) {
  Difference out;
  out.field = field;
  out.kind = kind;
  out.recipe = {kind != Kind::added, recipe};
  out.make = {kind != Kind::removed, make};
  return out;
}

inline Difference amount(std::string_view name, std::string_view recipe, std::string_view make,
                         const AmountChange& change) {
  Difference out = plain(Field::ingredient, Kind::changed, recipe, make);
  out.ingredient_field = IngredientField::quantity;
  out.ingredient_name = name;
  out.amount = &change;
  return out;
}

// Views the list that it is given.
inline Differences of(const std::vector<Difference>& list, std::string_view summary = "something changed") {
  Differences out;
  out.differences = list;
  out.identical = list.empty();
  out.as_written = list.empty();
  out.summary = summary;
  return out;
}

}  // namespace samples
