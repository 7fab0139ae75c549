// The queries of the system itself, which know no kitchen: where the sweep stands, and what the table lacks of a page
// of the bucket. Nothing here answers to anybody's request but in counts.
#pragma once

#include "edge/bucket.hpp"
#include "edge/task.hpp"
#include "store/rows.hpp"

namespace cookdiff::store {

// One object of a page of the bucket's listing.
struct Listed {
  std::string key;
  Kitchen kitchen;
  std::string version;
  std::int64_t uploaded_ms = 0;
};

struct Lack {
  std::string key;
  std::int64_t revision = 0;  // of its row; 0: none, or nothing decided
};
struct Lacking {
  std::vector<Lack> changed;  // listed, and not in the table, or there in another version
  std::vector<Lack> gone;     // in the table as present, and not listed
  std::vector<Lack> due;      // in the table in this version, but no longer right
  std::string last;           // as far as was looked: where the next page begins; "" : to the end
};

inline constexpr std::size_t gone_rows_max = 500;  // of one page; the next pass finds the rest
// Rows of one page; more lie in its range only when that many objects are gone, and then the page ends there.
inline constexpr int rows_a_page_max = 2000;

struct PageRange {
  std::string after;
  std::string last;                // the greatest key of the range; "" : there is no end
  std::string resume;              // where the next page begins when all of this one was looked at; "" : nowhere
  std::optional<Kitchen> kitchen;  // only that one's rows; nullopt: all
  // Asks for each make what its recipe says, too: a mistaken pin, or a wait that is over. Else due is only what an
  // older engine compared; the recipes' own marks (due_recipes) bring the others, unless their messages were lost.
  bool thorough = true;
};

// What of a page (in order of key) the table lacks. What was marked at or after `marked_before_ms` is left out: its
// message is on the way. `engine` is the present one.
[[nodiscard]] edge::Task<Lacking> lacking(edge::Instance& instance, std::vector<Listed> page, PageRange range,
                                          std::int64_t marked_before_ms, std::string engine);

// Marks what messages were sent about. Rows that were decided on in the meantime are left as they are.
struct Mark {
  Listed object;  // version "": it is gone
  std::int64_t revision = 0;
};
[[nodiscard]] edge::Task<Done> mark_queued(edge::Instance& instance, std::vector<Mark> marks, std::int64_t now_ms);

[[nodiscard]] edge::Task<std::string> setting(edge::Instance& instance, std::string name);
[[nodiscard]] edge::Task<Done> set_setting(edge::Instance& instance, std::string name, std::string value);

// Whether every database answers and has its tables, of one row by its key; the Error of one that does not.
[[nodiscard]] edge::Task<Done> look(edge::Instance& instance);

// Since when the object waits that has waited longest of those that the sweep has seen: its upload, or, where an older
// version of it is decided on, the sweep's message. 0: none waits.
[[nodiscard]] edge::Task<std::int64_t> oldest_waiting_ms(edge::Instance& instance);

// Recipes of which makes are due, and a page of the keys of those.
struct DueRecipe {
  Kitchen kitchen;
  std::string recipe;
  std::string after;  // the make id where this page began
  std::string guard;  // of the recipe when it was read
};
// At most `limit` of each database.
[[nodiscard]] edge::Task<std::vector<DueRecipe>> due_recipes(edge::Instance& instance, int limit);
// nullopt: the recipe is not marked as due.
[[nodiscard]] edge::Task<std::optional<DueRecipe>> due_recipe(edge::Instance& instance, Kitchen kitchen,
                                                              std::string recipe);

struct DueMakes {
  std::vector<std::string> keys;
  std::string last;      // make id of the last row that was looked at
  bool complete = true;  // there is no make behind it
};
// Looks at up to `limit` makes behind due.after; gives the keys of those that are due.
[[nodiscard]] edge::Task<DueMakes> due_makes(edge::Instance& instance, DueRecipe due, std::string engine, int limit);
// The makes up to `last` are seen to; `complete`: all of them. Nothing happens when the recipe changed meanwhile.
[[nodiscard]] edge::Task<Done> advance_due(edge::Instance& instance, DueRecipe due, std::string last, bool complete);

}  // namespace cookdiff::store
