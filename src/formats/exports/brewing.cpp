// Brewfather's batches and BeerJSON. Both keep a recipe in lists by kind, which become sections, and a mash, a boil and
// a fermentation, which become steps. What was measured are observations; another volume than planned is another yield.
#include <array>
#include <string>

#include "base/number.hpp"
#include "base/time.hpp"
#include "formats/exports.hpp"
#include "formats/exports/logs.hpp"
#include "formats/exports/shapes.hpp"
#include "formats/json_ld.hpp"
#include "formats/text.hpp"
#include "json/read.hpp"

namespace cookdiff::formats {

namespace {

struct Kind {
  std::string_view list;        // in the recipe
  std::string_view batch_list;  // in a Brewfather batch, as it was brewed
  std::string_view section;
  std::string_view unit;  // Brewfather is metric and does not say it
};
constexpr std::array<Kind, 4> brewfather_kinds = {{{"fermentables", "batchFermentables", "fermentables", "kg"},
                                                   {"hops", "batchHops", "hops", "g"},
                                                   {"yeasts", "batchYeasts", "yeast", "pkg"},
                                                   {"miscs", "batchMiscs", "other", "g"}}};

struct Measured {
  std::string_view key, name, unit;
};
constexpr std::array<Measured, 13> measured = {{{"measuredMashPh", "mash pH", ""},
                                                {"measuredFirstWortGravity", "first wort gravity", "SG"},
                                                {"measuredBoilSize", "boil volume", "l"},
                                                {"measuredPreBoilGravity", "pre-boil gravity", "SG"},
                                                {"measuredPostBoilGravity", "post-boil gravity", "SG"},
                                                {"measuredKettleSize", "kettle volume", "l"},
                                                {"measuredOg", "original gravity", "SG"},
                                                {"measuredFg", "final gravity", "SG"},
                                                {"measuredAbv", "alcohol", "%"},
                                                {"measuredAttenuation", "attenuation", "%"},
                                                {"measuredEfficiency", "efficiency", "%"},
                                                {"measuredMashEfficiency", "mash efficiency", "%"},
                                                {"measuredBottlingSize", "bottled volume", "l"}}};
// What says something about the beer, and not about the program's ways of reckoning it.
constexpr std::array<std::string_view, 9> kept = {"type", "author", "og",         "fg",       "abv",
                                                  "ibu",  "color",  "efficiency", "buGuRatio"};

// "60 min": nothing where there is no such number.
std::string measure_of(const json::Value* value, std::string_view unit, Arena& arena) {
  const json::Value number = amount_of(value, arena);
  if (!number.is_number()) return {};
  return std::string(number.number_text()) + (unit.empty() ? "" : " ") + std::string(unit);
}

// "Mash: Saccharification at 67 °C for 60 min"
void add_step(std::string_view what, std::string_view name, const std::string& temperature, const std::string& time,
              Draft& draft) {
  std::string text(what);
  if (!name.empty()) text.append(": ").append(name);
  if (!temperature.empty()) text += " at " + temperature;
  if (!time.empty()) text += " for " + time;
  if (text.size() > what.size()) draft.add_step({json::null(), draft.arena().copy(text), {}, {}});
}

void add_items(const json::Value& list, const Kind& kind, Draft& draft) {
  Arena& arena = draft.arena();
  for (const json::Value& item : list.array()) {
    IngredientParts parts;
    parts.name = line_in(item, {"name"}, arena);
    if (parts.name.empty()) continue;
    parts.quantity = amount_of(item.find("amount"), arena);
    const std::string_view unit = line_in(item, {"unit"}, arena);
    parts.measurement = unit.empty() ? kind.unit : unit;
    parts.section = kind.section;
    std::string note = lower_text(line_in(item, {"use"}, arena));
    const bool days = note == "dry hop" || note == "primary" || note == "secondary";
    const std::string time = measure_of(item.find("time"), days ? "d" : "min", arena);
    if (!time.empty()) note += (note.empty() ? "" : ", ") + time;
    parts.note = arena.copy(note);
    draft.add_ingredient(parts);
  }
}

const json::Value* list_in(const json::Value* value, std::string_view key) {
  const json::Value* list = value == nullptr ? nullptr : value->find(key);
  return list != nullptr && list->is_array() && list->size > 0 ? list : nullptr;
}

// `batch` is null for the recipe as written.
void add_brewfather(const json::Value& recipe, const json::Value* batch, Draft& draft) {
  Arena& arena = draft.arena();
  draft.set_text("recipeName", line_in(recipe, {"name"}, arena));
  const json::Value* size = batch == nullptr ? nullptr : member_of(*batch, {"measuredBatchSize"});
  std::string volume = measure_of(size, "l", arena);
  if (volume.empty()) volume = measure_of(recipe.find("batchSize"), "l", arena);
  draft.set_text("yield", arena.copy(volume));
  draft.begin_ingredients();
  for (const Kind& kind : brewfather_kinds) {
    const json::Value* list = list_in(batch, kind.batch_list);
    if (list == nullptr) list = list_in(&recipe, kind.list);
    if (list != nullptr) add_items(*list, kind, draft);
  }
  draft.begin_steps();
  if (const json::Value* steps = list_in(recipe.find("mash"), "steps"))
    for (const json::Value& step : steps->array())
      add_step("Mash", line_in(step, {"name"}, arena), measure_of(step.find("stepTemp"), "°C", arena),
               measure_of(step.find("stepTime"), "min", arena), draft);
  add_step("Boil", {}, {}, measure_of(recipe.find("boilTime"), "min", arena), draft);
  if (const json::Value* steps = list_in(recipe.find("fermentation"), "steps"))
    for (const json::Value& step : steps->array())
      add_step("Ferment", line_in(step, {"name", "type"}, arena), measure_of(step.find("stepTemp"), "°C", arena),
               measure_of(step.find("stepTime"), "days", arena), draft);
  for (const std::string_view key : kept)
    if (const json::Value* value = member_of(recipe, {key})) draft.keep(key, *value);
  if (const json::Value* style = recipe.find("style")) {
    const std::string_view name = line_in(*style, {"name"}, arena);
    if (!name.empty()) draft.keep("style", json::string(name));
  }
}

std::string joined(std::string_view first, std::string_view second) {
  std::string out(first);
  if (!first.empty() && !second.empty()) out += "\n\n";
  return out.append(second);
}

std::string_view text_in(const json::Value& value, std::string_view key, Arena& arena) {
  const json::Value* member = member_of(value, {key});
  return member == nullptr || !member->is_string() ? std::string_view{} : text_of(*member, arena);
}

// {"unit": "F", "value": 158} as "158 °F".
std::string beerjson_measure(const json::Value* value, Arena& arena) {
  if (value == nullptr) return {};
  std::string_view unit = line_in(*value, {"unit"}, arena);
  if (unit == "C") unit = "°C";
  if (unit == "F") unit = "°F";
  if (unit == "hr") unit = "h";
  if (unit == "day") unit = "days";
  return measure_of(value->find("value"), unit, arena);
}

// "add_to_boil" with a time; older documents have the use as an object around the time.
std::string beerjson_timing(const json::Value* timing, Arena& arena) {
  if (timing == nullptr) return {};
  const json::Value* use = timing->find("use");
  std::string_view name = use == nullptr ? std::string_view{} : use->text();
  const json::Value* times = timing;
  if (use != nullptr && use->is_object() && use->size > 0) {
    name = use->object()[0].key;
    times = &use->object()[0].value;
  }
  if (name.starts_with("add_to_")) name.remove_prefix(7);
  std::string time = beerjson_measure(member_of(*times, {"duration"}), arena);
  if (time.empty()) time = beerjson_measure(member_of(*times, {"time"}), arena);
  std::string out(name);
  return time.empty() ? out : out + (out.empty() ? "" : ", ") + time;
}

void add_beerjson_items(const json::Value& ingredients, Draft& draft) {
  struct List {
    std::string_view now, before, section;
  };
  constexpr std::array<List, 5> lists = {{{"fermentable_additions", "fermentable_bill", "fermentables"},
                                          {"hop_additions", "hop_bill", "hops"},
                                          {"culture_additions", "culture_bill", "yeast"},
                                          {"miscellaneous_additions", "miscellaneous_bill", "other"},
                                          {"water_additions", "water_bill", "water"}}};
  Arena& arena = draft.arena();
  for (const List& list : lists) {
    const json::Value* items = member_of(ingredients, {list.now, list.before});
    if (items == nullptr) continue;
    for (const json::Value& item : items->array()) {
      IngredientParts parts;
      parts.name = line_in(item, {"name"}, arena);
      if (parts.name.empty()) continue;
      if (const json::Value* amount = item.find("amount")) {
        parts.quantity = amount_of(amount->find("value"), arena);
        parts.measurement = line_in(*amount, {"unit"}, arena);
      }
      parts.section = list.section;
      parts.note = arena.copy(beerjson_timing(item.find("timing"), arena));
      draft.add_ingredient(parts);
    }
  }
}

json::Value beerjson_id(const json::Value& recipe, Arena& arena) {
  if (const json::Value* id = member_of(recipe, {"id"}); id != nullptr && !id_of(*id).is_null()) return id_of(*id);
  return json::string(arena.copy(id_from_name(line_in(recipe, {"name"}, arena))));
}

// Every number and {"unit", "value"} of a log that is not a date or a word.
std::vector<json::Value> seen_in(const json::Value& log, Arena& arena) {
  std::vector<json::Value> out;
  for (const json::Member& member : log.object()) {
    const bool is_measure = member.value.is_object() && member.value.find("value") != nullptr;
    const json::Value number = amount_of(is_measure ? member.value.find("value") : &member.value, arena);
    if (!number.is_number() || member.key == "rating" || member.key == "id" || member.key == "batch_number") continue;
    std::string name(member.key);
    for (char& c : name)
      if (c == '_') c = ' ';
    out.push_back(
        observation(arena.copy(name), number, is_measure ? line_in(member.value, {"unit"}, arena) : "", arena));
  }
  return out;
}

}  // namespace

bool is_brewfather_recipe(const json::Value& value) {
  return value.find("fermentables") != nullptr && value.find("hops") != nullptr && value.find("yeasts") != nullptr &&
         value.find("batchSize") != nullptr;
}

bool is_brewfather_batch(const json::Value& value) {
  const json::Value* recipe = value.find("recipe");
  return recipe != nullptr && recipe->is_object() && value.find("batchNo") != nullptr &&
         (value.find("brewDate") != nullptr || is_brewfather_recipe(*recipe));
}

json::Value read_brewfather_recipe(const json::Value& recipe, Arena& arena) {
  Draft draft(arena);
  if (const json::Value* id = member_of(recipe, {"_id"})) draft.set("recipeId", id_of(*id));
  draft.set_text("notes", text_in(recipe, "notes", arena));
  add_brewfather(recipe, nullptr, draft);
  return draft.finish();
}

json::Value read_brewfather_make(const json::Value& batch, Arena& arena) {
  const json::Value& recipe = *batch.find("recipe");
  Draft draft(arena);
  if (const json::Value* id = member_of(recipe, {"_id"})) draft.set("makeOf", id_of(*id));
  if (const json::Value* id = member_of(batch, {"_id", "batchNo"})) draft.set("makeId", id_of(*id));
  std::int64_t brewed_ms = 0;
  const json::Value* date = member_of(batch, {"brewDate"});
  if (date != nullptr && json::to_integer(date->number_text(), brewed_ms))
    draft.set_text("madeAt", arena.copy(base::rfc3339(brewed_ms)));
  draft.set_text("cook", line_in(batch, {"brewer"}, arena));
  set_rating(member_of(batch, {"tasteRating"}), draft);
  draft.set_text("notes", arena.copy(joined(text_in(batch, "batchNotes", arena), text_in(batch, "tasteNotes", arena))));
  std::vector<json::Value> seen;
  for (const Measured& one : measured) {
    const json::Value number = amount_of(batch.find(one.key), arena);
    if (number.is_number()) seen.push_back(observation(one.name, number, one.unit, arena));
  }
  set_observations(seen, draft);
  add_brewfather(recipe, &batch, draft);
  return draft.finish();
}

bool is_beerjson(const json::Value& value) {
  const json::Value* root = value.find("beerjson");
  return root != nullptr && list_in(root, "recipes") != nullptr;
}

json::Value read_beerjson_recipe(const json::Value& recipe, Arena& arena) {
  Draft draft(arena);
  draft.set_text("recipeName", line_in(recipe, {"name"}, arena));
  draft.set("recipeId", beerjson_id(recipe, arena));
  draft.set_text("yield", arena.copy(beerjson_measure(recipe.find("batch_size"), arena)));
  draft.set_text("notes", text_in(recipe, "notes", arena));
  draft.begin_ingredients();
  if (const json::Value* ingredients = recipe.find("ingredients")) add_beerjson_items(*ingredients, draft);
  draft.begin_steps();
  if (const json::Value* steps = list_in(recipe.find("mash"), "mash_steps"))
    for (const json::Value& step : steps->array())
      add_step("Mash", line_in(step, {"name"}, arena), beerjson_measure(step.find("step_temperature"), arena),
               beerjson_measure(step.find("step_time"), arena), draft);
  const json::Value* boil = recipe.find("boil");
  add_step("Boil", {}, {},
           beerjson_measure(boil == nullptr ? recipe.find("boil_time") : boil->find("boil_time"), arena), draft);
  if (const json::Value* steps = list_in(recipe.find("fermentation"), "fermentation_steps"))
    for (const json::Value& step : steps->array())
      add_step("Ferment", line_in(step, {"name"}, arena), beerjson_measure(step.find("start_temperature"), arena),
               beerjson_measure(step.find("step_time"), arena), draft);
  for (const std::string_view key : {"type", "author", "style", "efficiency", "original_gravity", "final_gravity",
                                     "alcohol_by_volume", "ibu_estimate", "color_estimate"}) {
    const json::Value* value = member_of(recipe, {key});
    if (value != nullptr && !(value->is_string() && value->size == 0)) draft.keep(key, *value);
  }
  return draft.finish();
}

std::vector<json::Value> read_beerjson_makes(const json::Value& recipe, Arena& arena) {
  std::vector<json::Value> out;
  const json::Value* logs = member_of(recipe, {"brew_logs", "brew_sessions", "batches"});
  const json::Value* taste = member_of(recipe, {"taste"});
  const auto begin = [&](const json::Value& id) {
    Draft draft(arena);
    draft.set("makeOf", beerjson_id(recipe, arena));
    draft.set("makeId", id);
    return draft;
  };
  std::int64_t number = 0;
  for (const json::Value& log : logs == nullptr ? std::span<const json::Value>{} : logs->array()) {
    std::string counted;
    base::append_integer(++number, counted);
    const json::Value* id = member_of(log, {"id", "batch_number"});
    Draft draft = begin(id != nullptr ? id_of(*id) : json::number(arena.copy(counted)));
    draft.set("madeAt", time_of_log(member_of(log, {"brew_date", "date", "brewed_at", "created"}), arena));
    draft.set_text("cook", line_in(log, {"brewer"}, arena));
    draft.set_text("notes", text_in(log, "notes", arena));
    set_rating(member_of(log, {"rating"}), draft);
    set_observations(seen_in(log, arena), draft);
    out.push_back(draft.finish());
  }
  // A taste is of a beer that was brewed.
  if (out.empty() && taste != nullptr && member_of(*taste, {"rating", "notes"}) != nullptr) {
    Draft draft = begin(json::string("taste"));
    draft.set_text("notes", text_in(*taste, "notes", arena));
    set_rating(member_of(*taste, {"rating"}), draft);
    out.push_back(draft.finish());
  }
  return out;
}

}  // namespace cookdiff::formats
