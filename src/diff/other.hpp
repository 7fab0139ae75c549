// Everything that the model does not know, compared as JSON, so that no change is ever silent.
#pragma once

#include <string>
#include <string_view>

#include "diff/frame.hpp"
#include "json/value.hpp"

namespace cookdiff::diff {

// Where a value stands in the two documents: RFC 6901 pointers.
struct Paths {
  std::string first;
  std::string second;
};

// Appends entries (`other`) for all that differs between two values at those places.
void compare_values(const json::Value& first, const json::Value& second, Paths& paths, Frame& frame);

// The members of two objects, but those that `known` names.
using Known = bool (*)(std::string_view key);
void compare_members(const json::Value& first, const json::Value& second, Known known, Paths& paths, Frame& frame);

// One entry with a path; nullptr: that side has none.
Difference& add_value(const json::Value* first, const json::Value* second, const Paths& paths, bool is_restated,
                      Field field, Frame& frame);

// An order of documents by content: 0 only where they are the same to the order of keys and the spelling of numbers.
[[nodiscard]] int written_order(const json::Value& first, const json::Value& second);

}  // namespace cookdiff::diff
