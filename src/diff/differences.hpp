// What a comparison says: the differences document of docs/differences.md as plain values, everything that a reader
// needs without going back to the two documents.
// Ownership: all texts, lists and JSON values view the two documents (with their bytes and arenas) and the arena that
// was given to compare(); copy a Differences freely while those live. No entry needs a destructor.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "json/value.hpp"
#include "measure/compare.hpp"
#include "measure/in_text.hpp"

namespace cookdiff::diff {

enum class Field : std::uint8_t { name, rating, yield, time, ingredient, instruction, notes, other };
enum class Kind : std::uint8_t { added, removed, changed, moved, substituted, scaled, split, merged };
// `none` on entries about an ingredient as a whole (added, removed, moved, split, merged) and about anything else.
enum class IngredientField : std::uint8_t { none, quantity, measurement, name, note, section };

// One side as a person would write it: "5" and not "5.0"; not present where that side has none (null in JSON).
struct Side {
  bool present = false;
  std::string_view text{};
};

// A piece of text that both have ('='), only the original ('-') or only the make ('+'). Joining '=' and '-' gives the
// original's text to the byte, '=' and '+' the make's. Cut at whole letters; a number is one word.
struct Word {
  char op = '=';
  std::string_view text{};
};

// A quantity as written: `min` is `max` unless it is a range. Not present: unspecified, or text that is no amount.
struct Quantity {
  bool present = false;
  bool range = false;
  double min = 0;
  double max = 0;
  std::string_view unit{};  // a symbol of docs/units.md: "tsp", "" for pieces, or an unknown unit's own text
};

// How an ingredient's amount differs. Both sides as written; ratio and delta are taken after scaling.
struct AmountChange {
  Quantity recipe;
  Quantity make;
  bool has_ratio = false;
  double ratio = 1;  // made / (original * scale)
  bool has_delta = false;
  double delta = 0;               // made - original * scale, of the middles of ranges
  std::string_view delta_unit{};  // the original's
  measure::Size size = measure::Size::large;
  bool approximate = false;  // volume against mass by a density
};

// A temperature, duration or quantity inside a step that changed. One side may be absent.
struct MeasureChange {
  measure::What what = measure::What::quantity;
  Quantity recipe;
  Quantity make;
  measure::Size size = measure::Size::large;
};

struct Difference {
  Field field = Field::other;
  Kind kind = Kind::changed;
  IngredientField ingredient_field = IngredientField::none;
  Side recipe;
  Side make;

  // ingredient: the original's id and name, the make's where it was added. A null id: there is none.
  json::Value ingredient_id{};
  std::string_view ingredient_name{};
  const AmountChange* amount = nullptr;  // on a changed quantity or measurement
  // The line's place, counted from 1, on the original's side; of what was added, on the make's. 0: on that side none.
  std::uint32_t line = 0;
  std::uint32_t make_line = 0;

  // instruction: the original's id (the make's where it was added) and the places counted from 1; 0: on that side none.
  json::Value step_id{};
  std::uint32_t step_number = 0;
  std::uint32_t make_step_number = 0;
  std::span<const Word> words{};              // on a changed step, note or name
  std::span<const MeasureChange> measures{};  // on a changed step

  // other, time: an RFC 6901 pointer from the recipe object into the original (into the make where it was added), and
  // both sides as JSON; nullptr where a side has none. "" is a path too: the whole document.
  bool has_path = false;
  std::string_view path{};
  const json::Value* recipe_value = nullptr;
  const json::Value* make_value = nullptr;

  // Said of the list of ingredients or steps as a whole (its order, its ids): no id, name or place.
  bool whole_list = false;
};

struct Differences {
  std::span<const Difference> differences{};  // what a cook would call a change
  std::span<const Difference> restated{};     // what is only said in another way
  bool identical = true;                      // both lists are empty
  bool as_written = true;      // `differences` holds nothing but rating, notes and amounts that differ by a trace
  double scale = 1;            // the make is the original times this
  std::string_view summary{};  // one sentence, the most important change first, at most 200 letters; never empty
};

// The names that the differences document uses.
[[nodiscard]] std::string_view field_name(Field field);
[[nodiscard]] std::string_view kind_name(Kind kind);
[[nodiscard]] std::string_view ingredient_field_name(IngredientField field);  // "" for none
[[nodiscard]] std::string_view size_name(measure::Size size);

}  // namespace cookdiff::diff
