// D1 on real SQLite: the same SQL, an atomic batch, D1's limits (those that miniflare does not enforce too), its
// messages, and its figures of what was written.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "json/value.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace cookdiff::sim {

inline constexpr std::string_view of_a_test = "/* of a test */";

class DatabaseStore {
 public:
  DatabaseStore();
  ~DatabaseStore();
  DatabaseStore(const DatabaseStore&) = delete;
  DatabaseStore& operator=(const DatabaseStore&) = delete;

  // The *.sql files of a folder in order of name; stops the program when one fails.
  void migrate(const std::string& folder);
  // All of another database, which outlives all copies; cheaper than running the migrations again. A copy that is done
  // with is undone and becomes the next one, with its prepared statements: half of a run's time went into those.
  void copy(const DatabaseStore& from);
  // The answer's header for a database_batch request (src/edge/wire.md); an Error's detail is D1's message. A statement
  // whose plan (EXPLAIN QUERY PLAN) goes through a whole table fails here, whatever test it comes from: on a million
  // rows it would cost a million. A test's own may, when it begins with `of_a_test`.
  [[nodiscard]] Result<std::string> batch(const json::Value& statements);
  // For tests: each row's values as text, joined by "|"; "null" where null.
  [[nodiscard]] std::vector<std::string> rows(const std::string& sql);
  // The same, value by value; null is "".
  [[nodiscard]] std::vector<std::vector<std::string>> table(const std::string& sql);

  // Figures since the last reset. Rows written: each changed row counts once and once more for each index of its table,
  // partial or untouched ones included, so this is an upper bound of what D1 bills.
  struct Figures {
    std::uint64_t batches = 0;
    std::uint64_t rows_written = 0;
    std::uint64_t rows_read = 0;  // rows given back; D1 counts scanned ones
    std::uint64_t steps = 0;      // of SQLite's machine: what the work of a statement grows with, the same at every run
  };
  Figures figures;
  // What others write meanwhile, as its size tells it: so much more at each batch, and less again some time later.
  std::uint64_t others_write = 0;

 private:
  struct Prepared {
    sqlite3_stmt* statement = nullptr;
    bool writes = false;
    std::string scan;           // the step of its plan that does
    std::uint64_t indexes = 0;  // of the table that it writes
  };
  using Statements = std::map<std::string, Prepared, std::less<>>;
  [[nodiscard]] Result<Prepared*> prepare(std::string_view sql);
  [[nodiscard]] std::int64_t bytes();
  void fill(const DatabaseStore& from);

  struct Spare {
    const DatabaseStore* copy_of = nullptr;
    sqlite3* handle = nullptr;
    Statements prepared;
  };
  static constexpr std::size_t spares_max = 3;
  static std::vector<Spare>& spares();
  static void close(sqlite3* handle, Statements& prepared);

  sqlite3* handle_ = nullptr;
  Statements prepared_;
  const DatabaseStore* copy_of_ = nullptr;  // then a transaction is open as long as it lives
};

}  // namespace cookdiff::sim
