// A kitchen's tables made again from the two buckets, in pieces: each call does one, and says whether it was the last.
// Then the sweep finds every object, as if none had been seen, and the same comes of it.
#pragma once

#include "ingest/ingest.hpp"

namespace cookdiff::ingest {

inline constexpr int rebuild_rows_a_call = 100;  // claims and versions of the archive; the document of each may be read

// The key, below the kitchen's prefix, of the sweep's hint that one is under way. No object need be there, and no row
// is owed to it then.
inline constexpr std::string_view rebuild_hint = ".rebuild";

struct Rebuilt {
  std::int64_t rows = 0;  // brought in by this call
  bool complete = false;
};
// Pieces until they come to a call's rows, or one of what is forgotten: a small kitchen is done in one call. Who
// carries on begins none where none is under way, which is then complete. A piece whose answer was lost was done, or is
// done by the next; two at once do each piece once.
enum class Rebuild : std::uint8_t { begin, carry_on };
[[nodiscard]] edge::Task<Rebuilt> rebuild(edge::Instance& instance, store::Kitchen kitchen, Rebuild what);

}  // namespace cookdiff::ingest
