// Comparing two amounts of one thing: the same, only said in another way, changed by how much, or not comparable.
// Symmetric: the comparison of the exchanged sides at 1/scale has the same relation, size and approximate, the inverse
// ratio (within 1e-9) and the negated delta divided by scale, in the other unit. Never allocates, never traps.
#pragma once

#include <cstdint>
#include <string_view>

#include "measure/amount.hpp"

namespace cookdiff::measure {

// "Within x" means larger <= (1 + x) * smaller.
inline constexpr double equal_within = 1e-6;       // in one system of units
inline constexpr double customary_within = 0.025;  // across systems: 240 ml is a cup, 450 g a pound
inline constexpr double density_within = 0.10;     // volume against mass: published densities differ by 8 %
inline constexpr double trace_within = 0.02;
inline constexpr double small_within = 0.10;
inline constexpr double temperature_equal_celsius = 5;  // across scales and gas mark
inline constexpr double temperature_trace_celsius = 2;
inline constexpr double temperature_small_celsius = 15;

enum class Relation : std::uint8_t {
  equal,     // the same number of the same unit, in the same words (at a scale other than 1: the words do not count)
  restated,  // equal in other words; or a number inside the other side's range; or a whole count as scaled
  changed,   // `ratio` and `delta` say by how much, where they can; also from or to unspecified
  incomparable,  // two units that nothing converts: an entry of the measurement, without a ratio
};

enum class Size : std::uint8_t { trace, small, large };

struct Comparison {
  Relation relation = Relation::equal;
  Size size = Size::trace;   // large where there is no ratio
  bool approximate = false;  // volume against mass, by a density
  bool has_ratio = false;    // not from 0, not from or to unspecified, not for temperatures
  bool has_delta = false;
  double ratio = 1;                  // made / (original * scale)
  double delta = 0;                  // made - original * scale, of the middles of ranges, in the original's unit
  const Amount* original = nullptr;  // the spelling of each side that was compared (Amount::also)
  const Amount* made = nullptr;
};

// `name` is the ingredient's (the original's): sticks and densities need it. `scale` > 0; it does not touch times,
// temperatures and lengths.
[[nodiscard]] Comparison compare(const Amount& original, const Amount& made, std::string_view name, double scale = 1);

// As the scale is looked for: made / original where both are numbers other than 0 of units that convert without a
// density (or by one), else 0. Ranges by their middles. 1 for times, temperatures and lengths never: they give 0.
[[nodiscard]] double scale_ratio(const Amount& original, const Amount& made, std::string_view name);

// Adds amounts of one thing (lines that add up). False where they do not convert exactly; `sum` is then untouched.
[[nodiscard]] bool add(Amount& sum, const Amount& more, std::string_view name);

}  // namespace cookdiff::measure
