// schema.org/Recipe as JSON-LD, in every shape that pages and exports give it.
#pragma once

#include <string_view>
#include <vector>

#include "base/arena.hpp"
#include "formats/draft.hpp"
#include "json/value.hpp"

namespace cookdiff::formats {

// True when the object says "@type": "Recipe" (also in a list, with a prefix or as an address; "type" beside
// "@context").
[[nodiscard]] bool is_recipe_node(const json::Value& value);

// True when the object has schema.org's lists of a recipe without saying what it is: a name beside lines of text.
[[nodiscard]] bool is_untyped_recipe(const json::Value& value);

// Every Recipe in a JSON-LD document, in its order: the document itself, in @graph, in a list, within other nodes. A
// Recipe inside a Recipe is not looked for. The pointers are into `root`, whose depth the reader has bounded.
[[nodiscard]] std::vector<const json::Value*> find_recipes(const json::Value& root);

// Of several recipes the first with ingredients counts, else the first; `recipes` is not empty.
[[nodiscard]] const json::Value& first_with_ingredients(const std::vector<const json::Value*>& recipes);

[[nodiscard]] std::string_view recipe_name(const json::Value& node, Arena& arena);

// The canonical document. Members that the model does not know are kept; what frames the recipe (@context, @type, @id)
// is left out. Times that say nothing ("PTNaNM") are left out too.
[[nodiscard]] json::Value canonical_of(const json::Value& node, Arena& arena);

// Parts of the above that exports share.
void add_ingredients(const json::Value& list, Draft& draft);
void add_instructions(const json::Value& instructions, Draft& draft);
void set_time(std::string_view key, const json::Value* value, Draft& draft);
void set_yield(const json::Value* value, Draft& draft);
void set_rating(const json::Value* value, Draft& draft);

// What a value says as text, cleaned: a text, a number, an object's @value, text or name, the first of a list that says
// something. Empty where it says nothing.
[[nodiscard]] std::string_view text_of(const json::Value& value, Arena& arena);

}  // namespace cookdiff::formats
