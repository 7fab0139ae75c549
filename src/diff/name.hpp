// An ingredient's name as it is compared: equal up to case, Unicode form, invisible characters, accents, punctuation,
// plural and word order.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "base/arena.hpp"

namespace cookdiff::diff {

// Words looked at in one name; those behind are taken as one word.
inline constexpr std::size_t name_words_max = 32;

struct NameKey {
  std::string_view text{};                 // the folded words in the singular, sorted, with a space between
  std::span<const std::uint64_t> words{};  // hashes of those that count for likeness, sorted
};

// Lies in the arena.
[[nodiscard]] NameKey name_key(std::string_view name, Arena& arena);

// How alike two names that are not equal are: 1 to 1000; 0 where they have nothing in common. By their words, or (a
// slip of the pen, a compound word) by pairs of letters: then at most `spelling_likeness_max`.
inline constexpr int spelling_likeness_max = 500;
[[nodiscard]] int name_likeness(const NameKey& first, const NameKey& second);

}  // namespace cookdiff::diff
