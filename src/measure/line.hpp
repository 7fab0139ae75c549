// An ingredient line of text, taken apart: "1 1/2 cups flour, sifted" is 1 1/2 | cups | flour | sifted.
// The parts view the line, or the arena where they had to be composed. Linear; never traps; the name is empty only
// where the line has no letter left for it.
//
// quantity     the amount as written ("1 1/2", "2-3", "½"), "" where none is said; "a", "one" … "twelve" and "half"
//              come as figures. What only means something together stays together, and the measurement is then empty:
//              "300g/10½oz", "1 cup plus 2 tablespoons"; "2 x 400g tins" is 2 x 400g | tins, "400g tin" is 1 | tin.
// measurement  the unit as written ("cups", "Tbsp.", "c. à soupe"), "" for pieces. A size (large) stays in the name,
//              but that of a unit goes to the note ("3 large cloves garlic": large), as does that of a pack:
//              "2 (14 oz) cans" and "2 14-oz cans" are 2 | cans | … | 14 oz.
// name         without "of", "de", "d'" before it; alternatives ("butter or oil") stay in it; preparation that stands
//              before it ("chopped onions") too. "3 garlic cloves" is 3 | cloves | garlic.
// note         what follows the first comma, what stands in brackets, a preparation or purpose after the name ("finely
//              chopped", "for greasing", "to taste"), "about" before the amount, "juice of" before it; joined by "; "
//              in the order of the line, what describes the unit first.
#pragma once

#include <string_view>

#include "base/arena.hpp"

namespace cookdiff::measure {

inline constexpr std::size_t line_bytes_max = 4096;  // a longer line is all name

struct Line {
  std::string_view quantity;
  std::string_view measurement;
  std::string_view name;
  std::string_view note;
};

[[nodiscard]] Line read_line(std::string_view text, Arena& arena);

}  // namespace cookdiff::measure
