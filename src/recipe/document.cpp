#include "recipe/document.hpp"

#include <algorithm>
#include <array>

#include "json/pointer.hpp"
#include "json/read.hpp"
#include "measure/amount.hpp"
#include "recipe/members.hpp"

namespace cookdiff::recipe {
namespace {

Error refuse(Code code, std::string detail, std::string pointer) {
  return {.code = code, .retryable = false, .detail = std::move(detail), .pointer = std::move(pointer)};
}

std::string below(std::string_view parent, std::string_view key) {
  std::string pointer(parent);
  json::append_token(key, pointer);
  return pointer;
}

bool is_integer_text(std::string_view text) {
  const std::size_t sign = text.starts_with('-') ? 1 : 0;
  return text.size() > sign && std::all_of(text.begin() + static_cast<std::ptrdiff_t>(sign), text.end(),
                                           [](char c) { return c >= '0' && c <= '9'; });
}

Status check_id(const json::Value& value, std::string_view parent, std::string_view key) {
  if (value.is_null()) return Done{};
  if (!value.is_number() && !value.is_string())
    return refuse(Code::wrong_type, "an id is an integer or a text", below(parent, key));
  if (value.is_number() && !is_integer_text(value.number_text()))
    return refuse(Code::bad_value, "an id that is a number is an integer", below(parent, key));
  if (value.size == 0) return refuse(Code::bad_value, "an id is not empty", below(parent, key));
  if (value.size > id_bytes_max) return refuse(Code::bad_value, "an id has at most 128 bytes", below(parent, key));
  return Done{};
}

Status check_text(const json::Value& value, std::string_view parent, std::string_view key) {
  if (value.is_string() || value.is_null()) return Done{};
  return refuse(Code::wrong_type, "this is a text", below(parent, key));
}

// Only a text that begins with a sign can be negative.
bool may_be_negative(std::string_view text) {
  const std::size_t at = text.find_first_not_of(" \t\r\n");
  return at != std::string_view::npos && (text[at] == '-' || static_cast<unsigned char>(text[at]) >= 0x80);
}

bool is_negative(const json::Value& value) {
  if (value.is_number()) return value.number_text().starts_with('-') && json::to_double(value.number_text()) < 0;
  if (!value.is_string() || !may_be_negative(value.text())) return false;
  Arena arena(256);
  const measure::Amount amount = measure::amount_from_text(value.text(), "", arena);
  return amount.negative && amount.max > 0;
}

Status check_quantity(const json::Value& value, std::string_view parent) {
  const auto negative = [&](std::string pointer) {
    return refuse(Code::bad_value, "a quantity is not negative", std::move(pointer));
  };
  if (value.is_null()) return Done{};
  if (value.is_number() || value.is_string()) {
    if (is_negative(value)) return negative(below(parent, "quantity"));
    return Done{};
  }
  const json::Value* min = value.find("min");
  const json::Value* max = value.find("max");
  if (!value.is_object() || (min == nullptr && max == nullptr))
    return refuse(Code::wrong_type, "a quantity is a number, a text, {\"min\", \"max\"} or null",
                  below(parent, "quantity"));
  for (const std::string_view end : {"min", "max"}) {
    const json::Value* side = end == "min" ? min : max;
    if (side == nullptr || side->is_null()) continue;
    if (!side->is_number() && !side->is_string())
      return refuse(Code::wrong_type, "an end of a range is a number", below(below(parent, "quantity"), end));
    if (is_negative(*side)) return negative(below(below(parent, "quantity"), end));
  }
  return Done{};
}

Status check_line_member(const json::Member& member, std::string_view parent) {
  switch (line_member(member.key)) {
    case LineMember::id: return check_id(member.value, parent, member.key);
    case LineMember::quantity: return check_quantity(member.value, parent);
    case LineMember::measurement:
    case LineMember::text:
    case LineMember::note:
    case LineMember::section:
    case LineMember::line: return check_text(member.value, parent, member.key);
    case LineMember::other: return Done{};
  }
  return Done{};
}

// The ingredients or the steps. A plain text in such a list is a line.
Status check_lines(const json::Value& list, std::string_view key, std::size_t lines_max) {
  if (list.is_null()) return Done{};
  std::string pointer = below("", key);
  if (!list.is_array()) return refuse(Code::wrong_type, "this is a list", std::move(pointer));
  if (list.size > lines_max) return refuse(Code::too_large, "a list has at most 10,000 items", std::move(pointer));
  std::size_t index = 0;
  for (const json::Value& line : list.array()) {
    bool good = line.is_string() || line.is_object();
    for (const json::Member& member : line.object()) {
      // The pointer is composed only for a line that is refused.
      if (check_line_member(member, "")) continue;
      json::append_token(index, pointer);
      return check_line_member(member, pointer);
    }
    if (!good) {
      json::append_token(index, pointer);
      return refuse(Code::wrong_type, "an ingredient or step is an object or a text", std::move(pointer));
    }
    ++index;
  }
  return Done{};
}

Id id_of(const json::Value& value) {
  return {.text = std::string(value.is_number() ? value.number_text() : value.text()), .is_number = value.is_number()};
}

Status take_id(const json::Member& member, Id& id) {
  TRY_DONE(check_id(member.value, "", member.key));
  id = id_of(member.value);
  return Done{};
}

Status take_text(const json::Member& member, std::string& text) {
  TRY_DONE(check_text(member.value, "", member.key));
  text = member.value.text();
  return Done{};
}

Status check_member(const json::Member& member, Identity& identity) {
  const std::string_view key = member.key;
  if (key == "recipeId") return take_id(member, identity.recipe_id);
  if (key == "makeId") return take_id(member, identity.make_id);
  if (key == "makeOf") return take_id(member, identity.make_of);
  if (key == "madeAt") return take_text(member, identity.made_at);
  if (key == "cook") return take_text(member, identity.cook);
  if (key == "recipeName") return check_text(member.value, "", key);
  if (key == "rating" && !member.value.is_number() && !member.value.is_string() && !member.value.is_null())
    return refuse(Code::wrong_type, "a rating is a number or a text", below("", key));
  if (key == "ingredients") return check_lines(member.value, key, ingredients_max);
  if (key == "steps") return check_lines(member.value, key, steps_max);
  return Done{};
}

bool present(const json::Value& document, std::string_view key) {
  const json::Value* value = document.find(key);
  return value != nullptr && !value->is_null();
}

}  // namespace

bool is_recipe(const json::Value& document) {
  for (const std::string_view key : {"recipeName", "ingredients", "steps", "makeId", "makeOf"})
    if (present(document, key)) return true;
  return false;
}

Result<Identity> check(const json::Value& document) {
  if (!document.is_object()) return refuse(Code::wrong_type, "a recipe is a JSON object", "");
  Identity identity;
  for (const json::Member& member : document.object()) TRY_DONE(check_member(member, identity));
  return identity;
}

Filled fill(const json::Value& make, const json::Value& original, Arena& arena) {
  if (!make.is_object() || !original.is_object()) return {.document = make, .members = {}};
  Filled filled;
  std::vector<json::Member> members(make.object().begin(), make.object().end());
  for (const json::Member& member : original.object()) {
    if (names_document(member.key) || member.key == "rating" || member.key == "notes") continue;
    if (make.find(member.key) != nullptr) continue;
    members.push_back(member);
    filled.members.push_back(member.key);
  }
  filled.document = make;
  if (!filled.members.empty()) filled.document = json::object(arena.copy(std::span<const json::Member>(members)));
  return filled;
}

}  // namespace cookdiff::recipe
