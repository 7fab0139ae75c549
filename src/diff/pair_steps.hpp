// Rule 5: which step of one side is which of the other. By text, never by number or id.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "diff/frame.hpp"
#include "diff/text.hpp"
#include "recipe/recipe.hpp"

namespace cookdiff::diff {

// One step written as several with the same words.
struct Parted {
  std::uint32_t one = 0;
  std::uint32_t from = 0;  // [from, until) on the other side
  std::uint32_t until = 0;
  bool one_in_first = false;
};

struct StepPairing {
  std::span<const recipe::Step> first;
  std::span<const recipe::Step> second;
  std::vector<std::uint32_t> first_partner;  // nobody: none; a parted step has the first of the others
  std::vector<std::uint32_t> second_partner;
  std::vector<NormalText> first_texts;  // of the steps between the ends
  std::vector<NormalText> second_texts;
  std::vector<Parted> parted;
  std::vector<bool> first_in_parted;
  std::vector<bool> second_in_parted;
  std::vector<bool> first_moved;  // of the paired: as few as possible
  std::size_t front = 0;          // so many at the front and at the back are the same to the byte
  std::size_t back = 0;
};

[[nodiscard]] StepPairing pair_steps(std::span<const recipe::Step> first, std::span<const recipe::Step> second,
                                     Frame& frame);

}  // namespace cookdiff::diff
