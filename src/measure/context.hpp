// Words around a number that are part of how it is read, beside its unit; only for the readers of this room.
#pragma once

#include <cstddef>

#include "measure/word_set.hpp"

namespace cookdiff::measure {

inline constexpr std::size_t context_bytes = 48;  // how far back an oven is looked for before a bare "at 350"

inline constexpr WordSet<64> numbering{
    "step steps page no no. nr nr. number speed level part rack fig figure version day stage setting th thermostat "
    "stufe"};
static_assert(!numbering.is_full());
inline constexpr WordSet<16> more_words{"more additional further full extra weitere"};
static_assert(!more_words.is_full());
inline constexpr WordSet<8> betweens{"between zwischen entre"};
static_assert(!betweens.is_full());

}  // namespace cookdiff::measure
