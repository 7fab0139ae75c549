// The words that changed between two texts.
#pragma once

#include <span>
#include <string_view>

#include "base/arena.hpp"
#include "diff/differences.hpp"

namespace cookdiff::diff {

// Pieces that join to both texts to the byte: '=' and '-' to `first`, '=' and '+' to `second`. Cut between whole
// letters (with their marks, joiners and modifiers); a number such as 350, 2.5 or 1 1/2 is one piece. Of a change '-'
// comes before '+'. Of texts with more words, spaces and signs than `pieces_max` between what both begin and end with,
// all of that is one change: a book of 100 pages, and no step. The pieces view the two texts and lie in the arena.
inline constexpr std::size_t pieces_max = 50'000;
[[nodiscard]] std::span<const Word> changed_words(std::string_view first, std::string_view second, Arena& arena);

// The same with the two texts exchanged.
[[nodiscard]] std::span<const Word> exchanged(std::span<const Word> words, Arena& arena);

}  // namespace cookdiff::diff
