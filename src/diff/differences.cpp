#include "diff/differences.hpp"

namespace cookdiff::diff {

std::string_view field_name(Field field) {
  switch (field) {
    case Field::name: return "name";
    case Field::rating: return "rating";
    case Field::yield: return "yield";
    case Field::time: return "time";
    case Field::ingredient: return "ingredient";
    case Field::instruction: return "instruction";
    case Field::notes: return "notes";
    case Field::other: return "other";
  }
  return "other";
}

std::string_view kind_name(Kind kind) {
  switch (kind) {
    case Kind::added: return "added";
    case Kind::removed: return "removed";
    case Kind::changed: return "changed";
    case Kind::moved: return "moved";
    case Kind::substituted: return "substituted";
    case Kind::scaled: return "scaled";
    case Kind::split: return "split";
    case Kind::merged: return "merged";
  }
  return "changed";
}

std::string_view ingredient_field_name(IngredientField field) {
  switch (field) {
    case IngredientField::none: return "";
    case IngredientField::quantity: return "quantity";
    case IngredientField::measurement: return "measurement";
    case IngredientField::name: return "ingredientName";
    case IngredientField::note: return "note";
    case IngredientField::section: return "section";
  }
  return "";
}

std::string_view size_name(measure::Size size) {
  switch (size) {
    case measure::Size::trace: return "trace";
    case measure::Size::small: return "small";
    case measure::Size::large: return "large";
  }
  return "large";
}

}  // namespace cookdiff::diff
