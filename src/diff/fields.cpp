// Name, rating, notes and times; and what all texts share.
#include <cmath>
#include <new>

#include "diff/other.hpp"
#include "diff/parts.hpp"
#include "diff/words.hpp"
#include "json/equal.hpp"
#include "json/read.hpp"
#include "measure/amount.hpp"
#include "measure/compare.hpp"
#include "measure/duration.hpp"

namespace cookdiff::diff {
namespace {

constexpr std::size_t ids_text_bytes_max = 200;

// A text or any JSON: where both are texts their words count, else their values.
void compare_written(const json::Value* first, const json::Value* second, Field field, Frame& frame) {
  if (first == nullptr && second == nullptr) return;
  if (first != nullptr && second != nullptr && !(first->is_string() && second->is_string()) &&
      json::equal(*first, *second))
    return;
  const bool texts = (first == nullptr || first->is_string()) && (second == nullptr || second->is_string());
  const Side first_side = first == nullptr ? Side{} : side(shown(*first, frame));
  const Side second_side = second == nullptr ? Side{} : side(shown(*second, frame));
  if (texts) {
    compare_texts(first_side, second_side, {.field = field}, 0, frame);
    return;
  }
  const bool both = first != nullptr && second != nullptr;
  Difference& entry = frame.add(false, field, both ? Kind::changed : frame.only(first != nullptr), 0);
  frame.set_sides(entry, first_side, second_side);
}

// A number, or the first number in a text ("4.5 stars").
bool rating_number(const json::Value& value, double& out) {
  if (value.is_number()) {
    out = json::to_double(value.number_text());
    return std::isfinite(out);
  }
  const std::string_view text = value.text();
  const std::size_t at = text.find_first_of("0123456789");
  if (at == std::string_view::npos) return false;
  const measure::Number number = measure::read_number(text.substr(at));
  out = number.value;
  return number.bytes != 0;
}

void compare_ratings(const json::Value* first, const json::Value* second, Frame& frame) {
  if (first == nullptr && second == nullptr) return;
  const bool both = first != nullptr && second != nullptr;
  if (both && json::equal(*first, *second)) return;
  bool same = false;
  if (both && (first->is_string() || second->is_string())) {
    double a = 0;
    double b = 0;
    same = rating_number(*first, a) && rating_number(*second, b) && a == b;
  }
  const Side first_side = first == nullptr ? Side{} : side(shown(*first, frame));
  const Side second_side = second == nullptr ? Side{} : side(shown(*second, frame));
  Difference& entry = frame.add(same, Field::rating, both ? Kind::changed : frame.only(first != nullptr), 0);
  frame.set_sides(entry, first_side, second_side);
}

bool same_duration(const json::Value& first, const json::Value& second, Frame& frame) {
  if (first.is_number() != second.is_number()) {
    // A time in text that is only a number is that number.
    const json::Value& text = first.is_number() ? second : first;
    const json::Value& number = first.is_number() ? first : second;
    const measure::Number read = measure::read_number(text.text());
    return read.bytes != 0 && read.bytes == text.text().size() && read.value == json::to_double(number.number_text());
  }
  if (!first.is_string() || !second.is_string()) return false;
  const measure::Amount a = measure::read_duration(first.text(), frame.arena);
  const measure::Amount b = measure::read_duration(second.text(), frame.arena);
  if (a.is_number() && b.is_number()) {
    const measure::Relation relation = measure::compare(a, b, {}).relation;
    return relation == measure::Relation::equal || relation == measure::Relation::restated;
  }
  return a.is_number() == b.is_number() && same_words(first.text(), second.text(), frame.arena);
}

void compare_times(const json::Value* first, const json::Value* second, std::string_view path, Frame& frame) {
  if (first == nullptr && second == nullptr) return;
  const bool both = first != nullptr && second != nullptr;
  if (both && json::equal(*first, *second)) return;
  const Paths paths{std::string(path), std::string(path)};
  add_value(first, second, paths, both && same_duration(*first, *second, frame), Field::time, frame);
}

}  // namespace

Difference* compare_texts(const Side& first, const Side& second, const TextField& field, std::uint32_t place,
                          Frame& frame) {
  if (first.present == second.present && first.text == second.text) return nullptr;
  bool same = false;
  if (first.present && second.present) {
    frame.normal.expect(first.text.size() + second.text.size());
    const NormalText a = frame.normal(first.text);
    const NormalText b = frame.normal(second.text);
    same = same_text(a, b, 1);
  }
  const bool one_sided = first.present != second.present && field.ingredient_field == IngredientField::none;
  Difference& entry = frame.add(same, field.field, one_sided ? frame.only(first.present) : Kind::changed, place);
  entry.ingredient_field = field.ingredient_field;
  frame.set_sides(entry, first, second);
  if (first.present && second.present) {
    entry.words = changed_words(first.text, second.text, frame.arena);
    if (frame.flipped) entry.words = exchanged(entry.words, frame.arena);
  }
  return &entry;
}

void compare_fields(const recipe::Recipe& first, const recipe::Recipe& second, Frame& frame) {
  compare_written(first.name, second.name, Field::name, frame);
  compare_ratings(first.rating, second.rating, frame);
  compare_written(first.notes, second.notes, Field::notes, frame);
  compare_times(first.prep_time, second.prep_time, "/prepTime", frame);
  compare_times(first.cook_time, second.cook_time, "/cookTime", frame);
  compare_times(first.total_time, second.total_time, "/totalTime", frame);
}

void RenumberedIds::put(const json::Value& id, std::string& list) {
  if (id.is_null() || list.size() > ids_text_bytes_max) return;
  if (!list.empty()) list += ", ";
  list += id.is_number() ? id.number_text() : id.text();
}

void RenumberedIds::look(const json::Value& first, const json::Value& second) {
  const auto text = [](const json::Value& id) { return id.is_number() ? id.number_text() : id.text(); };
  if (first.is_null() == second.is_null() && text(first) == text(second)) return;
  differ_ = true;
  put(first, first_);
  put(second, second_);
}

void RenumberedIds::finish(Frame& frame) const {
  if (!differ_) return;
  const auto kept = [&frame](std::string list) {
    if (list.empty()) return Side{};
    cut(list, ids_text_bytes_max);
    return side(frame.arena.copy(std::string_view(list)));
  };
  Difference& entry = frame.add(true, field_, Kind::changed, nobody);
  entry.whole_list = true;
  frame.set_sides(entry, kept(first_), kept(second_));
}

}  // namespace cookdiff::diff
