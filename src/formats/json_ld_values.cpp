// Times, yields and ratings as pages say them.
#include <algorithm>
#include <string>

#include "formats/json_ld.hpp"
#include "formats/text.hpp"

namespace cookdiff::formats {

namespace {

// Pages compute with dates that they do not have: PTNaNM, PTnullM, PTundefinedM, PT-471406H28M55S, PT.
bool says_a_time(std::string_view text) {
  const bool iso = !text.empty() && (text.front() == 'P' || text.front() == 'p');
  if (std::none_of(text.begin(), text.end(), is_digit)) return !iso && !text.empty() && text != "NaN" && text != "null";
  return !iso || text.find('-') == std::string_view::npos;
}

// Pages that have no hours write "PTH5MS" for PT5M: what has no figure goes.
std::string_view without_empty_parts(std::string_view text, Arena& arena) {
  if (!text.starts_with('P') || text.find_first_not_of("PTYWDHMS.0123456789") != std::string_view::npos) return text;
  std::string out;
  for (const char byte : text) {
    const bool part = is_letter(byte) && byte != 'P' && byte != 'T';
    if (!part || is_digit(out.back())) out += byte;
  }
  return out.size() == text.size() ? text : arena.copy(out);
}

// "4 servings" of {"value": 4, "unitText": "servings"}.
json::Value quantity_of(const json::Value& object, Arena& arena) {
  const json::Value* value = object.find("value");
  if (value == nullptr) {
    const std::string_view text = clean_line(text_of(object, arena), arena);
    return text.empty() ? json::null() : json::string(text);
  }
  const json::Value* unit = object.find("unitText");
  const std::string_view unit_text = unit == nullptr ? std::string_view{} : clean_line(text_of(*unit, arena), arena);
  if (unit_text.empty()) return value->is_number() ? *value : number_or_text(clean_line(text_of(*value, arena), arena));
  return json::string(arena.join(arena.join(text_of(*value, arena), " "), unit_text));
}

json::Value yield_of(const json::Value& value, Arena& arena) {
  if (value.is_number()) return value;
  if (value.is_object()) return quantity_of(value, arena);
  const std::string_view text = clean_line(value.text(), arena);
  return text.empty() ? json::null() : json::string(text);
}

}  // namespace

void set_time(std::string_view key, const json::Value* value, Draft& draft) {
  if (value == nullptr) return;
  if (value->is_array() && !value->array().empty()) value = &value->array().front();
  if (value->is_number()) {  // minutes: no page counts in anything else
    draft.set(key, json::string(draft.arena().join(draft.arena().join("PT", value->number_text()), "M")));
    return;
  }
  if (const json::Value* inner = value->find("duration")) value = inner;
  const std::string_view text = clean_line(text_of(*value, draft.arena()), draft.arena());
  if (says_a_time(text)) draft.set(key, json::string(without_empty_parts(text, draft.arena())));
}

void set_yield(const json::Value* value, Draft& draft) {
  if (value == nullptr) return;
  if (!value->is_array()) return draft.set("yield", yield_of(*value, draft.arena()));
  std::vector<json::Value> spellings;
  for (const json::Value& item : value->array()) {
    const json::Value one = yield_of(item, draft.arena());
    if (!one.is_null()) spellings.push_back(one);
  }
  if (spellings.size() == 1) return draft.set("yield", spellings.front());
  if (!spellings.empty()) draft.set("yield", json::array(draft.arena().copy(std::span<const json::Value>(spellings))));
}

void set_rating(const json::Value* value, Draft& draft) {
  if (value == nullptr) return;
  if (value->is_number()) return draft.set("rating", *value);
  std::string_view text = trim(value->text());
  if (std::count(text.begin(), text.end(), ',') == 1 && text.find('.') == std::string_view::npos) {
    const std::size_t comma = text.find(',');
    text = draft.arena().join(draft.arena().join(text.substr(0, comma), "."), text.substr(comma + 1));
  }
  const json::Value number = number_or_text(text);
  if (number.is_number()) draft.set("rating", number);
}

}  // namespace cookdiff::formats
