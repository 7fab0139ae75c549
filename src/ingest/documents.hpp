// Reading documents back: the bytes of originals from the archive, of makes from the bucket, and comparisons that are
// not the stored one.
#pragma once

#include <memory>

#include "base/arena.hpp"
#include "ingest/ingest.hpp"
#include "json/value.hpp"

namespace cookdiff::ingest {

// A document that was read: owns its bytes and everything that `document` views.
struct Held {
  std::string_view bytes;  // as uploaded; in the arena
  std::string format;
  std::unique_ptr<Arena> arena;
  json::Value document;  // canonical
};
// Reads bytes of any format that uploads may have; `key` as formats::read wants it.
[[nodiscard]] Result<Held> hold(std::string_view bytes, std::string_view key);

// An accepted version of an original, from the archive. `not_found` when there is no such version.
[[nodiscard]] edge::Task<Held> original(edge::Instance& instance, store::Kitchen kitchen, std::string recipe,
                                        std::int64_t version);

struct MakeHeld {
  store::ObjectRow row;  // brought up to date first where it was due or the object had changed
  Held held;
};
// A make and its document. `not_found` where there is none, or its object is gone or no longer acceptable.
[[nodiscard]] edge::Task<MakeHeld> make(edge::Instance& instance, store::Kitchen kitchen, std::string recipe,
                                        std::string make);

// The make's canonical document with what it left out taken from the original; `filled` names those members.
struct FilledMake {
  json::Value document;
  std::vector<std::string> filled;
};
// Views both documents and the arena.
[[nodiscard]] FilledMake fill(const Held& make, const Held& original, Arena& arena);

// The differences document of a stored make: from its row, or computed where a row could not hold it.
[[nodiscard]] edge::Task<std::string> differences(edge::Instance& instance, store::ObjectRow row);

}  // namespace cookdiff::ingest
