// A canonical document while a reader puts it together. Values and texts that are handed over must lie in the arena, in
// the input bytes, or be literals; the finished document views them.
#pragma once

#include <string_view>
#include <vector>

#include "base/arena.hpp"
#include "json/value.hpp"

namespace cookdiff::formats {

// An ingredient that comes in parts. Null or empty parts are left out of the document: they are not said.
struct IngredientParts {
  json::Value id;
  json::Value quantity;
  std::string_view measurement;
  std::string_view name;
  std::string_view note;
  std::string_view section;
  std::string_view line;  // the line of text that it was read out of
  bool fixed = false;     // does not scale with the recipe
};

struct StepParts {
  json::Value id;
  std::string_view text;
  std::string_view section;
  std::string_view note;
};

class Draft {
 public:
  explicit Draft(Arena& arena) : arena_(arena) {}

  // A member of the canonical form. A null value or a second one of that name is passed over.
  void set(std::string_view key, const json::Value& value);
  void set_text(std::string_view key, std::string_view text);  // empty: passed over
  [[nodiscard]] bool has(std::string_view key) const;
  // A member that the model does not know, kept as it is.
  void keep(std::string_view key, const json::Value& value);

  // The list is in the document from here on, also when nothing is added.
  void begin_ingredients() { has_ingredients_ = true; }
  void begin_steps() { has_steps_ = true; }
  void add_ingredient(const IngredientParts& parts);
  void add_ingredient(const json::Value& canonical);  // an object as it is
  // A line of text, taken apart. A line that is a header ("For the sauce:") becomes the section of what follows.
  void add_ingredient_line(std::string_view line);
  void add_step(const StepParts& parts, std::vector<json::Member> others = {});
  // The section of ingredients that are added from here on; empty: none.
  void ingredient_section(std::string_view name) { ingredient_section_ = name; }

  [[nodiscard]] json::Value finish();
  [[nodiscard]] Arena& arena() { return arena_; }

 private:
  Arena& arena_;
  std::vector<json::Member> named_;
  std::vector<json::Member> kept_;
  std::vector<json::Value> ingredients_;
  std::vector<json::Value> steps_;
  std::string_view ingredient_section_;
  bool has_ingredients_ = false;
  bool has_steps_ = false;
};

// "2" and "1.5" are numbers, "1 1/2" and "02" texts; empty is null.
[[nodiscard]] json::Value number_or_text(std::string_view text);

// An id: at most 128 bytes of text or an integer; null otherwise.
[[nodiscard]] json::Value id_of(const json::Value& value);

}  // namespace cookdiff::formats
