// Times of a recipe: ISO 8601 durations ("PT90M", "P0DT1H30M") and words ("1 hour 30 minutes", "20-25 min").
#pragma once

#include <string_view>

#include "base/arena.hpp"
#include "measure/amount.hpp"

namespace cookdiff::measure {

// The duration in seconds, minutes, hours or days, or unparsed with the text kept ("PTNaNM"). "" is unspecified. A bare
// number is unparsed: nothing says of what. "P30M", which ISO reads as months, is what recipe pages write for minutes.
[[nodiscard]] Amount read_duration(std::string_view text, Arena& arena);

}  // namespace cookdiff::measure
