// The notes of what was cooked or brewed, of several programs, as makes.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "base/arena.hpp"
#include "formats/draft.hpp"
#include "json/value.hpp"

namespace cookdiff::formats {

// Tandoor: one of GET /api/cook-log/. The servings are an observation: what was cooked for more was cooked as written.
[[nodiscard]] bool is_tandoor_log(const json::Value& value);
[[nodiscard]] json::Value read_tandoor_log(const json::Value& log, Arena& arena);

// Mealie: one of GET /api/recipes/timeline/events, or of the table. `cook` is empty where only the user's id is known.
[[nodiscard]] bool is_mealie_event(const json::Value& value);
[[nodiscard]] bool is_cooking(const json::Value& event);  // not what the program itself noted ("recipe created")
[[nodiscard]] json::Value read_mealie_event(const json::Value& event, std::string_view cook, Arena& arena);

// Mealie's backup: database.json, an object of tables.
[[nodiscard]] bool is_mealie_backup(const json::Value& value);
class MealieTables {
 public:
  explicit MealieTables(const json::Value& tables);  // which must outlive it
  // The row with its ingredients, steps and notes, as the program's own JSON of a recipe has them.
  [[nodiscard]] json::Value recipe(const json::Value& row, Arena& arena) const;
  [[nodiscard]] std::string_view cook_of(const json::Value& event, Arena& arena) const;

  std::vector<const json::Value*> recipes;
  std::vector<const json::Value*> events;

 private:
  using Rows = std::vector<const json::Value*>;
  static std::span<const json::Value* const> range(const Rows& rows, std::string_view recipe);
  Rows ingredients_;
  Rows steps_;
  Rows notes_;
  Rows foods_;
  Rows units_;
  Rows users_;
};

// Brewfather: a batch holds a copy of the recipe and what was measured; a BeerJSON recipe may hold brew logs or a
// taste.
[[nodiscard]] bool is_brewfather_batch(const json::Value& value);
[[nodiscard]] bool is_brewfather_recipe(const json::Value& value);
[[nodiscard]] json::Value read_brewfather_recipe(const json::Value& recipe, Arena& arena);
[[nodiscard]] json::Value read_brewfather_make(const json::Value& batch, Arena& arena);
[[nodiscard]] bool is_beerjson(const json::Value& value);  // the whole document
[[nodiscard]] json::Value read_beerjson_recipe(const json::Value& recipe, Arena& arena);
[[nodiscard]] std::vector<json::Value> read_beerjson_makes(const json::Value& recipe, Arena& arena);

// Parts that they share.

// RFC 3339; null where it is no time.
[[nodiscard]] json::Value time_of_log(const json::Value* time, Arena& arena);
[[nodiscard]] json::Value observation(std::string_view name, const json::Value& value, std::string_view unit,
                                      Arena& arena);
// Nothing where nothing was seen.
void set_observations(const std::vector<json::Value>& seen, Draft& draft);

}  // namespace cookdiff::formats
