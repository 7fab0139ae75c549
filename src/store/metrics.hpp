// What /metrics says, counted over every kitchen: numbers only, never a name, a key or a text.
// One look reads every row of `objects` once, so its answer is kept in `settings` for `metrics_age_ms_max`: however
// often somebody asks, the tables are counted twelve times an hour.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "edge/instance.hpp"
#include "edge/task.hpp"

namespace cookdiff::store {

inline constexpr std::int64_t metrics_age_ms_max = 300'000;
// An upload counts in the delays while it is at most this old.
inline constexpr std::int64_t delay_window_ms = 3'600'000;
// Upper ends of the delays' buckets.
inline constexpr std::array<std::int64_t, 7> delay_ends_ms = {1'000, 2'000, 5'000, 15'000, 60'000, 300'000, 3'600'000};

struct StateCount {
  std::string state;
  std::int64_t objects = 0;
};
struct Metrics {
  std::vector<StateCount> states;
  std::int64_t oldest_waiting_ms = 0;  // when the oldest object was uploaded that is queued; 0: none is
  std::int64_t trapped = 0;            // objects given up because the comparison broke on them
  std::int64_t due_makes = 0;          // compared by another engine than the present one
  std::int64_t due_recipes = 0;        // with makes that may need another version
  std::vector<std::int64_t> delays;    // uploads of the window, by delay_ends_ms and one more; each alone, not added up
  std::int64_t delay_sum_ms = 0;
  std::vector<std::int64_t> database_bytes;  // DB, DB2 …
};

// `trapped` is the detail that such a row has.
[[nodiscard]] edge::Task<Metrics> count_metrics(edge::Instance& instance, std::string engine, std::string trapped);

// The text that was kept, if it is young enough; "" otherwise.
[[nodiscard]] edge::Task<std::string> kept_metrics(edge::Instance& instance);
[[nodiscard]] edge::Task<Done> keep_metrics(edge::Instance& instance, std::string text);

}  // namespace cookdiff::store
