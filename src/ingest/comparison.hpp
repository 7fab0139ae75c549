// A make against its original: what the make's row says about it.
#pragma once

#include "base/arena.hpp"
#include "base/result.hpp"
#include "json/value.hpp"
#include "store/rows.hpp"

namespace cookdiff::ingest {

// Fills the make from the original, compares, and writes engine, as_written, identical, scale, summary, facts and
// differences into the row, whose ids and pin are set. Fails with bad input only.
[[nodiscard]] Status compare_into(const json::Value& make, const json::Value& original, store::ObjectRow& row);

// What a make's document says by itself: rating, madeAt, cook, name. `made_ms` falls back to the row's first_ms.
void describe_make(const json::Value& make, store::ObjectRow& row);

// The recipe's name, as much of it as a row keeps; "" : none.
[[nodiscard]] std::string document_name(const json::Value& document);

// The names of the ingredients in lower case (ASCII), one a line: what the search looks through.
[[nodiscard]] std::string ingredient_names(const json::Value& document);

}  // namespace cookdiff::ingest
