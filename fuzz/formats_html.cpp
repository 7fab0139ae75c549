// Web pages: whatever the bytes, and the same bytes as the one ld+json block of a page.
#include "formats_laws.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  cookdiff::fuzz::check_reading("<" + bytes, "page.html");
  cookdiff::fuzz::check_reading("<script type=\"application/ld+json\">" + bytes + "</script>", "page.html");
  return 0;
}
