#include "edge/frame.hpp"

#include "base/assert.hpp"
#include "json/read.hpp"

namespace cookdiff::edge {

namespace {
constexpr std::size_t prefix_bytes = 4;
constexpr std::size_t header_bytes_max = std::size_t{64}
                                         << 20;  // more than any answer of a host: D1 gives 50 MB at most
}  // namespace

std::string make_frame(std::string_view header_json, std::string_view body) {
  MUST(header_json.size() <= header_bytes_max);
  std::string out;
  out.reserve(prefix_bytes + header_json.size() + body.size());
  for (unsigned shift = 0; shift < 32; shift += 8) out += static_cast<char>((header_json.size() >> shift) & 0xff);
  out.append(header_json).append(body);
  return out;
}

Result<Frame> read_frame(std::string_view bytes, Arena& arena) {
  const auto malformed = [] { return Error{Code::unavailable, false, "the host's frame is malformed"}; };
  if (bytes.size() < prefix_bytes) return malformed();
  std::size_t size = 0;
  for (unsigned n = 0; n < prefix_bytes; ++n)
    size |= static_cast<std::size_t>(static_cast<unsigned char>(bytes[n])) << (8 * n);
  if (size > bytes.size() - prefix_bytes) return malformed();
  const std::string_view header = bytes.substr(prefix_bytes, size);
  auto value = json::read(header, arena, {.bytes_max = header_bytes_max, .depth_max = 64});
  if (!value) return malformed();
  return Frame{*value, bytes.substr(prefix_bytes + size)};
}

}  // namespace cookdiff::edge
