// A kitchen's tables made again from the two buckets, in pieces: each call does one, and says whether it was the last.
// Then the sweep finds every object, as if none had been seen, and the same comes of it.
#pragma once

#include "ingest/ingest.hpp"

namespace cookdiff::ingest {

inline constexpr int rebuild_page_objects = 100;  // of the archive, in one piece

struct Rebuilt {
  std::int64_t rows = 0;  // brought in by this piece
  bool complete = false;
};
// Begins where none is under way. A piece whose answer was lost is done again, or was done.
[[nodiscard]] edge::Task<Rebuilt> rebuild(edge::Instance& instance, store::Kitchen kitchen);

}  // namespace cookdiff::ingest
