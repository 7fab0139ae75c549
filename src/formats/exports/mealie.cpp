// Mealie: a recipe's JSON with quantity, unit and food of each ingredient; old exports have the whole line as a note,
// and names with underscores.
#include <algorithm>
#include <array>
#include <string>

#include "formats/exports/shapes.hpp"
#include "formats/json_ld.hpp"
#include "formats/text.hpp"

namespace cookdiff::formats {

namespace {

// Read into the canonical form, or the program's own bookkeeping.
constexpr std::array<std::string_view, 50> taken = {"id",
                                                    "slug",
                                                    "name",
                                                    "rating",
                                                    "recipeYield",
                                                    "recipe_yield",
                                                    "recipeServings",
                                                    "recipe_servings",
                                                    "recipeYieldQuantity",
                                                    "recipe_yield_quantity",
                                                    "prepTime",
                                                    "prep_time",
                                                    "cookTime",
                                                    "cook_time",
                                                    "performTime",
                                                    "perform_time",
                                                    "totalTime",
                                                    "total_time",
                                                    "recipeIngredient",
                                                    "recipe_ingredient",
                                                    "recipeInstructions",
                                                    "recipe_instructions",
                                                    "notes",
                                                    "userId",
                                                    "user_id",
                                                    "groupId",
                                                    "group_id",
                                                    "householdId",
                                                    "household_id",
                                                    "image",
                                                    "imageVersion",
                                                    "dateAdded",
                                                    "date_added",
                                                    "dateUpdated",
                                                    "date_updated",
                                                    "createdAt",
                                                    "created_at",
                                                    "updatedAt",
                                                    "updated_at",
                                                    "updateAt",
                                                    "update_at",
                                                    "lastMade",
                                                    "last_made",
                                                    "settings",
                                                    "assets",
                                                    "comments",
                                                    "disableAmount",
                                                    "disable_amount",
                                                    "isOcrRecipe",
                                                    "is_ocr_recipe"};
constexpr std::array<std::string_view, 5> named = {"tags", "recipeCategory", "recipe_category", "categories", "tools"};

bool is_true(const json::Value* value) { return value != nullptr && value->is_boolean() && value->boolean; }

bool begins_with_amount(std::string_view text) {
  return !text.empty() && (is_digit(text.front()) || static_cast<unsigned char>(text.front()) == 0xC2 ||  // ¼ ½ ¾
                           static_cast<unsigned char>(text.front()) == 0xE2);                             // ⅓ ⅛ …
}

void add_ingredient(const json::Value& item, bool lines_only, Draft& draft) {
  Arena& arena = draft.arena();
  if (item.is_string()) return draft.add_ingredient_line(item.text());
  const std::string_view title = line_in(item, {"title"}, arena);
  if (!title.empty()) draft.ingredient_section(title);
  const std::string_view food = line_in(item, {"food"}, arena);
  const std::string_view note = line_in(item, {"note"}, arena);
  const std::string_view original = line_in(item, {"originalText", "original_text"}, arena);
  const bool amounts_off = lines_only || is_true(member_of(item, {"disableAmount", "disable_amount"}));
  IngredientParts parts;
  parts.quantity = amount_of(member_of(item, {"quantity"}), arena);
  parts.measurement = line_in(item, {"unit"}, arena);
  if (food.empty()) {
    // Quantity 1 is what Mealie writes where it did not take the line apart.
    const bool untouched =
        parts.measurement.empty() && (parts.quantity.is_null() || parts.quantity.number_text() == "1");
    if (amounts_off || untouched || begins_with_amount(note)) {
      return draft.add_ingredient_line(note.empty() ? original : note);
    }
  }
  const json::Value* id = member_of(item, {"referenceId", "reference_id"});
  if (id != nullptr) parts.id = id_of(*id);
  parts.name = food.empty() ? note : food;
  parts.note = food.empty() ? std::string_view{} : note;
  parts.line = original;
  if (!parts.name.empty()) draft.add_ingredient(parts);
}

void add_step(const json::Value& item, std::string_view& section, Draft& draft) {
  Arena& arena = draft.arena();
  const std::string_view title = line_in(item, {"title"}, arena);
  if (!title.empty()) section = title;
  StepParts parts;
  if (const json::Value* id = member_of(item, {"id"})) parts.id = id_of(*id);
  parts.text = text_of(item, arena);
  parts.section = section;
  if (parts.text.empty()) return;
  std::vector<json::Member> others;
  const std::string_view summary = line_in(item, {"summary"}, arena);
  if (!summary.empty()) others.push_back({"name", json::string(summary)});
  draft.add_step(parts, std::move(others));
}

void add_steps(const json::Value& list, Draft& draft) {
  const auto items = list.array();
  const bool objects = !items.empty() && std::all_of(items.begin(), items.end(), [](const json::Value& item) {
    return item.is_object() && item.find("@type") == nullptr;
  });
  if (!objects) return add_instructions(list, draft);
  draft.begin_steps();
  std::string_view section;
  for (const json::Value& item : items) add_step(item, section, draft);
}

void set_mealie_yield(const json::Value& recipe, Draft& draft) {
  Arena& arena = draft.arena();
  const std::string_view text = line_in(recipe, {"recipeYield", "recipe_yield"}, arena);
  const json::Value count = amount_of(member_of(recipe, {"recipeYieldQuantity", "recipe_yield_quantity"}), arena);
  if (!text.empty() && count.is_number() && std::none_of(text.begin(), text.end(), is_digit)) {
    draft.set_text("yield", arena.join(arena.join(count.number_text(), " "), text));
  }
  draft.set_text("yield", text);
  draft.set("yield", amount_of(member_of(recipe, {"recipeServings", "recipe_servings"}), arena));
}

// [{"title": "Tip", "text": "…"}] as one text.
void set_notes(const json::Value* notes, Draft& draft) {
  if (notes == nullptr) return;
  std::string out;
  for (const json::Value& note : notes->array()) {
    const std::string_view title = line_in(note, {"title"}, draft.arena());
    const std::string_view text = text_of(note, draft.arena());
    if (!out.empty() && !(title.empty() && text.empty())) out += "\n\n";
    out += title;
    if (!title.empty() && !text.empty()) out += '\n';
    out += text;
  }
  draft.set_text("notes", draft.arena().copy(out));
}

}  // namespace

bool is_mealie(const json::Value& value) {
  if (value.find("@type") != nullptr || value.find("@context") != nullptr) return false;
  const json::Value* list = member_of(value, {"recipeIngredient", "recipe_ingredient"});
  if (list == nullptr || !list->is_array()) return false;
  if (value.find("slug") != nullptr || value.find("recipe_ingredient") != nullptr) return true;
  const auto items = list->array();
  return std::any_of(items.begin(), items.end(), [](const json::Value& item) {
    return item.find("referenceId") != nullptr || (item.find("food") != nullptr && item.find("unit") != nullptr);
  });
}

json::Value read_mealie(const json::Value& recipe, Arena& arena) {
  Draft draft(arena);
  draft.set_text("recipeName", line_in(recipe, {"name"}, arena));
  for (const std::string_view key : {"id", "slug"}) {
    if (const json::Value* id = recipe.find(key)) draft.set("recipeId", id_of(*id));
  }
  set_rating(recipe.find("rating"), draft);
  set_mealie_yield(recipe, draft);
  set_time("prepTime", member_of(recipe, {"prepTime", "prep_time"}), draft);
  set_time("cookTime", member_of(recipe, {"performTime", "perform_time", "cookTime", "cook_time"}), draft);
  set_time("totalTime", member_of(recipe, {"totalTime", "total_time"}), draft);
  set_notes(recipe.find("notes"), draft);
  const json::Value* settings = recipe.find("settings");
  const bool lines_only = settings != nullptr && is_true(member_of(*settings, {"disableAmount", "disable_amount"}));
  draft.begin_ingredients();
  const json::Value* ingredients = member_of(recipe, {"recipeIngredient", "recipe_ingredient"});
  if (ingredients != nullptr) {
    for (const json::Value& item : ingredients->array()) add_ingredient(item, lines_only, draft);
  }
  const json::Value* steps = member_of(recipe, {"recipeInstructions", "recipe_instructions"});
  if (steps != nullptr) add_steps(*steps, draft);
  keep_said(recipe, taken, named, draft);
  return draft.finish();
}

}  // namespace cookdiff::formats
