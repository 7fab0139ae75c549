// Forgetting: rows of what is purged, and how long a kitchen wants things kept. Objects and archive go first (ingest):
// while the rows are there a purge that died can be begun again.
#pragma once

#include "edge/task.hpp"
#include "store/rows.hpp"

namespace cookdiff::store {

inline constexpr int forget_rows_max = 1000;  // of one statement; what is left is for the next

// The first keys of a recipe's objects in any state, in order.
[[nodiscard]] edge::Task<std::vector<std::string>> keys_of_recipe(edge::Instance& instance, Kitchen kitchen,
                                                                  std::string recipe, int limit);
// Which of these keys are no other recipe's: that of none, or of this one.
[[nodiscard]] edge::Task<std::vector<std::string>> keys_free_for(edge::Instance& instance, Kitchen kitchen,
                                                                 std::string recipe, std::vector<std::string> keys);
[[nodiscard]] edge::Task<Done> forget_objects(edge::Instance& instance, Kitchen kitchen, std::vector<std::string> keys);
[[nodiscard]] edge::Task<Done> forget_recipe(edge::Instance& instance, Kitchen kitchen, std::string recipe);
// What follows from the buckets: rows of objects, versions and recipes. False: more is left.
// `while_it_says`: nothing happens but while the setting `rebuild.<kitchen>` says so; "": in any case.
[[nodiscard]] edge::Task<bool> forget_tables(edge::Instance& instance, Kitchen kitchen, std::string while_it_says);
// Everything but the audit. False: more is left; the tokens go last.
[[nodiscard]] edge::Task<bool> forget_kitchen(edge::Instance& instance, Kitchen kitchen);

// Days; nullopt: for ever.
[[nodiscard]] edge::Task<std::optional<std::int64_t>> retention(edge::Instance& instance, Kitchen kitchen);
[[nodiscard]] edge::Task<Done> set_retention(edge::Instance& instance, Kitchen kitchen,
                                             std::optional<std::int64_t> days);

struct RetentionRule {
  Kitchen kitchen = Kitchen::home();
  std::int64_t days = 0;
};
[[nodiscard]] edge::Task<std::vector<RetentionRule>> retention_rules(edge::Instance& instance);
// Keys of makes, and of objects that are no recipe's, uploaded before; and recipes last changed before without makes.
struct Outdated {
  std::vector<std::string> keys;
  std::vector<std::string> recipes;
};
[[nodiscard]] edge::Task<Outdated> outdated(edge::Instance& instance, Kitchen kitchen, std::int64_t before_ms,
                                            int keys_max, int recipes_max);

}  // namespace cookdiff::store
