// Tandoor: the ingredients lie within the steps, amounts are decimals of sixteen places, and the instructions are
// Markdown with templates.
#include <algorithm>
#include <array>
#include <string>

#include "base/number.hpp"
#include "formats/exports/shapes.hpp"
#include "formats/json_ld.hpp"
#include "formats/steps.hpp"
#include "formats/text.hpp"
#include "json/read.hpp"

namespace cookdiff::formats {

namespace {

// Read into the canonical form, or the program's own bookkeeping.
constexpr std::array<std::string_view, 18> taken = {
    "id",           "name",       "steps",         "working_time",
    "waiting_time", "servings",   "servings_text", "internal",
    "image",        "created_by", "created_at",    "updated_at",
    "shared",       "private",    "file_path",     "show_ingredient_overview",
    "last_cooked",  "new"};
constexpr std::array<std::string_view, 1> named = {"keywords"};

// The items in the order that they say, else as they come.
std::vector<const json::Value*> in_order(const json::Value* list) {
  struct Placed {
    std::int64_t order;
    std::size_t index;
    const json::Value* value;
  };
  std::vector<Placed> placed;
  if (list != nullptr) {
    for (const json::Value& item : list->array()) {
      std::int64_t order = 0;
      const json::Value* said = item.find("order");
      if (said != nullptr) static_cast<void>(json::to_integer(said->number_text(), order));
      placed.push_back({order, placed.size(), &item});
    }
  }
  std::sort(placed.begin(), placed.end(), [](const Placed& a, const Placed& b) {
    return a.order != b.order ? a.order < b.order : a.index < b.index;
  });
  std::vector<const json::Value*> out;
  for (const Placed& one : placed) out.push_back(one.value);
  return out;
}

bool is_true(const json::Value& value, std::string_view key) {
  const json::Value* member = value.find(key);
  return member != nullptr && member->is_boolean() && member->boolean;
}

void add_ingredient(const json::Value& item, std::string_view step_name, std::string_view& section, Draft& draft) {
  Arena& arena = draft.arena();
  IngredientParts parts;
  parts.name = line_in(item, {"food"}, arena);
  parts.note = line_in(item, {"note"}, arena);
  if (is_true(item, "is_header")) {
    section = parts.note.empty() ? parts.name : parts.note;
    return;
  }
  if (!is_true(item, "no_amount")) parts.quantity = amount_of(item.find("amount"), arena);
  parts.measurement = line_in(item, {"unit"}, arena);
  parts.section = section.empty() ? step_name : section;
  parts.line = line_in(item, {"original_text"}, arena);
  if (parts.name.empty() && parts.quantity.is_null())
    return parts.note.empty() ? void() : draft.add_ingredient_line(parts.note);
  if (parts.name.empty()) std::swap(parts.name, parts.note);
  if (!parts.name.empty()) draft.add_ingredient(parts);
}

// "{{ ingredients[0] }}" is that ingredient's name, "{% scale(12.5) %}" its figure.
std::string fill_templates(std::string_view text, const std::vector<const json::Value*>& ingredients, Arena& arena) {
  std::string out;
  while (!text.empty()) {
    const std::size_t open = std::min(text.find('{'), text.size());
    out += text.substr(0, open);
    text.remove_prefix(open);
    if (text.empty()) break;
    const bool mark = text.size() > 3 && (text[1] == '{' || text[1] == '%');
    const std::size_t close = mark ? text.find_first_of("{}", 2) : std::string_view::npos;
    if (close == std::string_view::npos || text[close] != '}') {
      out += text.front();
      text.remove_prefix(1);
      continue;
    }
    const std::string_view body = trim(text.substr(2, close - 2));
    const std::size_t from = body.find_first_of("[(");
    const std::size_t to = body.find_first_of("])");
    const bool has_argument = from != std::string_view::npos && to != std::string_view::npos && from < to;
    const std::string_view argument = has_argument ? body.substr(from + 1, to - from - 1) : std::string_view{};
    std::int64_t index = -1;
    if (body.starts_with("ingredients") && number_or_text(argument).is_number() && json::to_integer(argument, index) &&
        static_cast<std::size_t>(index) < ingredients.size()) {
      out += line_in(*ingredients[static_cast<std::size_t>(index)], {"food"}, arena);
    } else if (body.starts_with("scale")) {
      out += argument;
    }
    text.remove_prefix(std::min(close + (text.substr(close).starts_with("}}") ? 2 : 1), text.size()));
  }
  return out;
}

void add_step(const json::Value& step, bool alone, Draft& draft) {
  Arena& arena = draft.arena();
  const std::vector<const json::Value*> ingredients = in_order(step.find("ingredients"));
  const std::string_view name = line_in(step, {"name"}, arena);
  std::string_view section;
  for (const json::Value* item : ingredients) add_ingredient(*item, name, section, draft);
  const json::Value* instruction = step.find("instruction");
  const std::string_view raw = instruction == nullptr ? std::string_view{} : instruction->text();
  const std::string_view text = clean(arena.copy(fill_templates(raw, ingredients, arena)), arena);
  if (alone) {
    for (const StepText& part : split_steps(text)) {
      draft.add_step({json::null(), part.text, part.section.empty() ? name : part.section, {}});
    }
    return;
  }
  std::vector<json::Member> others;
  const json::Value time = amount_of(step.find("time"), arena);
  if (!time.is_null()) others.push_back({"time", time});
  if (!text.empty()) draft.add_step({json::null(), text, name, {}}, std::move(others));
}

json::Value minutes(const json::Value* value, Arena& arena) {
  const json::Value amount = amount_of(value, arena);
  if (!amount.is_number()) return json::null();
  return json::string(arena.join(arena.join("PT", amount.number_text()), "M"));
}

}  // namespace

bool is_tandoor(const json::Value& value) {
  const json::Value* steps = value.find("steps");
  if (steps == nullptr || !steps->is_array() || value.find("name") == nullptr) return false;
  const auto items = steps->array();
  if (items.empty()) return value.find("working_time") != nullptr;
  return std::all_of(items.begin(), items.end(),
                     [](const json::Value& step) { return step.find("instruction") != nullptr; });
}

json::Value read_tandoor(const json::Value& recipe, Arena& arena) {
  Draft draft(arena);
  draft.set_text("recipeName", line_in(recipe, {"name"}, arena));
  if (const json::Value* id = recipe.find("id")) draft.set("recipeId", id_of(*id));
  if (const json::Value* rating = recipe.find("rating")) set_rating(rating, draft);
  const json::Value servings = amount_of(recipe.find("servings"), arena);
  const std::string_view noun = line_in(recipe, {"servings_text"}, arena);
  if (servings.is_number() && !noun.empty()) {
    draft.set_text("yield", arena.join(arena.join(servings.number_text(), " "), noun));
  }
  draft.set("yield", servings);
  draft.set("prepTime", minutes(recipe.find("working_time"), arena));
  draft.set("cookTime", minutes(recipe.find("waiting_time"), arena));
  draft.begin_ingredients();
  draft.begin_steps();
  const std::vector<const json::Value*> steps = in_order(recipe.find("steps"));
  for (const json::Value* step : steps) add_step(*step, steps.size() == 1, draft);
  keep_said(recipe, taken, named, draft);
  return draft.finish();
}

}  // namespace cookdiff::formats
