#include "store/failure.hpp"

#include <initializer_list>

#include "store/failing.hpp"

namespace cookdiff::store {

bool is_unmigrated(const Error& error) { return error.code == Code::unavailable && error.detail == migrations_missing; }

namespace {

bool has_one_of(std::string_view message, std::initializer_list<std::string_view> parts) {
  for (const std::string_view part : parts)
    if (message.find(part) != std::string_view::npos) return true;
  return false;
}

}  // namespace

Failing failing_of(std::string_view message) {
  // "Internal error [while starting up | in] D1 DB storage caused object to be reset." are two of the six; "storage
  // operation exceeded timeout which caused object to be reset" is none.
  if (has_one_of(message, {"reset because its code was updated", "storage caused object to be reset",
                           "Network connection lost", "Cannot resolve D1 DB due to transient issue",
                           "request stream because client disconnected"}))
    return Failing::passing;
  if (has_one_of(message, {"SQLITE_CONSTRAINT", "SQLITE_ERROR", "SQLITE_TOOBIG", "SQLITE_MISMATCH", "D1_TYPE_ERROR",
                           "Exceeded maximum DB size"}))
    return Failing::ours;
  return Failing::later;
}

edge::Task<edge::BatchResult> run(edge::Database database, std::vector<edge::Statement> statements) {
  for (int tries = 1;; ++tries) {
    Result<edge::BatchResult> result = co_await database.batch(statements).result();
    if (result || result.error().code != Code::unavailable) co_return result;
    const std::string& message = result.error().detail;
    if (has_one_of(message, {"no such table", "no such column", "has no column named"}))
      co_return Error{Code::unavailable, true, std::string{migrations_missing}};
    const Failing failing = failing_of(message);
    if (failing == Failing::ours) result.error().retryable = false;
    if (failing != Failing::passing || tries == tries_max) co_return result;
  }
}

edge::Task<edge::BatchResult> run(edge::Database database, edge::Statement statement) {
  std::vector<edge::Statement> one;
  one.push_back(std::move(statement));
  co_return co_await run(std::move(database), std::move(one));
}

}  // namespace cookdiff::store
