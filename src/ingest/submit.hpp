// A document that comes by the REST API: written to the bucket under its key, then the same path as any upload, in the
// same call. The event that follows finds it done.
#pragma once

#include "ingest/ingest.hpp"

namespace cookdiff::ingest {

enum class Intent : std::uint8_t {
  new_original,  // POST /recipes: `conflict` when the recipe has an original
  new_version,   // PUT /recipes: `not_found` when it has none; written to the original's own key
  new_make,      // POST /recipes/{id}/makes
};

struct Submission {
  store::Kitchen kitchen;
  Intent intent;
  std::string recipe;  // from the path; "" where the path names none
  std::string body;    // the document, any format that uploads may have
  std::string content_type = "application/json";
  std::string idempotency_key{};  // the header's text; "" : none
  std::string if_hash{};          // PUT with If-Match: the content hash that the current version must have; "" : any
};

struct Submitted {
  store::ObjectRow row;
  bool repeated = false;  // an Idempotency-Key was seen before: this is what came of it then
};

// Errors: bad input with pointer or byte (nothing was written); `conflict` (the recipe or the id is taken, the
// Idempotency-Key was used for another body); `bad_value` with pointer /recipeId or /makeOf when the document names
// another recipe than the path; `not_found` (for a make: no such recipe); `lost_race` when If-Match does not hold;
// host errors. A row that is not stored or pending is an Error too, but for one: it is `queued` where the object is in
// the bucket and the tables did not answer then, and no Idempotency-Key lets the sender ask again.
[[nodiscard]] edge::Task<Submitted> submit(edge::Instance& instance, Submission submission);

}  // namespace cookdiff::ingest
