// An amount as a recipe says it: exact, a range, unspecified or unparsed, in a unit, perhaps in several spellings.
// A plain value; its texts view what was read (or the arena where they had to be joined), further spellings lie in the
// arena. Reading never fails and never traps: what is no amount is kept as text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/arena.hpp"
#include "measure/unit.hpp"

namespace cookdiff::measure {

enum class Form : std::uint8_t {
  unspecified,  // null, blank, absent, "to taste": not 0
  exact,        // min == max
  range,        // min <= max
  unparsed,     // text kept as it is: "1/0", "NaN", "1e999", "some"
};

// How many decimals a number was written with; 0 for whole numbers and fractions. From two on, a decimal stands for the
// n/2, n/3, n/4, n/6, n/8 or n/16 that it rounds or cuts (0.33 is 1/3).
inline constexpr std::uint8_t decimals_max = 15;

inline constexpr std::size_t amount_bytes_max = 256;  // longer quantity texts are unparsed
inline constexpr int spellings_max = 4;               // "300g/10½oz" has two; more are not looked at

struct Amount {
  Form form = Form::unspecified;
  bool negative = false;  // a minus sign before it: the recipe refuses it; the form is as without the sign
  bool either = false;    // `1,000`: a thousand, or one; the second reading is other_min, other_max
  std::uint8_t min_decimals = 0;
  std::uint8_t max_decimals = 0;
  double min = 0;  // in `unit`; finite
  double max = 0;
  double other_min = 0;  // where `either`
  double other_max = 0;
  double pieces = 0;  // "2 x 400 g" is 800 g in 2 pieces; else 0
  const Unit* unit = &units::piece;
  std::string_view unit_text{};  // the unit as written; of an unknown unit it is the unit
  std::string_view text{};       // the quantity as written where it was text; empty for a JSON number or {"min","max"}
  std::string_view beside{};     // the measurement as written where the quantity's own text has a unit, too
  const Amount* also = nullptr;  // the next spelling of the same amount, in the arena

  [[nodiscard]] bool is_number() const { return form == Form::exact || form == Form::range; }
  [[nodiscard]] double middle() const { return min + (max - min) / 2; }
};

// A quantity given as text, with the measurement beside it ("" where there is none).
[[nodiscard]] Amount amount_from_text(std::string_view quantity, std::string_view measurement, Arena& arena);
// A quantity given as a JSON number, by its text ("0.5", "-1", "1e999").
[[nodiscard]] Amount amount_from_number(std::string_view number, std::string_view measurement, Arena& arena);
// A quantity given as {"min","max"} of JSON numbers (or texts of numbers). Ends in the wrong order are exchanged.
[[nodiscard]] Amount amount_from_range(std::string_view min, std::string_view max, std::string_view measurement,
                                       Arena& arena);
// No quantity (null or absent).
[[nodiscard]] Amount amount_unspecified(std::string_view measurement, Arena& arena);

// The unit as the differences document writes it: its symbol, or an unknown unit's own text without outer space.
[[nodiscard]] std::string_view symbol(const Amount& amount);
// As a person would write it: "5", "2-3", "1 1/2 cups", "350 °F"; the text as written where there is one. A JSON number
// is written with up to 12 digits. Appends nothing for an unspecified amount without a unit.
void append_amount(const Amount& amount, std::string& out);
// The same for people: a bare piece has no unit, "6" and not "6 unit".
void append_spoken(const Amount& amount, std::string& out);

// A plain number at the start of a text: digits with an optional point or comma, a fraction, a mixed number, a vulgar
// fraction. `bytes` is 0 where there is none.
struct Number {
  double value = 0;
  double other = 0;  // the second reading of `1,000`
  bool either = false;
  std::uint8_t decimals = 0;
  std::size_t bytes = 0;
};
[[nodiscard]] Number read_number(std::string_view text);

}  // namespace cookdiff::measure
