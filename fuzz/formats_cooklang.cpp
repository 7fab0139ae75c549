// Cooklang: whatever the bytes, as the name says it and behind front matter.
#include "formats_laws.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  cookdiff::fuzz::check_reading(bytes, "soup.cook");
  cookdiff::fuzz::check_reading("---\n" + bytes, "soup");
  return 0;
}
