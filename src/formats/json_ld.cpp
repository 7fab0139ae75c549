#include "formats/json_ld.hpp"

#include <algorithm>
#include <array>

#include "formats/text.hpp"

namespace cookdiff::formats {

namespace {

// Read into the canonical form, or the frame: neither is kept under its own name.
constexpr std::array<std::string_view, 15> taken_members = {
    "@context",         "@type",       "@id",      "@graph",   "name",        "headline",  "identifier",
    "recipeIngredient", "recipeYield", "prepTime", "cookTime", "performTime", "totalTime", "recipeInstructions",
    "ingredients"};

bool names_recipe(std::string_view type) {
  const std::size_t at = type.find_last_of("/#:");
  return (at == std::string_view::npos ? type : type.substr(at + 1)) == "Recipe";
}

bool says_recipe(const json::Value* type) {
  if (type == nullptr) return false;
  if (type->is_string()) return names_recipe(type->text());
  const auto types = type->array();
  return std::any_of(types.begin(), types.end(), [](const json::Value& one) { return names_recipe(one.text()); });
}

void collect(const json::Value& value, std::vector<const json::Value*>& out) {
  for (const json::Value& item : value.array()) collect(item, out);
  if (!value.is_object()) return;
  if (is_recipe_node(value)) {
    out.push_back(&value);
    return;
  }
  for (const json::Member& member : value.object()) collect(member.value, out);
}

const json::Value* ingredients_of(const json::Value& node) {
  const json::Value* list = node.find("recipeIngredient");
  return list != nullptr && !list->is_null() ? list : node.find("ingredients");
}

void set_id(const json::Value& node, Draft& draft) {
  const json::Value* identifier = node.find("identifier");
  if (identifier != nullptr && identifier->is_object()) identifier = identifier->find("value");
  if (identifier != nullptr) draft.set("recipeId", id_of(*identifier));
  if (const json::Value* id = node.find("id"); id != nullptr) {
    // In JSON-LD "id" may also be the node's address, which is its frame.
    if (id->is_number() || id->text().find_first_of("/:#") == std::string_view::npos) draft.set("recipeId", id_of(*id));
  }
}

// The page's rating; what else it says of its ratings (how many there are) is kept.
void set_aggregate_rating(const json::Value& node, Draft& draft) {
  if (const json::Value* own = node.find("rating")) set_rating(own, draft);
  const json::Value* aggregate = node.find("aggregateRating");
  if (aggregate == nullptr || draft.has("rating")) return;
  if (aggregate->is_array() && !aggregate->array().empty()) aggregate = &aggregate->array().front();
  set_rating(aggregate->is_object() ? aggregate->find("ratingValue") : aggregate, draft);
}

void keep_aggregate_rating(const json::Value& aggregate, Draft& draft) {
  std::vector<json::Member> rest;
  for (const json::Member& member : aggregate.object()) {
    if (member.key != "ratingValue" && member.key != "@type") rest.push_back(member);
  }
  if (!rest.empty())
    draft.keep("aggregateRating", json::object(draft.arena().copy(std::span<const json::Member>(rest))));
}

// RecipeSage writes the cook's notes as a comment of this name.
const json::Value* author_notes(const json::Value& node) {
  const json::Value* comments = node.find("comment");
  if (comments == nullptr) return nullptr;
  for (const json::Value& comment : comments->array()) {
    const json::Value* name = comment.find("name");
    if (name != nullptr && name->text() == "Author Notes") return comment.find("text");
  }
  return nullptr;
}

void keep_others(const json::Value& node, bool notes_taken, Draft& draft) {
  const bool typed_plainly = node.find("@type") == nullptr;
  for (const json::Member& member : node.object()) {
    if (std::find(taken_members.begin(), taken_members.end(), member.key) != taken_members.end()) continue;
    if (typed_plainly && member.key == "type") continue;
    if (member.key == "aggregateRating" && draft.has("rating") && member.value.is_object()) {
      keep_aggregate_rating(member.value, draft);
    } else if (!(member.key == "comment" && notes_taken) && !(member.key == "id" && draft.has("recipeId"))) {
      draft.keep(member.key, member.value);
    }
  }
}

}  // namespace

bool is_recipe_node(const json::Value& value) {
  if (says_recipe(value.find("@type"))) return true;
  return value.find("@context") != nullptr && says_recipe(value.find("type"));
}

bool is_untyped_recipe(const json::Value& value) {
  const json::Value* lines = value.find("recipeIngredient");
  const json::Value* name = value.find("name");
  if (lines == nullptr || name == nullptr || !name->is_string() || value.find("@type") != nullptr) return false;
  const auto items = lines->array();
  return !items.empty() &&
         std::all_of(items.begin(), items.end(), [](const json::Value& item) { return item.is_string(); });
}

std::vector<const json::Value*> find_recipes(const json::Value& root) {
  std::vector<const json::Value*> out;
  collect(root, out);
  return out;
}

const json::Value& first_with_ingredients(const std::vector<const json::Value*>& recipes) {
  for (const json::Value* recipe : recipes) {
    const json::Value* list = ingredients_of(*recipe);
    if (list != nullptr && list->size > 0 && !list->is_number()) return *recipe;
  }
  return *recipes.front();
}

std::string_view text_of(const json::Value& value, Arena& arena) {
  if (value.is_string()) return clean(value.text(), arena);
  if (value.is_number()) return value.number_text();
  for (const json::Value& item : value.array()) {
    const std::string_view text = item.is_array() ? std::string_view{} : text_of(item, arena);
    if (!text.empty()) return text;
  }
  for (const std::string_view key : {"@value", "text", "name"}) {
    const json::Value* member = value.find(key);
    if (member == nullptr || member->is_object()) continue;
    const std::string_view text = text_of(*member, arena);
    if (!text.empty()) return text;
  }
  return {};
}

std::string_view recipe_name(const json::Value& node, Arena& arena) {
  for (const std::string_view key : {"name", "headline"}) {
    const json::Value* name = node.find(key);
    if (name == nullptr) continue;
    const std::string_view text = clean_line(text_of(*name, arena), arena);
    if (!text.empty()) return text;
  }
  return {};
}

json::Value canonical_of(const json::Value& node, Arena& arena) {
  Draft draft(arena);
  draft.set_text("recipeName", recipe_name(node, arena));
  set_id(node, draft);
  set_aggregate_rating(node, draft);
  set_yield(node.find("recipeYield"), draft);
  set_time("prepTime", node.find("prepTime"), draft);
  set_time("cookTime", node.find("cookTime"), draft);
  set_time("cookTime", node.find("performTime"), draft);
  set_time("totalTime", node.find("totalTime"), draft);
  const json::Value* notes = node.find("notes") == nullptr ? author_notes(node) : nullptr;
  if (notes != nullptr) draft.set_text("notes", text_of(*notes, arena));
  const json::Value* ingredients = ingredients_of(node);
  if (ingredients != nullptr) add_ingredients(*ingredients, draft);
  const json::Value* instructions = node.find("recipeInstructions");
  if (instructions != nullptr) add_instructions(*instructions, draft);
  keep_others(node, notes != nullptr, draft);
  return draft.finish();
}

}  // namespace cookdiff::formats
