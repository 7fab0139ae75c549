// Unpacking deflate and gzip within limits.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace cookdiff::formats {

// What may still be unpacked; shared by everything in one export, so that archives that unfold without end are stopped.
struct Budget {
  std::size_t bytes;
  std::size_t entries;
};

enum class Packing { raw, gzip };

// Unpacks `packed`; too_large past entry_bytes_max or the budget, bad_value where the bytes are damaged or cut off.
[[nodiscard]] Result<std::string> inflate(std::string_view packed, Packing packing, Budget& budget);

// The checksum that zip files carry.
[[nodiscard]] unsigned long crc_of(std::string_view bytes);

}  // namespace cookdiff::formats
