// The escapes of a JSON string, RFC 8259 section 7.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/arena.hpp"

namespace cookdiff::json {

struct Unescaped {
  enum class Fault : std::uint8_t { none, escape, surrogate };
  std::string_view text{};    // lies in the arena
  Fault fault = Fault::none;  // an unknown escape; half of a surrogate pair
  std::size_t at = 0;         // where the faulty escape begins in the quoted text
};

// `quoted` is what stands between the quotes, without a plain quote in it. Bytes other than escapes are taken as they
// are.
[[nodiscard]] Unescaped unescape(std::string_view quoted, Arena& arena);

}  // namespace cookdiff::json
