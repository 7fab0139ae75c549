// Numbers as people and JSON write them. Same bytes on every build: no locale, no printf, no fused arithmetic.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace cookdiff::base {

// The value with at most `digits` significant digits (1 to 15), no trailing zeros: 0.75, 5, 1e+21.
// Not finite is a bug of the caller.
void append_number(double value, int digits, std::string& out);
void append_integer(std::int64_t value, std::string& out);

// The value of a text that is 1 to 15 decimal digits and nothing else: exact in every store.
[[nodiscard]] std::optional<std::int64_t> read_digits(std::string_view text);

}  // namespace cookdiff::base
