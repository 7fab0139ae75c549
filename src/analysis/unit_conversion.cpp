#include "analysis/unit_conversion.hpp"

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

}  // namespace cookdiff::analysis
