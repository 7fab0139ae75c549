// What holds of every document that a reader of another format makes: it is JSON, it is canonical, and it stays what it
// is when it is read again.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "formats/read.hpp"
#include "json/equal.hpp"
#include "json/read.hpp"
#include "json/write.hpp"

namespace cookdiff::fuzz {

inline void must(bool holds) {
  if (!holds) std::abort();
}

inline void check_refusal(const Error& error, std::size_t size) {
  must(!error.detail.empty() && !error.is_host());
  must(error.byte <= static_cast<std::int64_t>(size));
}

inline void check_document(const json::Value& document) {
  const std::string text = json::to_text(document);
  Arena arena;
  const Result<json::Value> again = json::read(text, arena, {.bytes_max = text.size()});
  must(static_cast<bool>(again));
  must(json::to_text(*again) == text);  // also: no member twice
  must(json::equal(document, *again));
}

inline void check_reading(std::string_view bytes, std::string_view name) {
  Arena arena;
  const Result<formats::Reading> reading = formats::read(bytes, name, arena);
  if (!reading) return check_refusal(reading.error(), bytes.size());
  check_document(reading->document);
  if (reading->format == "json-ld" || reading->format == "html" || reading->format == "cooklang") {
    const std::string text = json::to_text(reading->document);
    if (text.size() > formats::document_bytes_max) return;
    Arena again_arena;
    const Result<formats::Reading> again = formats::read(text, "again.json", again_arena);
    must(static_cast<bool>(again));
    must(json::to_text(again->document) == text);
  }
}

}  // namespace cookdiff::fuzz
