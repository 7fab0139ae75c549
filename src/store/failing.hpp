// What a failure of D1 asks for (developers.cloudflare.com/d1/observability/debug-d1, "List of D1_ERRORs").
#pragma once

#include <cstdint>
#include <string_view>

namespace cookdiff::store {

enum class Failing : std::uint8_t {
  passing,  // one of the six that Cloudflare calls safe to try again: at once
  later,    // overloaded, out of time or memory, or unknown: less, and later; a retry at once would be more load
  ours,     // SQL that is refused, or a value too large: the same again ends the same
};
[[nodiscard]] Failing failing_of(std::string_view message);

// How often a batch is tried in place whose failure passes. D1 itself repeats reads alone; a write may be repeated here
// because every one is guarded or says the same twice, and who loses an answer reads again.
inline constexpr int tries_max = 3;

}  // namespace cookdiff::store
