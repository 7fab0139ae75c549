// Which recipe and make a differences document is about, where only the two documents are known.
#pragma once

#include "diff/compare.hpp"
#include "recipe/document.hpp"

namespace cookdiff::diff {

// recipeId is the original's, else the recipe that the make says it is of; makeId is the make's; no version is known.
[[nodiscard]] Placement placement_of(const recipe::Identity& original, const recipe::Identity& make);

}  // namespace cookdiff::diff
