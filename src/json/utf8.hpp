// Strict UTF-8 (RFC 3629): no overlong forms, no surrogates, nothing above U+10FFFF.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace cookdiff::json {

inline constexpr std::size_t valid_throughout = static_cast<std::size_t>(-1);

// The offset of the first byte that begins no valid sequence, or `valid_throughout`.
[[nodiscard]] std::size_t first_bad_utf8(std::string_view text);

// Writes the UTF-8 bytes of a scalar value (no surrogate, at most U+10FFFF) at `out`, which has room for 4; gives their
// number.
std::size_t encode_utf8(std::uint32_t scalar, char* out);

}  // namespace cookdiff::json
