// Rows of the tables as plain values. Times are milliseconds since 1970. An id is kept as text with a flag that says
// whether it was given as a JSON integer, so that it comes back as it was given.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "store/kitchen.hpp"

namespace cookdiff::store {

enum class State : std::uint8_t { queued, stored, pending, rejected, failed, withdrawn };
[[nodiscard]] std::string_view state_name(State state);
[[nodiscard]] std::optional<State> state_named(std::string_view name);

// `claiming`: bound to a recipe, and about to ask the archive whether it is the original or, where another is, a make.
enum class Role : std::uint8_t { none, original, make, claiming };
[[nodiscard]] std::string_view role_name(Role role);  // "" for none

struct Id {
  std::string text;  // "" : there is none
  bool is_number = false;
  [[nodiscard]] bool present() const { return !text.empty(); }
  [[nodiscard]] std::string json() const;  // 2, "pie", null
};

// Why an object is not stored.
struct Reason {
  std::string code;    // the name of a base::Code: "bad-json"; "" : none
  std::string detail;  // a sentence without the document's text
  std::string pointer;
  std::int64_t byte = -1;
};

struct ObjectRow {
  Kitchen kitchen = Kitchen::home();
  std::string key;
  std::int64_t revision = 0;  // 0: nothing was decided yet (no row, or the sweep's mark)
  State state = State::queued;
  std::string version;  // the bucket's; "" when the object is absent
  std::int64_t uploaded_ms = 0;
  std::int64_t size = 0;
  std::string hash;
  std::string format;

  std::int64_t first_ms = 0;
  Id recipe;
  Role role = Role::none;
  Id make;

  std::int64_t pinned = 0;  // number of the original's version; 0: none
  std::string engine;
  bool as_written = false;
  bool identical = false;
  double scale = 1;
  std::optional<double> rating;
  std::int64_t made_ms = 0;
  std::string made_at;
  std::string cook;
  std::string name;

  Reason reason;
  std::int64_t attempts = 0;
  std::vector<std::string> also;
  bool waiting = false;  // the sweep has sent a message about a newer version

  std::string summary;
  std::string facts;        // JSON text; "" : none
  std::string differences;  // JSON text; "" : none, or too large for a row: computed when read
};

enum class OriginalState : std::uint8_t { none, stored, withdrawn };
[[nodiscard]] std::string_view original_state_name(OriginalState state);
[[nodiscard]] OriginalState original_state_named(std::string_view name);

struct RecipeRow {
  Id recipe;
  std::int64_t generation = 0;  // 0: there is no row
  OriginalState state = OriginalState::none;
  std::string original_key;  // "" : not claimed as far as the row knows
  std::int64_t current = 0;  // number of the latest version; 0: none
  std::string name;
  std::string ingredients;
  std::int64_t created_ms = 0;  // when its first version was uploaded, and the latest: not when this was written
  std::int64_t updated_ms = 0;
  bool due = false;  // makes of it may have another pin by now

  // Changes exactly when what makes are compared with can change: what a guarded write names.
  [[nodiscard]] std::string guard() const;
};

struct VersionRow {
  std::int64_t number = 0;
  std::int64_t uploaded_ms = 0;
  std::string hash;
  std::int64_t size = 0;
  std::string format;
};

// A recipe with the figures of its makes.
struct RecipeSummary {
  RecipeRow row;
  std::int64_t makes = 0;         // stored or pending
  std::int64_t last_made_ms = 0;  // 0: never
  std::optional<double> mean_rating;
  std::optional<double> as_written_share;  // of the makes that are compared; 0 to 1
};

}  // namespace cookdiff::store
