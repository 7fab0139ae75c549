// SHA-256 and HMAC-SHA-256 for native programs (in a Worker the platform does it). FIPS 180-4, RFC 2104.
#pragma once

#include <string>
#include <string_view>

namespace cookdiff::base {

[[nodiscard]] std::string sha256_hex(std::string_view bytes);
[[nodiscard]] std::string hmac_sha256_hex(std::string_view key, std::string_view message);

}  // namespace cookdiff::base
