#include "analysis/unit_conversion.hpp"

#include <cmath>

#include "measure/temperature.hpp"

namespace cookdiff::analysis {

using measure::Kind;

std::optional<double> convert(double value, const measure::Unit& from, const measure::Unit& to) {
  if (&from == &to) return value;
  if (from.kind != to.kind) return std::nullopt;
  switch (from.kind) {
    case Kind::volume:
    case Kind::mass:
    case Kind::length:
    case Kind::time:
    case Kind::count: return value * from.factor / to.factor;
    case Kind::temperature: break;
    default: return std::nullopt;
  }
  const measure::Celsius celsius = measure::to_celsius(value, from);
  if (!celsius.known) return std::nullopt;
  if (&to == &measure::units::celsius) return celsius.value;
  if (&to == &measure::units::fahrenheit) return celsius.value * 9 / 5 + 32;
  return std::nullopt;
}

double rounded_to(double value, int digits) {
  const double size = std::fabs(value);
  if (!(size > 1e-12) || !(size < 1e15)) return value;
  double least = 1;  // the smallest whole number of so many digits
  for (int i = 1; i < digits; ++i) least *= 10;
  double factor = 1;
  while (size * factor < least) factor *= 10;
  double divisor = 1;
  while (size * factor / divisor >= least * 10) divisor *= 10;
  return std::round(value * factor / divisor) / factor * divisor;
}

}  // namespace cookdiff::analysis
