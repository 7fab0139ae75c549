// Across a whole patch: what is removed here and added there becomes a move, what is added and stands elsewhere already
// becomes a copy, where that is shorter.
#pragma once

#include <vector>

#include "base/arena.hpp"
#include "json/script.hpp"
#include "json/tree.hpp"

namespace cookdiff::json {

// Changes the operations in place; `before` is the document that they are for. Sources are only places whose pointer is
// the same before and after every operation: no array above them gains, loses or moves items.
void share_values(std::vector<Operation>& operations, const Spot& before, Arena& arena);

}  // namespace cookdiff::json
