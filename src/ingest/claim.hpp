// Claiming: which key is the original of a recipe, and which number a version of it has. Decided in the archive by
// conditional puts, once; a lost answer is resolved by reading.
#pragma once

#include "edge/task.hpp"
#include "store/archive.hpp"
#include "store/standing.hpp"

namespace cookdiff::ingest {

struct Candidate {
  store::Kitchen kitchen = store::Kitchen::home();
  store::Id recipe;
  std::string key;
  std::string bucket_version;  // of the reading
  store::VersionRow content;   // its number is of no meaning
  std::string body;
};

// What the table knows of the recipe: it may be behind the archive, never ahead.
struct KnownOriginal {
  std::string original_key;
  std::int64_t current = 0;
  std::string current_hash;
  std::int64_t current_ms = 0;
};

struct Claimed {
  bool ours = false;              // this key is the original
  std::string original_key;       // who is
  bool recipe_is_number = false;  // as the archive says of what it gave
  std::int64_t number = 0;        // when ours: the version that this content is
  std::string name;               // of the last of them, where the document was read for that
  std::string ingredients;
  std::vector<store::VersionRow> versions;  // that the table lacks, in order; the last is `number` where it is new
};

// Versions that the archive has and the table lacks, in one claim; more is a fault that is tried again later.
inline constexpr int adopted_versions_max = 32;

// What the archive says about a key that has nothing to claim now: `ours` when it is the recipe's original, with the
// versions behind `current` (0: the table knows none).
[[nodiscard]] edge::Task<Claimed> archived_claim(edge::Instance& instance, store::Kitchen kitchen, std::string recipe,
                                                 std::string key, std::int64_t current);

// `lost_race`: the reading is older than what the archive has, read the object again.
[[nodiscard]] edge::Task<Claimed> claim(edge::Instance& instance, Candidate candidate, KnownOriginal known);

}  // namespace cookdiff::ingest
