// Ingredients and instructions of JSON-LD: lines, objects, sections, lists of lists.
#include <algorithm>
#include <array>

#include "formats/json_ld.hpp"
#include "formats/steps.hpp"
#include "formats/text.hpp"

namespace cookdiff::formats {

namespace {

// A step's own address and place among its neighbours frame it; they change whenever a page is edited.
constexpr std::array<std::string_view, 11> step_frame = {
    "@type", "@id", "text", "name", "url", "position", "itemListElement", "stepText", "stepId", "section", "note"};

bool has_type(const json::Value& value, std::string_view wanted) {
  const json::Value* type = value.find("@type");
  if (type == nullptr) return false;
  if (type->is_string()) return type->text().ends_with(wanted);
  const auto types = type->array();
  return std::any_of(types.begin(), types.end(), [&](const json::Value& one) { return one.text().ends_with(wanted); });
}

const json::Value* first_member(const json::Value& value, std::initializer_list<std::string_view> keys) {
  for (const std::string_view key : keys) {
    const json::Value* member = value.find(key);
    if (member != nullptr && !member->is_null()) return member;
  }
  return nullptr;
}

std::string_view line_of(const json::Value* value, Arena& arena) {
  return value == nullptr ? std::string_view{} : clean_line(text_of(*value, arena), arena);
}

// {"name": "flour", "requiredQuantity": {"value": 2, "unitText": "cups"}} and its like.
void add_ingredient_object(const json::Value& object, Draft& draft) {
  Arena& arena = draft.arena();
  if (object.find("ingredientName") != nullptr) return draft.add_ingredient(object);
  if (const json::Value* text = first_member(object, {"text", "@value"})) {
    return draft.add_ingredient_line(line_of(text, arena));
  }
  const json::Value* amount = first_member(object, {"quantity", "amount", "requiredQuantity", "value"});
  const json::Value* unit = first_member(object, {"measurement", "unit", "unitText"});
  if (amount != nullptr && amount->is_object()) {
    if (unit == nullptr) unit = first_member(*amount, {"unitText", "unitCode"});
    amount = amount->find("value");
  }
  IngredientParts parts;
  parts.name = line_of(first_member(object, {"name", "ingredient", "food", "item"}), arena);
  if (parts.name.empty()) return;
  if (amount == nullptr && unit == nullptr) return draft.add_ingredient_line(parts.name);
  if (amount != nullptr) parts.quantity = amount->is_number() ? *amount : number_or_text(line_of(amount, arena));
  parts.measurement = line_of(unit, arena);
  parts.note = line_of(first_member(object, {"note", "notes"}), arena);
  draft.add_ingredient(parts);
}

void add_ingredient_items(const json::Value& value, Draft& draft) {
  if (value.is_string()) {
    for (const std::string_view line : lines_of(clean(value.text(), draft.arena()))) draft.add_ingredient_line(line);
    return;
  }
  for (const json::Value& item : value.array()) add_ingredient_items(item, draft);
  if (!value.is_object()) return;
  const json::Value* group = first_member(value, {"itemListElement", "recipeIngredient", "ingredients"});
  if (group == nullptr) return add_ingredient_object(value, draft);
  draft.ingredient_section(line_of(value.find("name"), draft.arena()));
  add_ingredient_items(*group, draft);
  draft.ingredient_section({});
}

class Instructions {
 public:
  explicit Instructions(Draft& draft) : draft_(draft), arena_(draft.arena()) {}

  void add(const json::Value& value) {
    if (value.is_string()) return add_text(clean(value.text(), arena_));
    for (const json::Value& item : value.array()) add(item);
    if (!value.is_object()) return;
    if (value.find("stepText") != nullptr) return add_step(value);
    if (const json::Value* item = value.find("item"); item != nullptr && has_type(value, "ListItem")) return add(*item);
    const json::Value* items = first_member(value, {"itemListElement", "steps", "step", "item"});
    // A recipe as a part of the steps, without ingredients of its own: what it is called heads its steps.
    if (has_type(value, "Recipe") && first_member(value, {"recipeIngredient", "ingredients"}) == nullptr)
      return add_section(value, value.find("recipeInstructions"));
    if (has_type(value, "HowToSection") || (items != nullptr && !has_type(value, "HowToStep"))) {
      return add_section(value, items);
    }
    add_step(value);
  }

  // One text is all the steps of a recipe.
  void add_whole(std::string_view text) {
    for (const StepText& step : split_steps(text)) {
      draft_.add_step({json::null(), step.text, step.section.empty() ? section_ : step.section, {}});
    }
  }

 private:
  void add_text(std::string_view text) {
    std::string_view header;
    if (text.find('\n') == std::string_view::npos && is_step_header(text, header)) {
      section_ = header;
    } else if (!text.empty()) {
      draft_.add_step({json::null(), text, section_, {}});
    }
  }

  // A section without steps of its own is the header of the steps that follow it.
  void add_section(const json::Value& value, const json::Value* items) {
    const std::string_view name = line_of(value.find("name"), arena_);
    if (items == nullptr) {
      const json::Value* text = value.find("text");
      if (!name.empty()) section_ = name;
      if (text != nullptr && name.empty()) section_ = line_of(text, arena_);
      if (text != nullptr && !name.empty()) add_text(text_of(*text, arena_));
      return;
    }
    const std::string_view outer = section_;
    if (!name.empty()) section_ = name;
    if (items->is_string()) {
      add_whole(clean(items->text(), arena_));
    } else {
      add(*items);
    }
    section_ = outer;
  }

  void add_step(const json::Value& value) {
    StepParts parts;
    std::vector<json::Member> others;
    for (const json::Member& member : value.object()) {
      if (std::find(step_frame.begin(), step_frame.end(), member.key) == step_frame.end()) others.push_back(member);
    }
    const json::Value* text = first_member(value, {"stepText", "text"});
    const std::string_view name =
        value.find("name") == nullptr ? std::string_view{} : text_of(*value.find("name"), arena_);
    if (text != nullptr) parts.text = text_of(*text, arena_);
    if (parts.text.empty() && value.find("itemListElement") != nullptr)
      read_directions(*value.find("itemListElement"), parts);
    if (parts.text.empty()) {
      parts.text = name;
    } else if (says_more(name, parts.text)) {
      others.insert(others.begin(), {"name", json::string(name)});
    }
    if (parts.text.empty()) return;
    std::string_view header;
    if (others.empty() && parts.text.front() == '[' && is_step_header(parts.text, header)) {
      section_ = header;
      return;
    }
    if (const json::Value* id = value.find("stepId")) parts.id = id_of(*id);
    if (parts.note.empty()) parts.note = line_of(value.find("note"), arena_);
    const json::Value* section = value.find("section");
    parts.section = section != nullptr && section->is_string() ? line_of(section, arena_) : section_;
    draft_.add_step(parts, std::move(others));
  }

  // Pages repeat the beginning of a step, or its number, as its name.
  static bool says_more(std::string_view name, std::string_view text) {
    while (name.ends_with('.')) name.remove_suffix(1);
    if (name.ends_with("…")) name.remove_suffix(std::string_view("…").size());
    if (name.empty() || text.starts_with(name)) return false;
    return std::any_of(name.begin(), name.end(), is_letter) && !(name.size() < 10 && is_digit(name.back()));
  }

  // {"@type": "HowToStep", "itemListElement": [HowToDirection, HowToTip]}: one step, its tips as its note.
  void read_directions(const json::Value& items, StepParts& parts) {
    std::string text;
    std::string note;
    const json::Value* one = &items;
    const auto list = items.is_array() ? items.array() : std::span<const json::Value>(one, 1);
    for (const json::Value& item : list) {
      std::string& into = has_type(item, "HowToTip") ? note : text;
      const std::string_view said = item.is_array() ? std::string_view{} : text_of(item, arena_);
      if (!into.empty() && !said.empty()) into += ' ';
      into += said;
    }
    parts.text = arena_.copy(text);
    parts.note = arena_.copy(note);
  }

  Draft& draft_;
  Arena& arena_;
  std::string_view section_;
};

}  // namespace

void add_ingredients(const json::Value& list, Draft& draft) {
  if (list.is_null() || list.is_boolean() || (list.is_string() && trim(list.text()).empty())) return;
  draft.begin_ingredients();
  add_ingredient_items(list, draft);
  draft.ingredient_section({});
}

void add_instructions(const json::Value& instructions, Draft& draft) {
  const json::Value* value = &instructions;
  if (value->is_array() && value->size == 1 && value->array().front().is_string()) value = &value->array().front();
  if (value->is_null() || value->is_boolean() || (value->is_string() && trim(value->text()).empty())) return;
  draft.begin_steps();
  Instructions reader(draft);
  if (value->is_string()) {
    reader.add_whole(clean(value->text(), draft.arena()));
  } else {
    reader.add(*value);
  }
}

}  // namespace cookdiff::formats
