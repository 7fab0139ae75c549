#include "diff/summary.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "base/number.hpp"
#include "base/unicode.hpp"

namespace cookdiff::diff {
namespace {

constexpr std::size_t name_letters_max = 60;  // of a name or value inside the sentence
constexpr int number_digits = 6;
constexpr std::size_t more_letters = 20;  // kept free for "; and 1000 more"

constexpr int importance_max = 11;

// The lower, the earlier it is said.
int importance(const Difference& entry) {
  switch (entry.kind) {
    case Kind::scaled: return 0;
    case Kind::substituted: return 1;
    default: break;
  }
  switch (entry.field) {
    case Field::ingredient:
      if (entry.kind == Kind::removed || entry.kind == Kind::added) return 2;
      if (entry.amount != nullptr) return 3 * (3 - static_cast<int>(entry.amount->size));  // large 3, small 6, trace 9
      return entry.ingredient_field == IngredientField::name ? 4 : 7;
    case Field::instruction: {
      if (entry.kind == Kind::moved) return 8;
      for (const MeasureChange& change : entry.measures)
        if (change.size == measure::Size::large) return 4;
      return entry.measures.empty() ? 6 : 5;
    }
    case Field::yield: return 5;
    case Field::time: return 6;
    case Field::name: return 8;
    case Field::rating: return 10;
    case Field::notes: return 11;
    case Field::other: return 9;
  }
  return importance_max;
}

// Line breaks and long texts have no place in one sentence.
void put_text(std::string_view text, std::string& out) {
  std::size_t letters = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool begins = (byte & 0xC0) != 0x80;
    if (begins && ++letters > name_letters_max) {
      out += "…";
      return;
    }
    out += byte < 0x20 || byte == 0x7F ? ' ' : c;
  }
}

void put_quantity(const Quantity& quantity, std::string& out) {
  base::append_number(quantity.min, number_digits, out);
  if (quantity.range) {
    out += "-";
    base::append_number(quantity.max, number_digits, out);
  }
  if (quantity.unit.empty()) return;
  if (quantity.unit != "°") out += ' ';
  out += quantity.unit;
}

void put_sides(const Difference& entry, std::string& out) {
  put_text(entry.recipe.present ? entry.recipe.text : "none", out);
  out += " → ";
  put_text(entry.make.present ? entry.make.text : "none", out);
}

void put_percent(double ratio, std::string& out) {
  const double percent = (ratio - 1) * 100;
  const double rounded = std::fabs(percent) >= 1 ? std::round(percent) : std::round(percent * 10) / 10;
  out += rounded < 0 ? " (−" : " (+";
  base::append_number(std::fabs(rounded), number_digits, out);
  out += " %)";
}

void say_ingredient(const Difference& entry, std::string& out) {
  switch (entry.kind) {
    case Kind::removed:
      put_text(entry.ingredient_name, out);
      out += " left out";
      return;
    case Kind::added:
      put_text(entry.make.text, out);
      out += " added";
      return;
    case Kind::substituted:
      put_text(entry.make.text, out);
      out += " for ";
      put_text(entry.recipe.text, out);
      return;
    default: break;
  }
  if (entry.ingredient_field != IngredientField::name) {
    put_text(entry.ingredient_name, out);
    out += ' ';
  }
  if (entry.ingredient_field == IngredientField::note || entry.ingredient_field == IngredientField::section) {
    out += ingredient_field_name(entry.ingredient_field);
    out += ' ';
  }
  put_sides(entry, out);
  if (entry.amount != nullptr && entry.amount->has_ratio && entry.amount->ratio < 1000)
    put_percent(entry.amount->ratio, out);
}

void say_measure(const MeasureChange& change, const Difference& entry, std::string& out) {
  if (change.what == measure::What::temperature)
    out += "temperature ";
  else if (change.what == measure::What::duration)
    out += "time ";
  else
    out += "amount ";
  if (change.recipe.present)
    put_quantity(change.recipe, out);
  else
    out += "none";
  out += " → ";
  if (change.make.present)
    put_quantity(change.make, out);
  else
    out += "none";
  out += " in step ";
  base::append_integer(entry.step_number, out);
}

void say_step(const Difference& entry, std::string& out) {
  if (!entry.measures.empty()) {
    for (const MeasureChange& change : entry.measures) {
      if (&change != entry.measures.data()) out += ", ";
      say_measure(change, entry, out);
    }
    return;
  }
  out += "step ";
  base::append_integer(entry.step_number != 0 ? entry.step_number : entry.make_step_number, out);
  switch (entry.kind) {
    case Kind::removed: out += " left out"; return;
    case Kind::added: out += " added"; return;
    case Kind::moved: out += " moved"; return;
    default: out += " reworded"; return;
  }
}

void say_scaled(double scale, const Difference& entry, std::string& out) {
  out += "made ";
  base::append_number(scale, number_digits, out);
  out += " times the recipe";
  if (!entry.recipe.present) return;
  out += " (";
  put_sides(entry, out);
  out += ")";
}

void say(const Difference& entry, double scale, std::string& out) {
  if (entry.kind == Kind::scaled) return say_scaled(scale, entry, out);
  switch (entry.field) {
    case Field::ingredient: return say_ingredient(entry, out);
    case Field::instruction: return say_step(entry, out);
    case Field::notes:
      out += entry.kind == Kind::added     ? "notes added"
             : entry.kind == Kind::removed ? "notes left out"
                                           : "notes changed";
      return;
    case Field::rating:
      if (entry.kind == Kind::added) {
        out += "rated ";
        put_text(entry.make.text, out);
        return;
      }
      break;
    default: break;
  }
  if (entry.has_path && entry.path.size() > 1)
    put_text(entry.path.substr(1), out);
  else
    out += entry.has_path ? "document" : field_name(entry.field);
  out += ' ';
  put_sides(entry, out);
}

}  // namespace

std::string_view summarise(const Differences& differences, Arena& arena) {
  if (differences.identical) return "made exactly as written";
  if (differences.differences.empty()) return "made as written, said in other words";
  std::vector<const Difference*> entries;
  entries.reserve(differences.differences.size());
  for (int rank = 0; rank <= importance_max; ++rank)
    for (const Difference& entry : differences.differences)
      if (importance(entry) == rank) entries.push_back(&entry);
  std::string out;
  std::size_t letters = 0;
  if (differences.as_written) {
    out = "made as written";
    letters = out.size();
  }
  std::string phrase;
  std::size_t said = 0;
  for (const Difference* entry : entries) {
    phrase.clear();
    if (!out.empty()) phrase = "; ";
    say(*entry, differences.scale, phrase);
    const std::size_t more = base::count_letters(phrase);
    const std::size_t room = summary_letters_max - (said + 1 == entries.size() ? 0 : more_letters);
    if (letters + more > room) break;
    out += phrase;
    letters += more;
    ++said;
  }
  if (said < entries.size()) {
    out += out.empty() ? "" : "; and ";
    base::append_integer(static_cast<std::int64_t>(entries.size() - said), out);
    out += said == 0 ? " changes" : " more";
  }
  return arena.copy(std::string_view(out));
}

}  // namespace cookdiff::diff
