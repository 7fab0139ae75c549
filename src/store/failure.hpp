// What a database's failure means. D1's messages are text; this is the one place that reads them.
#pragma once

#include "edge/database.hpp"
#include "edge/task.hpp"

namespace cookdiff::store {

// The Error that stands for a database without (all of) its tables: `unavailable`, retryable. The server answers 503
// and says how to run the migrations.
inline constexpr std::string_view migrations_missing = "the tables are missing: run the migrations";
[[nodiscard]] bool is_unmigrated(const Error& error);

// Runs a batch; a missing table or column becomes the Error above. Repeats nothing: writes here are guarded, and who
// loses its answer reads again.
[[nodiscard]] edge::Task<edge::BatchResult> run(edge::Database database, std::vector<edge::Statement> statements);
[[nodiscard]] edge::Task<edge::BatchResult> run(edge::Database database, edge::Statement statement);

}  // namespace cookdiff::store
