// What other programs note when something was cooked: Tandoor's CookLog, Mealie's timeline, and Mealie's backup, which
// has recipes and timeline in one file of tables. Such a note says who, when, how well and a word about it, and nothing
// about what was different: a make that leaves out everything is one made as written.
#include <algorithm>
#include <array>
#include <functional>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "formats/exports/logs.hpp"
#include "formats/exports/shapes.hpp"
#include "formats/json_ld.hpp"
#include "json/read.hpp"

namespace cookdiff::formats {

namespace {

using Rows = std::vector<const json::Value*>;

std::string_view text_in(const json::Value& row, std::initializer_list<std::string_view> keys) {
  const json::Value* member = member_of(row, keys);
  return member == nullptr ? std::string_view{} : member->text();
}

Rows rows_of(const json::Value& tables, std::string_view name) {
  Rows out;
  const json::Value* table = tables.find(name);
  if (table == nullptr) return out;
  for (const json::Value& row : table->array()) out.push_back(&row);
  return out;
}

const json::Value* row_with_id(const Rows& rows, std::string_view id) {
  if (id.empty()) return nullptr;
  const auto found =
      std::lower_bound(rows.begin(), rows.end(), id,
                       [](const json::Value* row, std::string_view wanted) { return text_in(*row, {"id"}) < wanted; });
  return found != rows.end() && text_in(**found, {"id"}) == id ? *found : nullptr;
}

Rows sorted_by_id(Rows rows) {
  std::sort(rows.begin(), rows.end(),
            [](const json::Value* a, const json::Value* b) { return text_in(*a, {"id"}) < text_in(*b, {"id"}); });
  return rows;
}

double position_of(const json::Value& row) {
  const json::Value* position = row.find("position");
  return position == nullptr ? 0 : json::to_double(position->number_text());
}

Rows in_order(std::span<const json::Value* const> rows) {
  Rows out(rows.begin(), rows.end());
  // Of two in one place the first of the table comes first: rows of one table lie in its order.
  std::sort(out.begin(), out.end(), [](const json::Value* a, const json::Value* b) {
    return position_of(*a) != position_of(*b) ? position_of(*a) < position_of(*b) : std::less<>{}(a, b);
  });
  return out;
}

json::Value object_of(std::initializer_list<json::Member> members, Arena& arena) {
  return json::object(arena.copy(std::span<const json::Member>(members.begin(), members.size())));
}

json::Value value_in(const json::Value& row, std::string_view key) {
  const json::Value* member = row.find(key);
  return member == nullptr ? json::null() : *member;
}

}  // namespace

json::Value time_of_log(const json::Value* time, Arena& arena) {
  if (time == nullptr) return json::null();
  std::string text(time->text());
  if (base::read_rfc3339(text)) return json::string(arena.copy(text));
  // Tables keep UTC without saying so, some with a space for the T.
  if (const std::size_t space = text.find(' '); space != std::string::npos) text[space] = 'T';
  text += 'Z';
  return base::read_rfc3339(text) ? json::string(arena.copy(text)) : json::null();
}

json::Value observation(std::string_view name, const json::Value& value, std::string_view unit, Arena& arena) {
  if (unit.empty()) return object_of({{"name", json::string(name)}, {"value", value}}, arena);
  return object_of({{"name", json::string(name)}, {"value", value}, {"unit", json::string(unit)}}, arena);
}

void set_observations(const std::vector<json::Value>& seen, Draft& draft) {
  if (seen.empty()) return;
  draft.set("observations", json::array(draft.arena().copy(std::span<const json::Value>(seen))));
}

bool is_tandoor_log(const json::Value& value) {
  const json::Value* recipe = value.find("recipe");
  return recipe != nullptr && recipe->is_number() && value.find("created_at") != nullptr &&
         value.find("created_by") != nullptr && value.find("servings") != nullptr && value.find("rating") != nullptr;
}

json::Value read_tandoor_log(const json::Value& log, Arena& arena) {
  Draft draft(arena);
  draft.set("makeOf", id_of(value_in(log, "recipe")));
  draft.set("makeId", id_of(value_in(log, "id")));
  draft.set("madeAt", time_of_log(member_of(log, {"created_at"}), arena));
  const json::Value by = value_in(log, "created_by");
  for (const std::string_view name : {"display_name", "username"}) draft.set_text("cook", line_in(by, {name}, arena));
  set_rating(member_of(log, {"rating"}), draft);
  const json::Value* comment = member_of(log, {"comment"});
  if (comment != nullptr) draft.set_text("notes", text_of(*comment, arena));
  const json::Value servings = amount_of(log.find("servings"), arena);
  if (servings.is_number()) set_observations({observation("servings", servings, {}, arena)}, draft);
  return draft.finish();
}

bool is_mealie_event(const json::Value& value) {
  return member_of(value, {"recipeId", "recipe_id"}) != nullptr &&
         member_of(value, {"eventType", "event_type"}) != nullptr;
}

bool is_cooking(const json::Value& event) { return text_in(event, {"eventType", "event_type"}) != "system"; }

json::Value read_mealie_event(const json::Value& event, std::string_view cook, Arena& arena) {
  Draft draft(arena);
  draft.set("makeOf", id_of(*member_of(event, {"recipeId", "recipe_id"})));
  draft.set("makeId", id_of(value_in(event, "id")));
  draft.set("madeAt", time_of_log(member_of(event, {"timestamp", "createdAt", "created_at"}), arena));
  draft.set_text("cook", cook.empty() ? line_in(event, {"userId", "user_id"}, arena) : cook);
  const json::Value* message = member_of(event, {"eventMessage", "message"});
  const std::string_view said = message == nullptr ? std::string_view{} : text_of(*message, arena);
  draft.set_text("notes", said.empty() ? line_in(event, {"subject"}, arena) : said);
  return draft.finish();
}

bool is_mealie_backup(const json::Value& value) {
  const json::Value* recipes = value.find("recipes");
  return recipes != nullptr && recipes->is_array() && value.find("recipes_ingredients") != nullptr &&
         value.find("recipe_instructions") != nullptr;
}

MealieTables::MealieTables(const json::Value& tables)
    : recipes(rows_of(tables, "recipes")),
      events(rows_of(tables, "recipe_timeline_events")),
      ingredients_(rows_of(tables, "recipes_ingredients")),
      steps_(rows_of(tables, "recipe_instructions")),
      notes_(rows_of(tables, "notes")),
      foods_(sorted_by_id(rows_of(tables, "ingredient_foods"))),
      units_(sorted_by_id(rows_of(tables, "ingredient_units"))),
      users_(sorted_by_id(rows_of(tables, "users"))) {
  const auto by_recipe = [](const json::Value* a, const json::Value* b) {
    return text_in(*a, {"recipe_id"}) < text_in(*b, {"recipe_id"});
  };
  for (Rows* rows : {&ingredients_, &steps_, &notes_}) std::sort(rows->begin(), rows->end(), by_recipe);
}

std::span<const json::Value* const> MealieTables::range(const Rows& rows, std::string_view recipe) {
  const auto first =
      std::lower_bound(rows.begin(), rows.end(), recipe,
                       [](const json::Value* row, std::string_view id) { return text_in(*row, {"recipe_id"}) < id; });
  auto last = first;
  while (last != rows.end() && text_in(**last, {"recipe_id"}) == recipe) ++last;
  return {first, last};
}

json::Value MealieTables::recipe(const json::Value& row, Arena& arena) const {
  constexpr std::array<std::string_view, 2> made_from_others = {"name_normalized", "description_normalized"};
  const std::string_view id = text_in(row, {"id"});
  std::vector<json::Member> members;
  for (const json::Member& member : row.object())
    if (std::find(made_from_others.begin(), made_from_others.end(), member.key) == made_from_others.end())
      members.push_back(member);
  const auto list = [&](std::string_view name, const Rows& rows, auto&& one) {
    std::vector<json::Value> items;
    for (const json::Value* item : in_order(range(rows, id))) items.push_back(one(*item));
    members.push_back({name, json::array(arena.copy(std::span<const json::Value>(items)))});
  };
  list("recipe_ingredient", ingredients_, [&](const json::Value& item) {
    const json::Value* food = row_with_id(foods_, text_in(item, {"food_id"}));
    const json::Value* unit = row_with_id(units_, text_in(item, {"unit_id"}));
    return object_of({{"title", value_in(item, "title")},
                      {"note", value_in(item, "note")},
                      {"quantity", value_in(item, "quantity")},
                      {"food", food == nullptr ? json::null() : *food},
                      {"unit", unit == nullptr ? json::null() : *unit},
                      {"original_text", value_in(item, "original_text")},
                      {"reference_id", value_in(item, "reference_id")}},
                     arena);
  });
  list("recipe_instructions", steps_, [&](const json::Value& item) { return item; });
  list("notes", notes_, [&](const json::Value& item) { return item; });
  return json::object(arena.copy(std::span<const json::Member>(members)));
}

std::string_view MealieTables::cook_of(const json::Value& event, Arena& arena) const {
  const json::Value* user = row_with_id(users_, text_in(event, {"user_id"}));
  return user == nullptr ? std::string_view{} : line_in(*user, {"full_name", "username"}, arena);
}

}  // namespace cookdiff::formats
