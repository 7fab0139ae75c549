// One number from one unit to another, for series that are shown in one unit; and its digits.
#pragma once

#include <optional>
#include <string_view>

#include "measure/unit.hpp"

namespace cookdiff::analysis {

// nullopt where the two do not convert without knowing of what. Bare degrees convert to themselves only.
[[nodiscard]] std::optional<double> convert(double value, const measure::Unit& from, const measure::Unit& to);

// The value with so many significant digits (1 to 15): figures that came through a ratio are whole again.
[[nodiscard]] double rounded_to(double value, int digits);

}  // namespace cookdiff::analysis
