// Units as data: symbol, kind, exact factor to the base of the kind, system.
// Bases: ml, g, s, piece, mm, °C. US factors are exact: a gallon is 231 cubic inches and an inch is 25.4 mm; a pound is
// 453.59237 g (NIST SP 430, SP 811, Handbook 44 appendix C; UCUM). Spoons and cups of other languages are metric.
#pragma once

#include <cstdint>
#include <string_view>

namespace cookdiff::measure {

enum class Kind : std::uint8_t {
  count,        // pieces and dozens
  named_count,  // cloves, cans, large ones: each its own; equal to a bare piece of the same number
  volume,
  mass,
  length,
  time,
  temperature,  // differ by degrees, never by per cent; see temperature.hpp for the scales
  imprecise,    // pinch, dash: counted, equal only to themselves, never converted
  unknown,      // a unit that nobody knows: compared as text
};

enum class System : std::uint8_t { none, us, metric, imperial };

struct Unit {
  std::string_view symbol;  // as the differences document writes it: "tsp", "fl oz", "" for pieces, "°F"
  Kind kind;
  System system;
  double factor;  // how many of the kind's base; 1 for what is only counted; of no meaning for temperatures
};

inline constexpr std::size_t unit_bytes_max = 64;  // longer texts are no known unit

// The unit of that spelling, or nullptr for one that nobody knows. "" is the piece. `T` and `t` are told apart before
// case is folded; a trailing dot, plurals and the spellings of nine languages are accepted. Never allocates.
[[nodiscard]] const Unit* find_unit(std::string_view text);

// False where no spelling of a unit has a word that begins like `word`, by its first three letters: find_unit() knows
// no such unit then, and no such word is part of one. True wherever that cannot be told from ASCII letters.
[[nodiscard]] bool may_be_unit_word(std::string_view word);

// The units that rules speak of by name.
namespace units {
extern const Unit piece;
extern const Unit unknown;  // symbol "": Amount::unit_text has the text
extern const Unit stick;    // of butter and margarine 8 tbsp or 4 oz, of anything else a count
extern const Unit tablespoon;
extern const Unit ounce;
extern const Unit celsius;
extern const Unit fahrenheit;
extern const Unit gas_mark;
extern const Unit degree;  // the scale is not said
extern const Unit second;
extern const Unit minute;
extern const Unit hour;
extern const Unit day;
}  // namespace units

}  // namespace cookdiff::measure
