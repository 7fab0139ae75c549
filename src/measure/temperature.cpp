#include "measure/temperature.hpp"

namespace cookdiff::measure {

Celsius to_celsius(double value, const Unit& unit) {
  if (&unit == &units::celsius) return {true, value};
  double fahrenheit = value;
  if (&unit == &units::gas_mark) {
    if (value == 0.25) {
      fahrenheit = 225;
    } else if (value == 0.5) {
      fahrenheit = 250;
    } else if (value >= 1 && value <= 9) {
      fahrenheit = 250 + 25 * value;
    } else {
      return {};
    }
  } else if (&unit != &units::fahrenheit) {
    return {};
  }
  return {true, (fahrenheit - 32) * 5 / 9};
}

}  // namespace cookdiff::measure
