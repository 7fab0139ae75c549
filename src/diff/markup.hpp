// HTML in the text of a step: recipes on the web carry tags and entities in their text. `<180 °C` is no tag.
#pragma once

#include <string_view>

#include "base/arena.hpp"

namespace cookdiff::diff {

// The text without tags (each becomes a space) and with its entities decoded; the text itself where it has neither.
// Known entities are those of HTML 3.2 (Latin-1), some of typography, and all by number. Others stay as they are.
[[nodiscard]] std::string_view without_markup(std::string_view text, Arena& arena);

}  // namespace cookdiff::diff
