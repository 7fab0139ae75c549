// An ingredient line without what nobody reads: bullets before it (dashes, shapes, stars, ticks, emoji), invisible
// letters, runs of spaces; brackets and colons of East Asian width as the narrow ones. Views the line, or the arena
// where something inside it went. Only for line.cpp.
#pragma once

#include <string_view>

#include "base/arena.hpp"

namespace cookdiff::measure {

[[nodiscard]] std::string_view cleaned_line(std::string_view line, Arena& arena);

}  // namespace cookdiff::measure
