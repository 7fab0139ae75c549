// Any line of text is taken apart: never a crash, and every part is text of the line.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "measure/line.hpp"

using namespace cookdiff;

namespace {

void must(bool holds) {
  if (!holds) std::abort();
}

// A part never cuts a code point: it begins with no continuation byte unless the line is no UTF-8 there.
bool begins_whole(std::string_view part) {
  return part.empty() || (static_cast<unsigned char>(part[0]) & 0xC0U) != 0x80;
}

bool is_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const unsigned char first = static_cast<unsigned char>(text[at]);
    const std::size_t size = first < 0x80 ? 1 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC2 ? 2 : 0;
    if (size == 0 || at + size > text.size()) return false;
    for (std::size_t n = 1; n < size; ++n)
      if ((static_cast<unsigned char>(text[at + n]) & 0xC0U) != 0x80) return false;
    at += size;
  }
  return true;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  Arena arena;
  const measure::Line line = measure::read_line(text, arena);
  must(line.name.size() <= text.size() + 1 && line.quantity.size() <= text.size() + 3);
  must(line.note.size() <= 2 * text.size() + 2);
  if (!is_utf8(text)) return 0;
  for (const std::string_view part : {line.quantity, line.measurement, line.name, line.note}) {
    must(begins_whole(part));
    must(is_utf8(part));
  }
  return 0;
}
