// Looks at eight bytes at a time inside a string. Needs a little-endian machine (x86-64, arm64, wasm).
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace cookdiff::json {

static_assert(std::endian::native == std::endian::little);

// High bits set at the bytes of `word` that end a plain run of a string: quote, backslash, control. Only the lowest set
// bit is exact; that is the one that is used.
inline std::uint64_t special_bytes(std::uint64_t word) {
  constexpr std::uint64_t ones = 0x0101010101010101U;
  constexpr std::uint64_t highs = ones << 7;
  const std::uint64_t quote = word ^ (ones * '"');
  const std::uint64_t backslash = word ^ (ones * '\\');
  return (((quote - ones) & ~quote) | ((backslash - ones) & ~backslash) | ((word - ones * 0x20) & ~word)) & highs;
}

struct Run {
  const char* end;  // the first quote, backslash or control, or the end of the input
  bool ascii;       // no byte of the run is 0x80 or above
};

// The run of plain string bytes at `at`.
inline Run plain_run(const char* at, const char* end) {
  constexpr std::uint64_t highs = 0x8080808080808080U;
  std::uint64_t seen = 0;
  std::uint64_t word;
  while (end - at >= 8) {
    std::memcpy(&word, at, sizeof word);
    const std::uint64_t special = special_bytes(word);
    if (special != 0) {
      const int bytes = std::countr_zero(special) >> 3;
      if (bytes != 0) seen |= word << (64 - 8 * bytes);
      return {at + bytes, (seen & highs) == 0};
    }
    seen |= word;
    at += 8;
  }
  while (at < end) {
    const auto byte = static_cast<unsigned char>(*at);
    if (byte == '"' || byte == '\\' || byte < 0x20) break;
    seen |= byte;
    ++at;
  }
  return {at, (seen & highs) == 0};
}

}  // namespace cookdiff::json
