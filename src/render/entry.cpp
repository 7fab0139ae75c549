#include "render/entry.hpp"

#include <algorithm>
#include <cmath>

#include "base/number.hpp"

namespace cookdiff::render {

namespace {

using diff::Difference;
using diff::Field;
using diff::IngredientField;
using diff::Kind;

std::string number_text(double value, int digits) {
  std::string out;
  base::append_number(value, digits, out);
  return out;
}

// "+20 %", "−25 %"; whole per cents from 10 on, two digits below.
std::string per_cent(double ratio) {
  const double change = (ratio - 1) * 100;
  const double size = change < 0 ? -change : change;
  constexpr double whole_from = 10;
  constexpr double int64_safe = 1e15;
  std::string out = change < 0 ? "−" : "+";
  if (size >= whole_from && size < int64_safe) {
    base::append_integer(static_cast<std::int64_t>(std::floor(size + 0.5)), out);
  } else {
    out += number_text(size, 2);
  }
  return out + " %";
}

std::string quantity_text(const diff::Quantity& quantity) {
  constexpr int digits = 6;
  if (!quantity.present) return "none";
  std::string out = number_text(quantity.min, digits);
  if (quantity.range) out += "–" + number_text(quantity.max, digits);
  if (!quantity.unit.empty()) out += " " + std::string(quantity.unit);
  return out;
}

class EntryBuilder {
 public:
  explicit EntryBuilder(const Difference& difference) : difference_(difference) { entry_.kind = difference.kind; }

  Entry build() && {
    switch (difference_.field) {
      case Field::ingredient: ingredient(); break;
      case Field::instruction: step(); break;
      default: other();
    }
    return std::move(entry_);
  }

 private:
  void add(Role role, std::string_view text) {
    if (!text.empty()) entry_.pieces.push_back({role, std::string(text)});
  }
  void sides() {
    const bool both = difference_.recipe.present && difference_.make.present;
    if (difference_.recipe.present) add(Role::before, shown(difference_.recipe.text));
    if (both || (difference_.kind != Kind::added && difference_.kind != Kind::removed))
      add(Role::plain, both ? " → " : "");
    if (difference_.make.present) add(Role::after, shown(difference_.make.text));
  }
  static std::string_view shown(std::string_view text) { return text.empty() ? std::string_view("(empty)") : text; }
  // A side where there is none is said, not left out: "3 cups → not said".
  void sides_of_amount() {
    add(Role::before, difference_.recipe.present ? shown(difference_.recipe.text) : "not said");
    add(Role::plain, " → ");
    add(Role::after, difference_.make.present ? shown(difference_.make.text) : "not said");
  }
  void words() {
    for (const diff::Word& word : difference_.words)
      add(word.op == '-' ? Role::old_words : word.op == '+' ? Role::new_words : Role::plain, word.text);
  }
  void remark(std::string_view text) { add(Role::remark, " (" + std::string(text) + ")"); }

  void ingredient() {
    entry_.label = difference_.ingredient_name;
    switch (difference_.kind) {
      case Kind::added: add(Role::after, difference_.make.text); return whole(difference_.make.text);
      case Kind::removed: add(Role::before, difference_.recipe.text); return whole(difference_.recipe.text);
      case Kind::moved: moved_ingredient(); return;
      case Kind::substituted:
        sides();
        remark("instead");
        return whole(difference_.recipe.text);
      case Kind::split:
      case Kind::merged:
        sides();
        remark(diff::kind_name(difference_.kind));
        return;
      default: changed_ingredient();
    }
  }
  // The text of an ingredient as a whole says its name already.
  void whole(std::string_view text) {
    if (text.find(difference_.ingredient_name) != std::string_view::npos) entry_.label.clear();
  }
  void moved_ingredient() {
    sides();
    if (entry_.label.empty()) entry_.label = "order";
    remark("another order");
  }
  // A list whose lines have other ids: the one entry has neither an id nor a field.
  void numbers() {
    entry_.label = "numbers in the list";
    sides_of_amount();
  }
  void changed_ingredient() {
    if (entry_.label.empty() && difference_.ingredient_field == IngredientField::none) return numbers();
    switch (difference_.ingredient_field) {
      case IngredientField::note: entry_.label += ", note"; break;
      case IngredientField::section: entry_.label += ", section"; break;
      case IngredientField::name: entry_.label.clear(); break;
      default: break;
    }
    if (difference_.amount != nullptr) {
      sides_of_amount();
      const diff::AmountChange& amount = *difference_.amount;
      if (amount.has_ratio && amount.ratio != 1) remark((amount.approximate ? "about " : "") + per_cent(amount.ratio));
    } else if (!difference_.words.empty() && difference_.ingredient_field == IngredientField::note) {
      words();
    } else {
      sides();
    }
  }

  void step() {
    const bool somewhere = difference_.step_number != 0 || difference_.make_step_number != 0;
    if (difference_.kind == Kind::changed && !somewhere) return numbers();
    number(difference_.step_number);
    if (difference_.make_step_number != difference_.step_number) {
      if (difference_.step_number != 0 && difference_.make_step_number != 0) entry_.label += " → ";
      number(difference_.make_step_number);
    }
    if (difference_.kind == Kind::changed && !difference_.words.empty()) {
      words();
    } else if (difference_.kind == Kind::moved) {
      add(Role::plain, difference_.recipe.present ? difference_.recipe.text : difference_.make.text);
    } else {
      sides();
    }
    if (difference_.kind != Kind::added && difference_.kind != Kind::removed && difference_.kind != Kind::changed)
      remark(diff::kind_name(difference_.kind));
    measures();
  }
  void number(std::uint32_t place) {
    if (place != 0) base::append_integer(place, entry_.label);
  }
  void measures() {
    std::string text;
    for (const diff::MeasureChange& change : difference_.measures) {
      if (!text.empty()) text += ", ";
      text += measure::what_name(change.what);
      text += " " + quantity_text(change.recipe) + " → " + quantity_text(change.make);
    }
    if (!text.empty()) remark(text);
  }

  void other() {
    entry_.label = diff::field_name(difference_.field);
    const bool by_path =
        difference_.has_path && (difference_.field == Field::other || difference_.field == Field::time);
    if (by_path) entry_.label = difference_.path.empty() ? std::string_view("document") : difference_.path.substr(1);
    if (!difference_.words.empty()) {
      words();
    } else {
      sides();
    }
    if (difference_.kind == Kind::scaled) remark("all amounts");
    if (difference_.kind == Kind::moved) remark("moved");
  }

  const Difference& difference_;
  Entry entry_;
};

std::size_t group_index(Field field) {
  if (field == Field::ingredient) return 0;
  return field == Field::instruction ? 1 : 2;
}

}  // namespace

std::vector<Group> groups_of(std::span<const Difference> differences) {
  std::vector<Group> out(3);
  out[0].title = "Ingredients";
  out[1].title = "Steps";
  out[2].title = "Other";
  for (const Difference& difference : differences)
    out[group_index(difference.field)].entries.push_back(EntryBuilder(difference).build());
  std::erase_if(out, [](const Group& group) { return group.entries.empty(); });
  return out;
}

char sign_of(Kind kind) {
  if (kind == Kind::added) return '+';
  return kind == Kind::removed ? '-' : '~';
}

Verdict verdict_of(const diff::Differences& differences) {
  if (differences.identical) return {"Made exactly as written.", {}};
  if (differences.differences.empty()) return {"Made as written, only said in another way.", {}};
  if (!differences.as_written) return {"Not made as written:", differences.summary};
  // The summary of such a make begins with what we say ourselves.
  constexpr std::string_view said = "made as written; ";
  const bool twice = differences.summary.starts_with(said);
  return {"Made as written:", differences.summary.substr(twice ? said.size() : 0)};
}

std::string restated_count(const diff::Differences& differences) {
  if (differences.restated.empty()) return {};
  std::string out;
  base::append_integer(static_cast<std::int64_t>(differences.restated.size()), out);
  return out + (differences.restated.size() == 1 ? " more is only said in another way"
                                                 : " more are only said in another way");
}

}  // namespace cookdiff::render
