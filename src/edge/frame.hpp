// A Frame is what crosses between C++ and the host: a small JSON header and raw bytes behind it.
// On the wire: header length (u32, little endian), header, body.
#pragma once

#include <string>
#include <string_view>

#include "base/arena.hpp"
#include "base/result.hpp"
#include "json/value.hpp"

namespace cookdiff::edge {

[[nodiscard]] std::string make_frame(std::string_view header_json, std::string_view body = {});

struct Frame {
  json::Value header;     // views the arena and the bytes that were read
  std::string_view body;  // views the bytes
};
// A malformed frame is the host's fault: an Error `unavailable`, not retryable.
[[nodiscard]] Result<Frame> read_frame(std::string_view bytes, Arena& arena);

}  // namespace cookdiff::edge
