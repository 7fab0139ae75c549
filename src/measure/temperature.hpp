// Temperatures: °C, °F and gas mark are affine to each other; bare degrees keep an unknown scale.
// Gas mark N is 250 + 25 N °F for N = 1 to 9; ¼ is 225 °F and ½ is 250 °F.
#pragma once

#include "measure/unit.hpp"

namespace cookdiff::measure {

struct Celsius {
  bool known = false;  // false for bare degrees, and for a gas mark outside the table
  double value = 0;
};
[[nodiscard]] Celsius to_celsius(double value, const Unit& unit);

}  // namespace cookdiff::measure
