#include "diff/frame.hpp"

#include <cmath>

#include "base/number.hpp"
#include "json/read.hpp"
#include "json/write.hpp"

namespace cookdiff::diff {
namespace {

constexpr int number_digits = 12;

bool is_whole(std::string_view number) { return number.find_first_of(".eE") == std::string_view::npos; }

}  // namespace

void cut(std::string& text, std::size_t bytes_max) {
  if (text.size() <= bytes_max) return;
  std::size_t end = bytes_max;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  text.resize(end);
  text += "…";
}

std::string_view shown(const json::Value& value, Frame& frame) {
  if (value.is_string()) return value.text();
  if (value.is_number()) {
    if (is_whole(value.number_text())) return value.number_text();
    const double number = json::to_double(value.number_text());
    if (!std::isfinite(number)) return value.number_text();
    frame.scratch.clear();
    base::append_number(number, number_digits, frame.scratch);
    return frame.keep();
  }
  if (value.is_null()) return "null";
  if (value.is_boolean()) return value.boolean ? "true" : "false";
  frame.scratch.clear();
  json::write(value, frame.scratch);
  cut(frame.scratch, text_bytes_max);
  return frame.keep();
}

Side shown(const measure::Amount& amount, Frame& frame) {
  frame.scratch.clear();
  measure::append_spoken(amount, frame.scratch);
  if (frame.scratch.empty()) return {};
  return side(frame.keep());
}

Quantity quantity(const measure::Amount& amount) {
  if (!amount.is_number()) return {};
  return {.present = true,
          .range = amount.form == measure::Form::range,
          .min = amount.min,
          .max = amount.max,
          .unit = measure::symbol(amount)};
}

}  // namespace cookdiff::diff
