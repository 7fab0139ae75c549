// Files in whole. "-" is standard input.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "formats/exports.hpp"

namespace cookdiff::cli {

// Archives of exports are the largest files that are taken into memory; documents have their own, smaller limits.
inline constexpr std::size_t file_bytes_max = formats::archive_bytes_max;

// The bytes of a file into `out`, which is cleared first. Fails with not_found (there is none, or it is a folder),
// too_large, or unavailable (it cannot be opened or read); the detail says what the system said.
[[nodiscard]] Status read_file(std::string_view path, std::string& out);

// The name as people see it: "standard input" for "-".
[[nodiscard]] std::string_view shown_name(std::string_view path);

}  // namespace cookdiff::cli
