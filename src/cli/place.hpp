// Where in a file something is: the line and letter of a byte, and the byte of a JSON pointer.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace cookdiff::cli {

struct Place {
  std::size_t line = 1;    // from 1
  std::size_t letter = 1;  // from 1; code points since the line began
};

[[nodiscard]] Place place_of(std::string_view bytes, std::size_t byte);

// The byte at which the value of that RFC 6901 pointer begins in a text that is known to be JSON; -1 when there is
// none. The last of two equal keys counts, as in the reader. Depth is that of the pointer; no recursion.
[[nodiscard]] std::int64_t byte_of(std::string_view json, std::string_view pointer);

}  // namespace cookdiff::cli
