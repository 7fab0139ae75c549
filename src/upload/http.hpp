// The Transport by libcurl (CMake links it where it is installed), else by the program curl.
#pragma once

#include <memory>
#include <string>

#include "base/result.hpp"
#include "upload/transport.hpp"

namespace cookdiff::upload {

inline constexpr std::int64_t connect_timeout_ms = 15'000;
inline constexpr std::int64_t call_timeout_ms = 120'000;  // from its beginning to its answer's last byte
inline constexpr std::size_t answer_bytes_max = std::size_t{16} << 20;
inline constexpr std::string_view answer_too_long = "the answer is longer than 16 MiB: that is not the service";

// "https://recipes.example.org" without a / at its end. A token is a secret: http is refused unless the host is this
// machine. Fails with bad_value.
[[nodiscard]] Result<std::string> service_address(std::string_view typed);

// Calls to that address with that token, at most `slots` at once. Certificates are checked and redirections are
// answers, since the token would go with them. By the program curl where the build has no libcurl, or where the
// environment variable COOKDIFF_CURL names one; fails with unsupported where that cannot be found.
[[nodiscard]] Result<std::unique_ptr<Transport>> http_transport(std::string address, const std::string& token,
                                                                std::size_t slots);

}  // namespace cookdiff::upload
