// What a failure of D1 asks for: again at once, again later, or never.
#include "store/bench.hpp"
#include "store/databases.hpp"
#include "store/failing.hpp"

using namespace cookdiff;
using namespace cookdiff::store;
using namespace cookdiff::store::test;

namespace {

// Runs one write while the first `failing` batches end so, before or after their effect; says what came of it.
std::string write_once(Bench& bench, std::uint64_t failing, sim::Fate fate) {
  bench.world.calls.clear();
  bench.world.fate = [&bench, failing, fate](const sim::Pending& call) {
    const bool fails = call.op == edge::Op::database_batch && bench.world.calls[edge::Op::database_batch] <= failing;
    return fails ? fate : sim::Fate::done;
  };
  return bench.run([](edge::Instance& instance) -> edge::Task<std::string> {
    edge::Statement statement{"INSERT INTO settings (name, value) VALUES ('a', '1') ON CONFLICT DO NOTHING", {}};
    const Result<edge::BatchResult> done = co_await run(database(instance, 1), std::move(statement)).result();
    if (done) co_return std::string{"done"};
    co_return std::string{done.error().retryable ? "retryable: " : "for good: "} + done.error().detail;
  });
}

}  // namespace

TEST_CASE("the six errors that Cloudflare calls safe to try again are told from the rest") {
  for (const std::string_view message :
       {"D1_ERROR: D1 DB reset because its code was updated.",
        "D1_ERROR: Internal error while starting up D1 DB storage caused object to be "
        "reset.",
        "D1_ERROR: Network connection lost.", "D1_ERROR: Internal error in D1 DB storage caused object to be reset.",
        "D1_ERROR: Cannot resolve D1 DB due to transient issue on remote node.",
        "D1_ERROR: Can't read from request stream because client disconnected."}) {
    CAPTURE(message);
    CHECK(failing_of(message) == Failing::passing);
  }
  for (const std::string_view message :
       {"D1_ERROR: D1 DB is overloaded. Requests queued for too long.",
        "D1_ERROR: D1 DB is overloaded. Too many "
        "requests queued.",
        "D1_ERROR: D1 DB exceeded its CPU time limit and was reset.",
        "D1_ERROR: D1 DB storage operation exceeded timeout which caused object to be reset.",
        "D1_ERROR: Isolate has exceeded its memory limit", "D1_ERROR: something new", ""}) {
    CAPTURE(message);
    CHECK(failing_of(message) == Failing::later);
  }
  for (const std::string_view message :
       {"D1_ERROR: UNIQUE constraint failed: objects.key: SQLITE_CONSTRAINT",
        "D1_ERROR: near \"FRM\": syntax error: "
        "SQLITE_ERROR",
        "D1_TYPE_ERROR: Type 'undefined' not supported for value 'undefined'", "D1_ERROR: Exceeded maximum DB size."}) {
    CAPTURE(message);
    CHECK(failing_of(message) == Failing::ours);
  }
}

TEST_CASE("a failure that passes is tried again in place, three times in all, whether it took effect or not") {
  for (const sim::Fate fate : {sim::Fate::fail_before, sim::Fate::fail_after}) {
    Bench bench;
    CHECK(write_once(bench, tries_max - 1, fate) == "done");
    CHECK(bench.world.calls[edge::Op::database_batch] == tries_max);
    CHECK(bench.world.database.rows("SELECT value FROM settings WHERE name = 'a'") == std::vector<std::string>{"1"});
    CHECK(write_once(bench, tries_max, fate).starts_with("retryable: D1_ERROR: "));
    CHECK(bench.world.calls[edge::Op::database_batch] == tries_max);
  }
}

TEST_CASE("what is refused for good is asked once, and is not worth another try") {
  Bench bench;
  const std::string refused = bench.run([](edge::Instance& instance) -> edge::Task<std::string> {
    edge::Statement statement{"INSERT INTO settings (name, value) VALUES ('a', NULL)", {}};
    const auto done = co_await run(database(instance, 1), std::move(statement)).result();
    co_return std::string{done ? "done" : done.error().retryable ? "retryable" : "for good"};
  });
  CHECK(refused == "for good");
  CHECK(bench.world.calls[edge::Op::database_batch] == 1);
}
