// The parts of a recipe, each compared with its counterpart. All append entries to the frame.
#pragma once

#include "diff/frame.hpp"
#include "diff/lines.hpp"
#include "diff/other.hpp"
#include "json/pointer.hpp"
#include "recipe/recipe.hpp"

namespace cookdiff::diff {

void compare_ingredients(Pairing& pairing, Frame& frame);
void compare_steps(std::span<const recipe::Step> first, std::span<const recipe::Step> second, Frame& frame);

// The second side's yield by the first's where they differ and both say a number of the same thing, else 0.
[[nodiscard]] double yield_ratio(const recipe::Recipe& first, const recipe::Recipe& second);
// The `scaled` entry where frame.scale is not 1, and what a yield says beside it.
void compare_yields(const recipe::Recipe& first, const recipe::Recipe& second, Frame& frame);
// Name, rating, notes, times.
void compare_fields(const recipe::Recipe& first, const recipe::Recipe& second, Frame& frame);

// Kinds of text that a person wrote: equal, restated (up to white space, case, punctuation …) or changed, with words.
struct TextField {
  Field field = Field::other;
  IngredientField ingredient_field = IngredientField::none;
};
// Adds no entry where they are the same to the byte; a text that is not present is nullptr. Gives the entry or nullptr.
Difference* compare_texts(const Side& first, const Side& second, const TextField& field, std::uint32_t place,
                          Frame& frame);

// Ids of a list that were handed out anew, or that only one side has: one entry for the whole list.
class RenumberedIds {
 public:
  explicit RenumberedIds(Field field) : field_(field) {}
  void look(const json::Value& first, const json::Value& second);
  void finish(Frame& frame) const;

 private:
  static void put(const json::Value& id, std::string& list);
  Field field_;
  bool differ_ = false;
  std::string first_;
  std::string second_;
};

// The paths of a line of a list: "/steps/3".
[[nodiscard]] inline Paths line_paths(std::string_view list, std::size_t first, std::size_t second) {
  Paths paths;
  json::append_token(list, paths.first);
  paths.second = paths.first;
  json::append_token(first, paths.first);
  json::append_token(second, paths.second);
  return paths;
}

}  // namespace cookdiff::diff
