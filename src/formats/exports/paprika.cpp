// Paprika: ingredients and directions are one text each; a rating of 0 is none.
#include <array>

#include "formats/exports/shapes.hpp"
#include "formats/json_ld.hpp"
#include "formats/text.hpp"

namespace cookdiff::formats {

namespace {

// Read into the canonical form, or the program's own bookkeeping and photos.
constexpr std::array<std::string_view, 27> taken = {"uid",
                                                    "name",
                                                    "rating",
                                                    "servings",
                                                    "prep_time",
                                                    "cook_time",
                                                    "total_time",
                                                    "ingredients",
                                                    "directions",
                                                    "notes",
                                                    "hash",
                                                    "created",
                                                    "photo",
                                                    "photo_data",
                                                    "photo_hash",
                                                    "photo_large",
                                                    "photo_url",
                                                    "photos",
                                                    "image_url",
                                                    "on_favorites",
                                                    "in_trash",
                                                    "is_pinned",
                                                    "on_grocery_list",
                                                    "deleted",
                                                    "scale",
                                                    "status",
                                                    "grocery_list_uid"};

}  // namespace

bool is_paprika(const json::Value& value) {
  const json::Value* directions = value.find("directions");
  const json::Value* ingredients = value.find("ingredients");
  if (directions == nullptr) return false;
  if (directions->is_null()) return ingredients != nullptr && ingredients->is_string();
  return directions->is_string() && (ingredients == nullptr || ingredients->is_string() || ingredients->is_null());
}

json::Value read_paprika(const json::Value& recipe, Arena& arena) {
  Draft draft(arena);
  draft.set_text("recipeName", line_in(recipe, {"name"}, arena));
  if (const json::Value* id = recipe.find("uid")) draft.set("recipeId", id_of(*id));
  const json::Value rating = amount_of(recipe.find("rating"), arena);
  set_rating(&rating, draft);
  draft.set_text("yield", line_in(recipe, {"servings"}, arena));
  set_time("prepTime", recipe.find("prep_time"), draft);
  set_time("cookTime", recipe.find("cook_time"), draft);
  set_time("totalTime", recipe.find("total_time"), draft);
  if (const json::Value* notes = recipe.find("notes")) draft.set_text("notes", text_of(*notes, arena));
  if (const json::Value* ingredients = recipe.find("ingredients")) add_ingredients(*ingredients, draft);
  if (const json::Value* directions = recipe.find("directions")) add_instructions(*directions, draft);
  keep_said(recipe, taken, {}, draft);
  return draft.finish();
}

}  // namespace cookdiff::formats
