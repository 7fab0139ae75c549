#include "store/failure.hpp"

namespace cookdiff::store {

bool is_unmigrated(const Error& error) { return error.code == Code::unavailable && error.detail == migrations_missing; }

edge::Task<edge::BatchResult> run(edge::Database database, std::vector<edge::Statement> statements) {
  Result<edge::BatchResult> result = co_await database.batch(std::move(statements)).result();
  if (!result && result.error().code == Code::unavailable) {
    const std::string& message = result.error().detail;
    if (message.find("no such table") != std::string::npos || message.find("no such column") != std::string::npos ||
        message.find("has no column named") != std::string::npos)
      co_return Error{Code::unavailable, true, std::string{migrations_missing}};
  }
  co_return result;
}

edge::Task<edge::BatchResult> run(edge::Database database, edge::Statement statement) {
  std::vector<edge::Statement> one;
  one.push_back(std::move(statement));
  co_return co_await run(std::move(database), std::move(one));
}

}  // namespace cookdiff::store
