#include <array>

#include "ingest/ingest.hpp"
#include "json/utf8.hpp"

namespace cookdiff::ingest {

namespace {
constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
}  // namespace

std::string upload_id(std::string_view key) {
  std::string out;
  std::uint32_t bits = 0;
  int held = 0;
  for (const char c : key) {
    bits = (bits << 8) | static_cast<unsigned char>(c);
    for (held += 8; held >= 6; held -= 6) out += alphabet[(bits >> (held - 6)) & 63];
  }
  if (held > 0) out += alphabet[(bits << (6 - held)) & 63];
  return out;
}

std::optional<std::string> upload_key(std::string_view id) {
  std::string out;
  std::uint32_t bits = 0;
  int held = 0;
  for (const char c : id) {
    const std::size_t value = alphabet.find(c);
    if (value == std::string_view::npos) return std::nullopt;
    bits = (bits << 6) | static_cast<std::uint32_t>(value);
    held += 6;
    if (held >= 8) {
      held -= 8;
      out += static_cast<char>((bits >> held) & 255);
    }
  }
  // One text an id: no other spelling of the same key.
  if (upload_id(out) != id) return std::nullopt;
  // Keys are UTF-8; other bytes could not even be asked for in the tables.
  if (json::first_bad_utf8(out) != json::valid_throughout || out.find('\0') != std::string::npos) return std::nullopt;
  return out;
}

}  // namespace cookdiff::ingest
