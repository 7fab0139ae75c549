// Limits of the API that are no other header's own. docs/api.md lists every limit of the service with its source and
// the test at its edge; tests/api/limits.test.mjs holds that list to the sources.
#pragma once

#include <cstdint>

namespace cookdiff::api {

inline constexpr std::int64_t token_days_default = 90;
inline constexpr std::int64_t token_days_max = 366;
inline constexpr std::int64_t retention_days_max = 36'500;

}  // namespace cookdiff::api
