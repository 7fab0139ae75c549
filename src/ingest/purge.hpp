// Erasure: a recipe, or a whole kitchen, gone from the bucket, the archive and the tables. Work is bounded; a
// purge that is not complete, or died, is begun again. What comes in while it runs is a new upload.
#pragma once

#include "ingest/ingest.hpp"

namespace cookdiff::ingest {

struct Purged {
  std::int64_t objects = 0;
  std::int64_t versions = 0;
  bool complete = false;
};

inline constexpr int purge_pages_max = 10;  // of 1,000 objects, in one call

// `not_found` when the kitchen has nothing of that recipe.
[[nodiscard]] edge::Task<Purged> purge_recipe(edge::Instance& instance, store::Kitchen kitchen, std::string recipe);
// The kitchen's tokens, its caller's too, go with the last call, which says complete.
[[nodiscard]] edge::Task<Purged> purge_kitchen(edge::Instance& instance, store::Kitchen kitchen);

// Purges what the kitchens' rules say, some of it; the next run goes on. Each kitchen's purge is in its audit.
[[nodiscard]] edge::Task<Done> apply_retention(edge::Instance& instance);

}  // namespace cookdiff::ingest
