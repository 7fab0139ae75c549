#include "formats/exports/shapes.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "base/number.hpp"
#include "formats/json_ld.hpp"
#include "formats/text.hpp"
#include "json/read.hpp"

namespace cookdiff::formats {

namespace {

constexpr int amount_digits = 12;  // a third is 0.333333333333: what the program computed, without its rounding errors

bool says_nothing(const json::Value& value) {
  return value.is_null() || ((value.is_string() || value.is_array() || value.is_object()) && value.size == 0);
}

bool contains(std::span<const std::string_view> list, std::string_view key) {
  return std::find(list.begin(), list.end(), key) != list.end();
}

}  // namespace

const json::Value* member_of(const json::Value& value, std::initializer_list<std::string_view> keys) {
  for (const std::string_view key : keys) {
    const json::Value* member = value.find(key);
    if (member != nullptr && !member->is_null()) return member;
  }
  return nullptr;
}

std::string_view line_in(const json::Value& value, std::initializer_list<std::string_view> keys, Arena& arena) {
  const json::Value* member = member_of(value, keys);
  return member == nullptr ? std::string_view{} : clean_line(text_of(*member, arena), arena);
}

json::Value names_of(const json::Value& list, Arena& arena) {
  std::vector<json::Value> names;
  for (const json::Value& item : list.array()) {
    const std::string_view name = clean_line(text_of(item, arena), arena);
    if (!name.empty()) names.push_back(json::string(name));
  }
  return json::array(arena.copy(std::span<const json::Value>(names)));
}

json::Value amount_of(const json::Value* amount, Arena& arena) {
  if (amount == nullptr) return json::null();
  const std::string_view text = amount->is_number() ? amount->number_text() : trim(amount->text());
  const json::Value plain = number_or_text(text.substr(0, std::min<std::size_t>(text.size(), 15)));
  if (!amount->is_number() && !plain.is_number()) return text.empty() ? json::null() : json::string(text);
  const double value = json::to_double(text);
  if (!std::isfinite(value) || value == 0) return json::null();
  std::string out;
  base::append_number(value, amount_digits, out);
  return json::number(arena.copy(out));
}

void keep_said(const json::Value& recipe, std::span<const std::string_view> taken,
               std::span<const std::string_view> named, Draft& draft) {
  for (const json::Member& member : recipe.object()) {
    if (says_nothing(member.value) || contains(taken, member.key)) continue;
    if (contains(named, member.key)) {
      draft.keep(member.key, names_of(member.value, draft.arena()));
    } else {
      draft.keep(member.key, member.value);
    }
  }
}

}  // namespace cookdiff::formats
