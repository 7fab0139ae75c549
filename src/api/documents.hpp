// How documents are given out: a recipe, a make, a make with its differences.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "json/value.hpp"
#include "store/rows.hpp"

namespace cookdiff::api {

// The recipe as it is known: its own members, and its id where it does not say it.
[[nodiscard]] std::string recipe_body(const json::Value& document, const store::Id& recipe);

// The make's members, and what the service adds: recipeId, makeId, madeAt (where it has none), state, filled.
[[nodiscard]] std::string make_body(const json::Value& document, const store::ObjectRow& row,
                                    const std::vector<std::string>& filled);

// The make's members and those of its differences document in one object; the latter win where both have one.
[[nodiscard]] Result<std::string> differences_body(const json::Value& make, std::string_view differences);

// Quotes, and the time in RFC 3339; null for 0.
[[nodiscard]] std::string time_json(std::int64_t milliseconds);

}  // namespace cookdiff::api
