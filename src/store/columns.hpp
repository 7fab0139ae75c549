// The columns of a table in the one order that SELECT and reading share. For the other files of this room only.
// No two columns of a SELECT may have one name: D1 gives rows as objects by name, and would lose one.
#pragma once

#include <string>
#include <string_view>

#include "edge/database.hpp"
#include "store/rows.hpp"

namespace cookdiff::store {

// Of `objects AS o`; the last two are the large ones, facts and differences.
inline constexpr std::string_view object_columns_small =
    "o.key, o.kitchen, o.revision, o.state, o.version, o.uploaded_ms, o.size, o.hash, o.format, o.first_ms, o.recipe, "
    "(SELECT n.is_number FROM recipes n WHERE n.kitchen = o.kitchen AND n.recipe = o.recipe) AS recipe_is_number, "
    "o.role, o.make_id, "
    "o.make_is_number, o.pinned, o.engine, o.as_written, o.identical, o.scale, o.rating, o.made_ms, o.made_at, o.cook, "
    "o.name, o.reason, o.detail, o.pointer, o.byte, o.attempts, o.also, o.queued_version, o.summary";
inline constexpr std::string_view object_columns_large = "o.facts, o.differences";
inline constexpr std::string_view object_columns_none = "NULL AS facts, NULL AS differences";
inline constexpr std::size_t object_column_count = 35;
[[nodiscard]] ObjectRow read_object(const edge::Row& row, std::size_t from = 0);

// Of `recipes AS r`.
inline constexpr std::string_view recipe_columns =
    "r.recipe AS r_recipe, r.is_number AS r_is_number, r.generation, r.state AS r_state, r.original_key, r.current, "
    "r.name AS r_name, r.ingredients, r.created_ms, r.updated_ms, r.due_after IS NOT NULL AS is_due";
inline constexpr std::size_t recipe_column_count = 11;
[[nodiscard]] RecipeRow read_recipe(const edge::Row& row, std::size_t from = 0);

[[nodiscard]] std::string sql(std::initializer_list<std::string_view> parts);

}  // namespace cookdiff::store
