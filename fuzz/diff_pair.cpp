// Two documents as bytes, with a byte 0xFF between them (which stands in no UTF-8).
#include <cstdint>
#include <string_view>

#include "fuzz/diff_laws.hpp"
#include "json/read.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const std::size_t between = bytes.find('\xFF');
  if (between == std::string_view::npos) return -1;
  cookdiff::Arena arena;
  const auto original = cookdiff::json::read(bytes.substr(0, between), arena);
  const auto make = cookdiff::json::read(bytes.substr(between + 1), arena);
  if (!original || !make) return -1;
  laws::check_patches(*original, *make, arena);
  if (laws::acceptable(*original) && laws::acceptable(*make)) laws::check_pair(*original, *make, arena);
  return 0;
}
