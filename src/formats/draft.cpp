#include "formats/draft.hpp"

#include <algorithm>

#include "formats/text.hpp"
#include "json/read.hpp"
#include "measure/line.hpp"
#include "recipe/document.hpp"

namespace cookdiff::formats {

namespace {

constexpr std::size_t number_bytes_max = 15;  // figures that a double carries; longer ones stay text

json::Value object_of(const std::vector<json::Member>& members, Arena& arena) {
  return json::object(arena.copy(std::span<const json::Member>(members)));
}

void push_text(std::vector<json::Member>& members, std::string_view key, std::string_view text) {
  if (!text.empty()) members.push_back({key, json::string(text)});
}

// A line of ornaments or of blanks is no ingredient. Dashes, bullets and stars outside ASCII lie in two blocks.
bool says_something(std::string_view line) {
  for (std::size_t at = 0; at < line.size(); ++at) {
    if (is_letter(line[at]) || is_digit(line[at])) return true;
    if (static_cast<unsigned char>(line[at]) < 0x80) continue;
    const std::string_view letter = line.substr(at, 2);
    if (letter != "\xE2\x80" && letter != "\xE2\x98") return true;
    at += 2;
  }
  return false;
}

}  // namespace

json::Value number_or_text(std::string_view text) {
  if (text.empty()) return json::null();
  const std::size_t point = std::min(text.find('.'), text.size());
  const std::string_view whole = text.substr(0, point);
  const std::string_view part = text.substr(std::min(point + 1, text.size()));
  const bool figures =
      std::all_of(whole.begin(), whole.end(), is_digit) && std::all_of(part.begin(), part.end(), is_digit);
  const bool ends_in_point = point < text.size() && part.empty();
  const bool leading_zero = whole.size() > 1 && whole.front() == '0';
  if (!figures || whole.empty() || ends_in_point || leading_zero || text.size() > number_bytes_max)
    return json::string(text);
  return json::number(text);
}

json::Value id_of(const json::Value& value) {
  std::int64_t integer = 0;
  if (value.is_number()) return json::to_integer(value.number_text(), integer) ? value : json::null();
  if (!value.is_string()) return json::null();
  const std::string_view text = trim(value.text());
  return text.empty() || text.size() > recipe::id_bytes_max ? json::null() : json::string(text);
}

bool Draft::has(std::string_view key) const {
  if (key == "ingredients") return has_ingredients_;
  if (key == "steps") return has_steps_;
  return std::any_of(named_.begin(), named_.end(), [&](const json::Member& member) { return member.key == key; });
}

void Draft::set(std::string_view key, const json::Value& value) {
  if (!value.is_null() && !has(key)) named_.push_back({key, value});
}

void Draft::set_text(std::string_view key, std::string_view text) {
  if (!text.empty()) set(key, json::string(text));
}

void Draft::keep(std::string_view key, const json::Value& value) {
  if (!has(key)) kept_.push_back({key, value});
}

void Draft::add_ingredient(const IngredientParts& parts) {
  begin_ingredients();
  std::vector<json::Member> members;
  if (!parts.id.is_null()) members.push_back({"ingredientId", parts.id});
  if (!parts.quantity.is_null()) members.push_back({"quantity", parts.quantity});
  push_text(members, "measurement", parts.measurement);
  members.push_back({"ingredientName", json::string(parts.name)});
  push_text(members, "note", parts.note);
  push_text(members, "section", parts.section.empty() ? ingredient_section_ : parts.section);
  push_text(members, "line", parts.line);
  if (parts.fixed) members.push_back({"fixed", json::boolean(true)});
  ingredients_.push_back(object_of(members, arena_));
}

void Draft::add_ingredient(const json::Value& canonical) {
  begin_ingredients();
  ingredients_.push_back(canonical);
}

void Draft::add_ingredient_line(std::string_view line) {
  begin_ingredients();
  line = clean_line(line, arena_);
  if (!says_something(line)) return;
  std::string_view header;
  if (is_header(line, header)) {
    ingredient_section_ = header;
    return;
  }
  const measure::Line read = measure::read_line(line, arena_);
  IngredientParts parts;
  parts.line = line;
  if (read.name.empty()) {
    parts.name = line;
  } else {
    parts.quantity = number_or_text(read.quantity);
    parts.measurement = read.measurement;
    parts.name = read.name;
    parts.note = read.note;
  }
  add_ingredient(parts);
}

void Draft::add_step(const StepParts& parts, std::vector<json::Member> others) {
  begin_steps();
  if (parts.text.empty() && others.empty()) return;
  std::vector<json::Member> members;
  if (!parts.id.is_null()) members.push_back({"stepId", parts.id});
  members.push_back({"stepText", json::string(parts.text)});
  push_text(members, "section", parts.section);
  push_text(members, "note", parts.note);
  members.insert(members.end(), others.begin(), others.end());
  steps_.push_back(object_of(members, arena_));
}

json::Value Draft::finish() {
  std::vector<json::Member> members = std::move(named_);
  if (has_ingredients_) {
    members.push_back({"ingredients", json::array(arena_.copy(std::span<const json::Value>(ingredients_)))});
  }
  if (has_steps_) members.push_back({"steps", json::array(arena_.copy(std::span<const json::Value>(steps_)))});
  members.insert(members.end(), kept_.begin(), kept_.end());
  return object_of(members, arena_);
}

}  // namespace cookdiff::formats
