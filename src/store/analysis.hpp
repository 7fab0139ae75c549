// What the analysis of a recipe reads: where its makes stand, and their facts in pages.
#pragma once

#include "edge/task.hpp"
#include "store/rows.hpp"

namespace cookdiff::store {

// A recipe's row, and what tells whether any of its makes changed: every decision about a make raises the sum of their
// revisions, a deleted row is seen by the count and the other sums.
struct MakesMark {
  RecipeRow row;
  std::int64_t makes = 0;  // stored or pending
  std::int64_t facts_bytes_max = 0;
  std::vector<std::int64_t> versions;  // that they are compared with, newest first
  std::string fingerprint;             // of the recipe and all its makes
};
// nullopt where the kitchen has no such recipe. At most `versions_max` versions.
[[nodiscard]] edge::Task<std::optional<MakesMark>> makes_mark(edge::Instance& instance, Kitchen kitchen,
                                                              std::string recipe, int versions_max);

struct MakeFacts {
  std::string key;
  Id make;
  bool stored = false;  // or pending
  std::int64_t made_ms = 0;
  std::int64_t pinned = 0;
  std::string cook;
  std::optional<double> rating;
  bool as_written = false;
  double scale = 1;
  std::string facts;
};

// When the make was made that is the `makes_max`-th from the last; 0 where there are no more than that.
[[nodiscard]] edge::Task<std::int64_t> made_since(edge::Instance& instance, Kitchen kitchen, std::string recipe,
                                                  int makes_max);
// Stored and pending makes that were made at `from_ms` or later, in the order of their ids, behind the id `after`.
[[nodiscard]] edge::Task<std::vector<MakeFacts>> make_facts(edge::Instance& instance, Kitchen kitchen,
                                                            std::string recipe, std::string after, std::int64_t from_ms,
                                                            int limit);

}  // namespace cookdiff::store
