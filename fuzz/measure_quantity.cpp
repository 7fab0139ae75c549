// Any quantity and measurement are some amount: finite, in order, and its comparison is its own mirror.
// The input is "quantity \n measurement \n quantity \n measurement \n name".
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "measure/amount.hpp"
#include "measure/compare.hpp"
#include "measure/duration.hpp"

using namespace cookdiff;

namespace {

void must(bool holds) {
  if (!holds) std::abort();
}

std::string_view take_row(std::string_view& text) {
  const std::size_t end = text.find('\n');
  const std::string_view row = text.substr(0, end);
  text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
  return row;
}

void check(const measure::Amount& amount) {
  std::string out;
  measure::append_amount(amount, out);
  for (const measure::Amount* one = &amount; one != nullptr; one = one->also) {
    must(one->unit != nullptr && std::isfinite(one->min) && std::isfinite(one->max) && one->min <= one->max);
    must(one->min >= 0);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view text(reinterpret_cast<const char*>(data), size);
  Arena arena;
  const std::string_view quantity = take_row(text);
  const std::string_view measurement = take_row(text);
  const measure::Amount a = measure::amount_from_text(quantity, measurement, arena);
  check(a);
  check(measure::amount_from_number(quantity, measurement, arena));
  check(measure::read_duration(quantity, arena));
  const std::string_view other_quantity = take_row(text);
  const std::string_view other_measurement = take_row(text);
  const measure::Amount b = measure::amount_from_text(other_quantity, other_measurement, arena);
  check(b);
  check(measure::amount_from_range(quantity, other_quantity, measurement, arena));
  const std::string_view name = take_row(text);
  for (const double scale : {1.0, 2.0, 1.5}) {
    const measure::Comparison there = measure::compare(a, b, name, scale);
    const measure::Comparison back = measure::compare(b, a, name, 1 / scale);
    must(there.relation == back.relation && there.size == back.size && there.approximate == back.approximate);
    must(std::isfinite(there.ratio) && std::isfinite(there.delta));
    if (there.has_ratio && back.has_ratio && there.ratio != 0) must(std::fabs(there.ratio * back.ratio - 1) <= 1e-9);
  }
  must(measure::compare(a, a, name).relation == measure::Relation::equal);
  measure::Amount sum = a;
  if (measure::add(sum, b, name)) check(sum);
  return 0;
}
