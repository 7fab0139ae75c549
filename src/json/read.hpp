// The one way from bytes to JSON: strict RFC 8259, strict UTF-8, bounded in size and depth, never a trap.
#pragma once

#include <cstddef>
#include <string_view>

#include "base/arena.hpp"
#include "base/result.hpp"
#include "json/value.hpp"

namespace cookdiff::json {

struct Limits {
  std::size_t bytes_max = std::size_t{1} << 20;  // a document: 1 MiB
  std::size_t depth_max = 256;
};

// Reads one document. A byte order mark is skipped; a NUL byte, bytes behind the document and bad UTF-8 are errors that
// name the byte (and the pointer of the value being read). Of two equal keys the last wins.
// The Value views `bytes` and `arena`: both must outlive it.
[[nodiscard]] Result<Value> read(std::string_view bytes, Arena& arena, const Limits& limits = {});

// A number's value; numbers beyond the range of a double give infinity. Correctly rounded.
[[nodiscard]] double to_double(std::string_view number_text);

// The value as an integer where it is one without a fraction and fits ("2", "2.0", "2e0"); false otherwise.
[[nodiscard]] bool to_integer(std::string_view number_text, std::int64_t& out);

}  // namespace cookdiff::json
