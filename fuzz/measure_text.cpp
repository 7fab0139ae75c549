// Measures in any text: in order, not overlapping, between whole code points, finite.
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "measure/in_text.hpp"

using namespace cookdiff;

namespace {
void must(bool holds) {
  if (!holds) std::abort();
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  Arena arena;
  std::vector<measure::Measure> measures;
  measure::find_measures(text, arena, measures);
  std::size_t last = 0;
  for (const measure::Measure& one : measures) {
    must(one.begin >= last && one.begin < one.end && one.end <= text.size());
    last = one.end;
    must(one.amount.is_number() && std::isfinite(one.amount.min) && std::isfinite(one.amount.max));
    must(one.amount.min <= one.amount.max && one.amount.unit != nullptr);
    must((static_cast<unsigned char>(text[one.begin]) & 0xC0U) != 0x80);
  }
  return 0;
}
