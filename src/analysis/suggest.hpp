// The recipe as it is really made: what more than half of the makes of a line or step agree on, of at least three.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/analysis.hpp"

namespace cookdiff::analysis {

struct Agreed {
  ChangeField field = ChangeField::ingredient;
  ChangeKind kind = ChangeKind::changed;
  std::uint32_t place = nowhere;  // of the original's line or step
  std::string label;
  std::size_t makes = 0;  // that made it this way
  std::size_t of = 0;
};

struct Suggestion {
  std::size_t makes = 0;
  std::string recipe;  // the whole document, canonical JSON
  std::vector<Agreed> changes;
};
// nullopt where nothing is agreed on. All figures of the analysis must be known (finish() calls it).
[[nodiscard]] std::optional<Suggestion> suggest(const Analysis& analysis);

}  // namespace cookdiff::analysis
