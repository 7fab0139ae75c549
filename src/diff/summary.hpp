// One sentence that a cook would say about a make, the most important change first.
#pragma once

#include <span>
#include <string_view>

#include "base/arena.hpp"
#include "diff/differences.hpp"

namespace cookdiff::diff {

inline constexpr std::size_t summary_letters_max = 200;  // code points

// Reads everything of `differences` but its summary. Lies in the arena.
[[nodiscard]] std::string_view summarise(const Differences& differences, Arena& arena);

}  // namespace cookdiff::diff
