#include "conformance/database_cases.hpp"

#include "conformance/expect.hpp"
#include "edge/database.hpp"

namespace conformance {

using namespace cookdiff;
using namespace cookdiff::edge;

namespace {
Statement statement(std::string sql, std::vector<Parameter> parameters = {}) {
  return {std::move(sql), std::move(parameters)};
}
}  // namespace

Task<std::string> database_values(Instance& instance) {
  Expect expect;
  const Database database(instance, "DB");
  std::vector<Parameter> parameters{"text é😀", std::int64_t{9007199254740991}, 0.1, Parameter::null(), ""};
  const BatchResult result = co_await database.run(
      statement("SELECT ?1 AS a, ?2 AS b, ?3 AS c, ?4 AS d, ?5 AS e, CAST(9007199254740993 AS TEXT) AS f",
                std::move(parameters)));
  if (result[0].rows.size() != 1) co_return std::string{"a SELECT of values has one row"};
  const Row row = result[0].rows[0];
  expect.equal(row.text(0), "text é😀", "text");
  expect.equal(row.integer(1), 9007199254740991, "the largest safe integer");
  expect.that(row.number(2) == 0.1, "a real number");
  expect.that(row.is_null(3) && !row.is_null(4), "null is null and empty text is not");
  expect.equal(row.text(5), "9007199254740993", "larger integers come as text");
  expect.equal(row.text(1), "", "a wrong-typed read is empty");
  expect.equal(row.integer(0), 0, "a wrong-typed read is 0");
  expect.that(row.is_null(99), "a column that is not there is null");
  co_return expect.missed();
}

Task<std::string> database_batch_is_atomic(Instance& instance) {
  Expect expect;
  const Database database(instance, "DB");
  co_await database.run(statement("CREATE TABLE atomic (id TEXT PRIMARY KEY, n INTEGER) WITHOUT ROWID"));
  std::vector<Statement> statements;
  statements.push_back(statement("INSERT INTO atomic VALUES (?1, 1)", {"a"}));
  statements.push_back(statement("INSERT INTO atomic VALUES (?1, 2)", {"a"}));
  const Result<BatchResult> failed = co_await database.batch(std::move(statements)).result();
  expect.that(!failed && failed.error().code == Code::unavailable, "a batch with a failing statement fails");
  expect.that(!failed && failed.error().detail.find("UNIQUE constraint failed") != std::string::npos, "and says why");
  const BatchResult left = co_await database.run(statement("/* of a test */ SELECT COUNT(*) AS n FROM atomic"));
  expect.equal(left[0].rows[0].integer(0), 0, "rows that a failed batch leaves");
  co_return expect.missed();
}

Task<std::string> database_changes(Instance& instance) {
  Expect expect;
  const Database database(instance, "DB");
  co_await database.run(statement("CREATE TABLE changes (id TEXT PRIMARY KEY, n INTEGER) WITHOUT ROWID"));
  std::vector<Statement> statements;
  statements.push_back(statement("INSERT INTO changes VALUES ('a', 1) ON CONFLICT DO NOTHING"));
  statements.push_back(statement("INSERT INTO changes VALUES ('a', 2) ON CONFLICT DO NOTHING"));
  statements.push_back(statement("UPDATE changes SET n = 3 WHERE id = 'a' AND n = 1"));
  statements.push_back(statement("UPDATE changes SET n = 4 WHERE id = 'a' AND n = 1"));
  statements.push_back(statement("/* of a test */ SELECT n FROM changes"));
  const BatchResult result = co_await database.batch(std::move(statements));
  expect.equal(result[0].changes, 1, "changes of an insert");
  expect.equal(result[1].changes, 0, "changes of a refused insert");
  expect.equal(result[2].changes, 1, "changes of a guarded update");
  expect.equal(result[3].changes, 0, "changes of a guarded update that lost");
  expect.equal(result[0].rows_written, 1, "rows written to a table without rowid and index");
  expect.equal(result[4].rows[0].integer(0), 3, "what a later statement of the batch sees");
  co_return expect.missed();
}

Task<std::string> database_json_each(Instance& instance) {
  Expect expect;
  const Database database(instance, "DB");
  std::string list = "[";
  for (int n = 0; n < 1000; ++n) list += (n ? ",\"" : "\"") + std::to_string(n) + "\"";
  list += "]";
  const BatchResult result = co_await database.run(
      statement("SELECT COUNT(*) AS n, MAX(CAST(value AS INTEGER)) AS most FROM json_each(?1)", {list}));
  expect.equal(result[0].rows[0].integer(0), 1000, "rows of one JSON parameter");
  expect.equal(result[0].rows[0].integer(1), 999, "their values");
  co_return expect.missed();
}

Task<std::string> database_refusals(Instance& instance) {
  Expect expect;
  const Database database(instance, "DB");
  const Result<BatchResult> missing = co_await database.run(statement("SELECT 1 AS one FROM not_there")).result();
  expect.that(!missing && missing.error().detail.find("no such table: not_there") != std::string::npos,
              "a missing table is named");
  const Result<BatchResult> nonsense = co_await database.run(statement("SELEC 1")).result();
  expect.that(!nonsense && nonsense.error().detail.find("syntax error") != std::string::npos,
              "a syntax error is named");
  const Result<BatchResult> begin = co_await database.run(statement("BEGIN")).result();
  expect.that(!begin, "no transaction by hand");
  co_return expect.missed();
}

}  // namespace conformance
