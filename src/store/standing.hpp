// How keys stand: their rows, their recipes, the version that a make of that upload time counts against, and who has
// the ids that it wants. One round trip for a whole batch.
#pragma once

#include "edge/task.hpp"
#include "store/rows.hpp"

namespace cookdiff::store {

struct Ask {
  Kitchen kitchen = Kitchen::home();
  std::string key;
  // What its content wants, where that is known by now. A claim in the row counts before it.
  std::string recipe;
  std::vector<std::string> make_ids;  // at most 3, in order of preference
  std::int64_t first_ms = 0;          // its upload time
};

struct Standing {
  std::optional<ObjectRow> row;       // nullopt: no row
  RecipeRow recipe;                   // of the row's claim, else of the wanted recipe; generation 0: there is none
  std::string current_hash;           // of the recipe's latest version; "" : none
  std::int64_t current_ms = 0;        // its upload time
  std::int64_t pin = 0;               // number of the version that counts; 0: there is no version
  bool rebuilding = false;            // the kitchen's tables are being made again: nothing is decided meanwhile
  std::vector<std::string> taken_by;  // for each wanted make id the key of another object that has it, or ""
};

// All kitchens of one database; one Standing an Ask, in order.
[[nodiscard]] edge::Task<std::vector<Standing>> standings(edge::Instance& instance, std::vector<Ask> asks);

}  // namespace cookdiff::store
