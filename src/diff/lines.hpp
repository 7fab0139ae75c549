// The ingredients of both sides while they are being paired: what is asked of each is computed once, when it is asked.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "diff/frame.hpp"
#include "diff/name.hpp"
#include "measure/amount.hpp"
#include "recipe/recipe.hpp"

namespace cookdiff::diff {

// One side's list. Everything lies in the frame's arena.
struct Lines {
  std::span<const recipe::Ingredient> items;
  std::span<std::uint32_t> partner;  // the place on the other side; nobody: none, or not yet
  std::span<std::uint32_t> group;    // the group of lines that add up (place in Pairing::sums); nobody: none
  std::span<NameKey> keys;           // of the lines that equality of bytes left over
  std::span<std::uint32_t> names;    // class number of the key
  std::span<std::uint32_t> places;   // class number of section and key
  std::span<std::uint32_t> ids;      // class number of the id; nobody: none, or not unique in this list
  std::span<const measure::Amount*> amounts;

  [[nodiscard]] bool is_free(std::size_t i) const { return partner[i] == nobody && group[i] == nobody; }
};

// Lines of one thing that add up to one line of the other side.
struct Sum {
  std::vector<std::uint32_t> parts;  // places on the side that has several, rising
  std::uint32_t whole = 0;           // the place on the other side
  bool parts_in_first = false;
};

struct Pairing {
  Lines first;
  Lines second;
  std::vector<Sum> sums;
  std::size_t front = 0;  // so many lines at the front and at the back are the same to the byte, and paired
  std::size_t back = 0;
  bool ids_trusted = true;  // not where more paired lines contradict their ids than agree

  void pair(std::size_t i, std::size_t j) {
    first.partner[i] = static_cast<std::uint32_t>(j);
    second.partner[j] = static_cast<std::uint32_t>(i);
  }
};

[[nodiscard]] const measure::Amount& amount(Lines& lines, std::size_t place, Frame& frame);

// Pairs what is the same to the byte at both ends and prepares the rest: keys, classes, ids.
[[nodiscard]] Pairing begin_pairing(std::span<const recipe::Ingredient> first,
                                    std::span<const recipe::Ingredient> second, Frame& frame);

// How the amounts of two paired lines compare at the frame's scale.
[[nodiscard]] measure::Comparison compare_amounts(Pairing& pairing, std::size_t i, std::size_t j, Frame& frame);
[[nodiscard]] inline bool is_same(const measure::Comparison& comparison) {
  return comparison.relation == measure::Relation::equal || comparison.relation == measure::Relation::restated;
}

// True when quantity and measurement are written alike.
[[nodiscard]] bool written_alike(const recipe::Ingredient& first, const recipe::Ingredient& second);

// The factor by which the make is scaled (rule 2), looked for over lines that pair by id or name; 1 where there is
// none. `yield_ratio` is the second side's yield by the first's; 0 where that is not said.
[[nodiscard]] double find_scale(Pairing& pairing, double yield_ratio, Frame& frame);

// Pairs all lines (rule 1 and the sums of rule 4); frame.scale must be set.
void pair_lines(Pairing& pairing, Frame& frame);

}  // namespace cookdiff::diff
