// Folding short texts of this room's tables (units, names of foods): ASCII lower case, accents of Latin letters
// dropped, dots and brackets dropped, hyphens and any space as one space. Other scripts stay as they are.
#pragma once

#include <string_view>

namespace cookdiff::measure {

// Writes at most `room` bytes to `out`; 0 bytes where the text is empty or its folded form has no room.
[[nodiscard]] std::size_t fold(std::string_view text, char* out, std::size_t room);

}  // namespace cookdiff::measure
