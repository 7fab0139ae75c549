// The second half of an ingredient line: what is left after the amount, as name and notes. Only for line.cpp.
#pragma once

#include <array>
#include <string_view>

#include "base/arena.hpp"

namespace cookdiff::measure {

inline constexpr std::size_t notes_max = 12;  // further ones are appended to the last, as written

struct Notes {
  std::array<std::string_view, notes_max> note{};
  std::size_t count = 0;
  void push(std::string_view text);        // trimmed; an empty one is none
  void push_first(std::string_view text);  // before all others
};

// Takes brackets, what follows the first comma, and a preparation or purpose after the name off `rest`, in their order.
// Returns the name.
[[nodiscard]] std::string_view split_name(std::string_view rest, Notes& notes, Arena& arena);

// Without the "of", "de", "d'", "di" that binds a name to its unit.
[[nodiscard]] std::string_view without_of(std::string_view name);

}  // namespace cookdiff::measure
