// Measures inside the text of a step: temperatures, durations, quantities and lengths, with their places in the text.
// Linear in the text; never traps; every begin and end lies between whole code points. Spans are in order and do not
// overlap. "180 °C (350 °F)" is one temperature in two spellings, "1 hour 30 minutes" one duration.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/arena.hpp"
#include "measure/amount.hpp"

namespace cookdiff::measure {

enum class What : std::uint8_t { temperature, duration, quantity, length };

struct Measure {
  What what = What::quantity;
  Amount amount;          // range where one is written; `also` a second spelling; 350 degrees has the unit °
  std::size_t begin = 0;  // bytes [begin, end) of the text
  std::size_t end = 0;
};

// Appends what is in `text`. The amounts view `text` and `arena`.
void find_measures(std::string_view text, Arena& arena, std::vector<Measure>& out);

// Of those the ones that lie in the bytes [from, until), found as if all of it were read: where from is 0 or begins a
// word that no measure has, and until is the end of the text or of such a word.
void find_measures(std::string_view text, std::size_t from, std::size_t until, Arena& arena, std::vector<Measure>& out);

// Where two texts must be read to know how they differ as they are compared: the bytes [from, size - behind) of each.
// What lies before and behind is the same to the byte and reads the same whatever stands between: the border is a word
// that no measure has, and no number behind it looks back across it. Whole texts where that cannot be told.
struct Window {
  std::size_t from = 0;
  std::size_t behind = 0;
};
[[nodiscard]] Window differing(std::string_view first, std::string_view second);

// True where a measure may begin at the beginning of `text`, which begins with a letter: a number word, a gas mark.
// Cheap; for who wants to know whether two texts could be the same before measures are looked for in them.
[[nodiscard]] bool may_begin_measure(std::string_view text);

// "temperature", "duration", "quantity", "length".
[[nodiscard]] std::string_view what_name(What what);

}  // namespace cookdiff::measure
