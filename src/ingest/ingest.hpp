// The one way into the tables: reconcile(keys) reads the bucket and makes the tables agree with it. The sender's store
// call, POST, retry, reads of a due row and the sweep's messages all end here, so put, delete, copy, duplicate, late
// message and sweep are one path, idempotent by construction. docs/ingest.md tells the rules.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "edge/bucket.hpp"
#include "edge/instance.hpp"
#include "edge/task.hpp"
#include "store/rows.hpp"

namespace cookdiff::ingest {

// What the bucket said about a key at some moment. It is used only where nothing was decided about the key before;
// otherwise the bucket is read again, since a reading may be older than the decision.
struct Reading {
  bool present = false;
  edge::Object object{};  // when present
};

struct Item {
  std::string key;
  std::optional<Reading> reading{};
  bool again = false;  // decide again although the object is the one that was decided on (retry)
};

struct Outcome {
  std::string key;
  // The row as it is now; nullopt when nothing could be decided: see `error`.
  std::optional<store::ObjectRow> row{};
  std::optional<Error> error{};  // a host error; retryable: come again
  bool changed = false;          // the tables were changed by this call
};

// At most 100 items, their bodies at most 8 MiB together. One outcome an item, in order; a key that comes twice is
// decided once. Fails as a whole only when nothing at all could be read.
inline constexpr std::size_t items_max = 100;
[[nodiscard]] edge::Task<std::vector<Outcome>> reconcile(edge::Instance& instance, std::vector<Item> items);
[[nodiscard]] edge::Task<Outcome> reconcile_one(edge::Instance& instance, std::string key, bool again = false);

// True when the row no longer says what it should: another version of the original counts, the original came or went,
// or the engine that made its differences is not the present one.
// Mends up to `limit` makes of a recipe that are due; gives how many were looked at.
[[nodiscard]] edge::Task<std::size_t> mend_due(edge::Instance& instance, store::Kitchen kitchen, std::string recipe,
                                               int limit);

// The id of an object in URLs: its key in base64url without padding; and back (nullopt: no such id can be).
[[nodiscard]] std::string upload_id(std::string_view key);
[[nodiscard]] std::optional<std::string> upload_key(std::string_view id);

}  // namespace cookdiff::ingest
