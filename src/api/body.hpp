// What a caller sends: its type and size are looked at before a byte of it is read.
#pragma once

#include <optional>
#include <string>

#include "edge/http.hpp"

namespace cookdiff::api {

inline constexpr std::size_t json_body_bytes_max = std::size_t{1} << 20;  // 1 MiB
inline constexpr std::size_t page_body_bytes_max = std::size_t{8} << 20;  // an HTML page: 8 MiB

enum class BodyKind {
  json,      // application/json
  document,  // a recipe in any format that uploads may have
  none,      // the call takes no body; what is sent is not looked at
};

// The answer that refuses the body (413, 415), or nullopt when it may be read.
[[nodiscard]] std::optional<edge::Response> refuse_body(const edge::Request& request, BodyKind kind);

}  // namespace cookdiff::api
