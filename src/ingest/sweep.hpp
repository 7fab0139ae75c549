// The sweep: walks the bucket in order of key beside the table, and sends a message for every object that the table
// lacks, has in another version, or has a due row of, and for every row whose object is gone. What was sent is marked,
// so that it is not sent again at once. Nothing is promised on the way from bucket to queue: this is what makes up for
// it.
#pragma once

#include "edge/task.hpp"
#include "ingest/ingest.hpp"

namespace cookdiff::ingest {

inline constexpr int sweep_page_objects = 1000;
// One pass of so many asks of every make whether its recipe says the same, which is one more billed row each. The
// others look at versions and engines: what a recipe's change makes due has a mark of its own, and is missed only when
// its message is lost.
inline constexpr int passes_a_thorough_one = 4;

struct SweepOptions {
  int pages_max = 5;  // listing pages of 1,000 in this run: half of the sweep is their price
  std::int64_t again_after_ms = std::int64_t{10} * 60 * 1000;  // a mark older than this is no longer trusted
};

struct Swept {
  std::int64_t objects = 0;   // looked at
  std::int64_t enqueued = 0;  // messages sent
  std::int64_t due = 0;       // of these, because their rows were due
  bool complete = false;      // reached the end; the next run starts at the beginning
  std::string after{};        // where it stopped, when it is not complete
};

// One run from the stored cursor over the whole bucket (the watcher's cron).
[[nodiscard]] edge::Task<Swept> sweep(edge::Instance& instance, SweepOptions options);
// One kitchen's objects behind `after` (POST /uploads/sweep); does not move the stored cursor.
[[nodiscard]] edge::Task<Swept> sweep_kitchen(edge::Instance& instance, store::Kitchen kitchen, std::string after,
                                              SweepOptions options);

}  // namespace cookdiff::ingest
