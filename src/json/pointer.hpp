// RFC 6901: the text that names a place in a document ("/steps/2/stepText"; "" is the whole).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/arena.hpp"
#include "base/result.hpp"
#include "json/value.hpp"

namespace cookdiff::json {

// Appends one step down: a key (with ~ and / escaped) or an index.
void append_token(std::string_view key, std::string& pointer);
void append_token(std::size_t index, std::string& pointer);

// A pointer's steps, unescaped. They view `pointer` or, where they were escaped, the arena.
// bad_value where it neither is empty nor begins with a slash, or has a ~ that is followed by neither 0 nor 1.
[[nodiscard]] Result<std::vector<std::string_view>> parse_pointer(std::string_view pointer, Arena& arena);

// A token as an array index: decimal digits without leading zeros. False where it is none ("-", "01", "1e0", too
// large).
[[nodiscard]] bool to_index(std::string_view token, std::size_t& out);

// The value at that place: not_found with the pointer as far as it is there, or bad_value as above.
[[nodiscard]] Result<Value> find(const Value& document, std::string_view pointer);

}  // namespace cookdiff::json
