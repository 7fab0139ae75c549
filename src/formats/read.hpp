// From bytes of any known format to canonical documents. Recognised by content; what is not known is refused with what
// was looked for.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/arena.hpp"
#include "base/result.hpp"
#include "json/value.hpp"

namespace cookdiff::formats {

inline constexpr std::size_t document_bytes_max = std::size_t{1} << 20;  // 1 MiB
inline constexpr std::size_t page_bytes_max = std::size_t{8} << 20;      // an HTML page: 8 MiB

struct Reading {
  std::string_view format;        // "cookdiff", "json-ld", "html", "cooklang"; "json" for JSON that is no recipe
  json::Value document;           // the canonical document (of format "json": as it is)
  json::Value raw;                // the JSON as it was read; null where the bytes are no JSON (HTML, Cooklang)
  std::vector<std::string> also;  // names of further recipes in one page, which were left aside
};

// Whether a lone number, true, false or null is a document: to the command line, not as an upload.
enum class Scalars : bool { refused, accepted };

// What Workers read: canonical JSON, JSON-LD (also in @graph, an array, an HTML page), Cooklang.
// `name` is the key or file name ("…/soup.cook"), used only to recognise Cooklang.
// Canonical JSON passes through as it is, without a copy. The Reading views `bytes` and `arena`.
// Bytes that begin with {, [ or " are JSON or refused as such; of a page the blocks alone must be UTF-8 and JSON.
// Fails with bad_json, bad_utf8, nul_byte (each with the byte), too_large, too_deep, or unknown_format.
[[nodiscard]] Result<Reading> read(std::string_view bytes, std::string_view name, Arena& arena,
                                   Scalars scalars = Scalars::refused);

}  // namespace cookdiff::formats
