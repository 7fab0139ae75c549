#include "render/visible.hpp"

#include <cstdint>

namespace cookdiff::render {

namespace {

struct Scalar {
  std::uint32_t value = 0;
  std::size_t bytes = 0;  // 0: no UTF-8 begins here
};

Scalar scalar_at(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t n) { return static_cast<std::uint32_t>(static_cast<unsigned char>(text[at + n])); };
  const std::uint32_t lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  const std::size_t length = lead >= 0xF0 && lead < 0xF5   ? 4
                             : lead >= 0xE0 && lead < 0xF0 ? 3
                             : lead >= 0xC2 && lead < 0xE0 ? 2
                                                           : 0;
  if (length == 0 || at + length > text.size()) return {};
  std::uint32_t value = lead & (0x7FU >> length);
  for (std::size_t n = 1; n < length; ++n) {
    if ((byte(n) & 0xC0) != 0x80) return {};
    value = (value << 6) | (byte(n) & 0x3F);
  }
  constexpr std::uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
  if (value < least[length] || value > 0x10FFFF || (value >= 0xD800 && value < 0xE000)) return {};
  return {value, length};
}

bool acts_unseen(std::uint32_t scalar) {
  return (scalar >= 0x80 && scalar < 0xA0) ||       // C1 controls: an 8-bit terminal takes U+009B for ESC [
         scalar == 0x061C ||                        // Arabic letter mark
         scalar == 0x200E || scalar == 0x200F ||    // left-to-right and right-to-left mark
         (scalar >= 0x2028 && scalar <= 0x202E) ||  // line and paragraph separator, embeddings and overrides
         (scalar >= 0x2066 && scalar <= 0x2069);    // isolates
}

void append_code(std::uint32_t scalar, std::string& out) {
  out += "<U+";
  for (int shift = 12; shift >= 0; shift -= 4) out += "0123456789ABCDEF"[(scalar >> shift) & 0xF];
  out += '>';
}

// U+2400 to U+241F are the pictures of the 32 controls, U+2421 that of DEL.
void append_picture(std::uint32_t control, std::string& out) {
  out += "\xE2\x90";
  out += static_cast<char>(0x80 + (control == 0x7F ? 0x21 : control));
}

}  // namespace

void append_visible(std::string_view text, std::string& out) {
  for (std::size_t at = 0; at < text.size();) {
    const Scalar scalar = scalar_at(text, at);
    if (scalar.bytes == 0) {
      out += "\xEF\xBF\xBD";
      ++at;
      continue;
    }
    if (scalar.value < 0x20 || scalar.value == 0x7F) {
      append_picture(scalar.value, out);
    } else if (acts_unseen(scalar.value)) {
      append_code(scalar.value, out);
    } else {
      out += text.substr(at, scalar.bytes);
    }
    at += scalar.bytes;
  }
}

std::string visible(std::string_view text) {
  std::string out;
  append_visible(text, out);
  return out;
}

}  // namespace cookdiff::render
