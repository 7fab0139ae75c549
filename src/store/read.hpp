// What the REST API reads. Everything is one kitchen's; another kitchen's ids are not found. Pages are newest first and
// go on after the last row's place, so that rows that come in between move nothing.
// Fails with a host Error; see failure.hpp for a database without tables.
#pragma once

#include "edge/task.hpp"
#include "store/rows.hpp"

namespace cookdiff::store {

inline constexpr int page_rows_max = 200;

// A place in a list: the row's time, then its key or id. The default is before the first.
struct Place {
  std::int64_t ms = 0;
  std::string id;
  [[nodiscard]] bool at_start() const { return ms == 0 && id.empty(); }
};

template <typename Row>
struct Page {
  std::vector<Row> rows;
  std::optional<Place> next;  // where the next page starts; none: this was the last
};

struct RecipeFilter {
  std::string name;        // part of the name, any case (ASCII); "" : all
  std::string ingredient;  // part of an ingredient's name
};
struct MakeFilter {
  std::string changed;  // part of the name of what changed, or a recipeField ("ingredient", "yield", …)
  std::string cook;
  std::optional<std::int64_t> from_ms;   // made at or after
  std::optional<std::int64_t> until_ms;  // made before
  std::optional<bool> as_written;
};

[[nodiscard]] edge::Task<std::optional<RecipeSummary>> recipe(edge::Instance& instance, Kitchen kitchen,
                                                              std::string recipe);
// Recipes with an original that is not withdrawn; place: (created_ms, recipe id).
[[nodiscard]] edge::Task<Page<RecipeSummary>> recipes(edge::Instance& instance, Kitchen kitchen, RecipeFilter filter,
                                                      Place after, int limit);
// Newest first; place: (number, "").
[[nodiscard]] edge::Task<Page<VersionRow>> versions(edge::Instance& instance, Kitchen kitchen, std::string recipe,
                                                    Place after, int limit);
[[nodiscard]] edge::Task<std::optional<VersionRow>> version(edge::Instance& instance, Kitchen kitchen,
                                                            std::string recipe, std::int64_t number);
// Makes that are stored or pending, without `facts` and `differences`; place: (made_ms, key).
[[nodiscard]] edge::Task<Page<ObjectRow>> makes(edge::Instance& instance, Kitchen kitchen, std::string recipe,
                                                MakeFilter filter, Place after, int limit);
// One make in any state, whole.
[[nodiscard]] edge::Task<std::optional<ObjectRow>> make(edge::Instance& instance, Kitchen kitchen, std::string recipe,
                                                        std::string make);
// Every object; place: (uploaded_ms, key). `state` "" : all.
[[nodiscard]] edge::Task<Page<ObjectRow>> uploads(edge::Instance& instance, Kitchen kitchen, std::optional<State> state,
                                                  Place after, int limit);
// One object's row by its key; only of that kitchen.
[[nodiscard]] edge::Task<std::optional<ObjectRow>> object(edge::Instance& instance, Kitchen kitchen, std::string key);
// Originals and makes in any state, whole, in order of key behind `after`: for an export.
[[nodiscard]] edge::Task<std::vector<ObjectRow>> export_rows(edge::Instance& instance, Kitchen kitchen,
                                                             std::string after, int limit);
// The greatest whole number (below 10^15) that is an id of a recipe; 0 where there is none.
[[nodiscard]] edge::Task<std::int64_t> last_recipe_number(edge::Instance& instance, Kitchen kitchen);
// What a new make finds; one round trip.
struct MakePlace {
  bool recipe_known = false;
  bool taken = false;            // the id that was asked for is a make's
  std::int64_t last_number = 0;  // where none was asked for: the greatest whole number that is a make's; 0: none
};
[[nodiscard]] edge::Task<MakePlace> make_place(edge::Instance& instance, Kitchen kitchen, std::string recipe,
                                               std::string make);

}  // namespace cookdiff::store
