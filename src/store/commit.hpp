// The guarded writes of a batch: one atomic round trip. A write names what it was decided on (the row's revision, the
// recipe's guard); where that changed in the meantime nothing is written and the caller reads again.
#pragma once

#include "edge/task.hpp"
#include "store/rows.hpp"

namespace cookdiff::store {

// A row's JSON crosses as a parameter, which D1 limits to 2,000,000 bytes: larger differences are left out (and
// computed when read).
inline constexpr std::size_t differences_bytes_max = 1'000'000;

struct ObjectWrite {
  ObjectRow row;                            // as it is to be; `revision` is the one that it was decided on (0: none)
  std::optional<std::string> recipe_guard;  // RecipeRow::guard() as it must be after this batch's recipe writes
  // Only version and upload time are new: all else of the row stays as it is, also what `row` does not hold.
  bool touch_only = false;
};

// The original came, changed or went.
struct RecipeWrite {
  Kitchen kitchen = Kitchen::home();
  RecipeRow row;               // as it is to be; its generation is set here to the old one plus 1
  std::string expected_guard;  // what it was decided on
  std::string key;             // of the original's object …
  std::int64_t revision = 0;   // … and the revision that it must still have
};

// A recipe of which only makes are known, so far.
struct RecipeSeed {
  Kitchen kitchen = Kitchen::home();
  Id recipe;
  std::string original_key;  // where the archive names one; "" : unknown
};

struct VersionWrite {
  Kitchen kitchen = Kitchen::home();
  std::string recipe;
  VersionRow version;
};

struct Commit {
  std::vector<RecipeSeed> seeds;  // written before everything else, unguarded
  std::vector<RecipeWrite> recipes;
  // Of a recipe that counts as many by now: where its RecipeWrite lost, what makes are pinned to is not ahead of it.
  std::vector<VersionWrite> versions;
  std::vector<ObjectWrite> objects;
  std::int64_t now_ms = 0;
};

// The guard that a recipe has after its RecipeWrite, or after its seed.
[[nodiscard]] std::string guard_after(const RecipeWrite& write);
[[nodiscard]] std::string guard_of_seed();

// All kitchens of one database. Gives the keys of the objects that were written; the others lost a race.
[[nodiscard]] edge::Task<std::vector<std::string>> commit(edge::Instance& instance, Commit writes);

}  // namespace cookdiff::store
