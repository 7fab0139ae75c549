// RFC 7396, JSON Merge Patch: an object that says what to set, and null for what to remove.
#pragma once

#include "base/arena.hpp"
#include "base/result.hpp"
#include "json/value.hpp"

namespace cookdiff::json {

// The document after the patch; it views both and the arena. Every pair of values has an answer: null in the patch
// removes, arrays are replaced as a whole. Members keep the document's order, new ones follow in the patch's.
[[nodiscard]] Value merge_apply(const Value& document, const Value& patch, Arena& arena);

// The smallest merge patch that makes `b` out of `a`. `unsupported`, with the pointer in `b`, where b holds a null
// member that a does not hold already: a merge patch can only remove it.
[[nodiscard]] Result<Value> merge_diff(const Value& a, const Value& b, Arena& arena);

}  // namespace cookdiff::json
