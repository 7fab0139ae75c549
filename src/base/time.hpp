// Points in time as people and documents write them (RFC 3339, UTC). Milliseconds since 1970 inside.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace cookdiff::base {

// "2026-11-24T18:05:09Z"; milliseconds only where there are some ("….250Z"). Years 0000 to 9999; others are clamped.
[[nodiscard]] std::string rfc3339(std::int64_t milliseconds);

// Reads a date-time with its offset, or a date alone (midnight UTC). nullopt for anything else; fractions beyond
// milliseconds are cut, a leap second counts as the second after it.
[[nodiscard]] std::optional<std::int64_t> read_rfc3339(std::string_view text);

}  // namespace cookdiff::base
