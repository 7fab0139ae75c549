// Differences for a terminal: the verdict, then what changed in groups with signs and both sides.
#pragma once

#include <string>

#include "diff/differences.hpp"
#include "render/show.hpp"

namespace cookdiff::render {

// A long unchanged stretch inside a step is cut to its ends. Words that only one side has stand in [-…-] and {+…+};
// colours change nothing else. Every control character of the documents is made visible (render/visible.hpp): safe to
// print.
[[nodiscard]] std::string text(const diff::Differences& differences, const Show& show);

}  // namespace cookdiff::render
