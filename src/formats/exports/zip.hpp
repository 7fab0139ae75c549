// The directory of a zip file (APPNOTE 6.3: stored and deflated entries, zip64) and its entries, unpacked by inflate.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "formats/exports/inflate.hpp"

namespace cookdiff::formats {

struct ZipEntry {
  std::string_view name;  // as written; never used as a path of this machine
  std::uint64_t packed_bytes = 0;
  std::uint64_t bytes = 0;
  std::uint64_t header_at = 0;
  std::uint32_t crc = 0;
  std::uint16_t method = 0;
  bool encrypted = false;
};

// The entries as the directory at the end of the file lists them; they view `zip`. bad_value where the directory is
// damaged, unsupported for archives in several parts, too_large past the budget's entries (which it uses up).
[[nodiscard]] Result<std::vector<ZipEntry>> zip_entries(std::string_view zip, Budget& budget);

// One entry's bytes, checked against its checksum. unsupported where it is encrypted or packed in another way.
[[nodiscard]] Result<std::string> unzip(std::string_view zip, const ZipEntry& entry, Budget& budget);

}  // namespace cookdiff::formats
