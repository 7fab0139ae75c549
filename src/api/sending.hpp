// A document that a caller sends: what every POST and PUT of one has in common.
#pragma once

#include "api/context.hpp"
#include "ingest/documents.hpp"
#include "ingest/submit.hpp"

namespace cookdiff::api {

inline constexpr std::size_t idempotency_key_bytes_max = 255;

// Takes the request's body, and looks at its Idempotency-Key (`bad_value` when longer than the limit).
[[nodiscard]] Result<ingest::Submission> read_submission(const Context& context, ingest::Intent intent,
                                                         std::string recipe);

// The answer to a document that was not taken. What is called JSON and is not even meant as such is 400, as broken JSON
// is.
[[nodiscard]] edge::Response refuse_document(const Context& context, const Error& error);

}  // namespace cookdiff::api
