// The JSON of each program: how it is recognised, and the canonical document that it becomes.
#pragma once

#include <string_view>

#include "base/arena.hpp"
#include "formats/draft.hpp"
#include "json/value.hpp"

namespace cookdiff::formats {

[[nodiscard]] bool is_mealie(const json::Value& value);
[[nodiscard]] json::Value read_mealie(const json::Value& recipe, Arena& arena);

[[nodiscard]] bool is_tandoor(const json::Value& value);
[[nodiscard]] json::Value read_tandoor(const json::Value& recipe, Arena& arena);

[[nodiscard]] bool is_paprika(const json::Value& value);
[[nodiscard]] json::Value read_paprika(const json::Value& recipe, Arena& arena);

// Parts that they share.

// The first of these members that is there and not null, or nullptr.
[[nodiscard]] const json::Value* member_of(const json::Value& value, std::initializer_list<std::string_view> keys);
// Its text, cleaned, on one line; an object's is its name. Empty where there is none.
[[nodiscard]] std::string_view line_in(const json::Value& value, std::initializer_list<std::string_view> keys,
                                       Arena& arena);
// A list of {"name": …} as a list of names.
[[nodiscard]] json::Value names_of(const json::Value& list, Arena& arena);
// A decimal amount without the zeros behind it ("125.0000000000000000"); 0 and null are unspecified: null.
[[nodiscard]] json::Value amount_of(const json::Value* amount, Arena& arena);
// Keeps what says something (not null, "", [], {}) and is in neither list.
void keep_said(const json::Value& recipe, std::span<const std::string_view> taken,
               std::span<const std::string_view> named, Draft& draft);

}  // namespace cookdiff::formats
