#include "store/databases.hpp"

#include "edge/frame.hpp"
#include "store/bench.hpp"
#include "store/erasure.hpp"

using namespace cookdiff;
using namespace cookdiff::store;
using namespace cookdiff::store::test;

namespace {

const std::string homes = "SELECT kitchen, home FROM kitchens ORDER BY kitchen";
using Rows = std::vector<std::string>;

void fill(sim::DatabaseStore& database, int rows) {
  (void)database.rows("INSERT INTO settings WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " +
                      std::to_string(rows) + ") SELECT 'filling ' || i, printf('%.5000c', 'x') FROM n");
}

// The number of each kitchen's home, joined by spaces.
Job ask_homes(std::vector<std::string> names) {
  return [names = std::move(names)](edge::Instance& instance) -> edge::Task<std::string> {
    std::vector<Kitchen> kitchens;
    for (const std::string& name : names) kitchens.push_back(kitchen(name));
    co_await find_homes(instance, kitchens);
    std::string out;
    for (const Kitchen& one : kitchens) out += std::to_string(home_of(instance, one)) + " ";
    co_return out;
  };
}

Job run_in(std::string name, std::string sql) {
  return [name = std::move(name), sql = std::move(sql)](edge::Instance& instance) -> edge::Task<std::string> {
    const edge::BatchResult result = co_await run(instance, kitchen(name), edge::Statement{sql, {}});
    co_return std::string{result[0].rows.empty() ? std::string_view{} : result[0].rows[0].text(0)};
  };
}

}  // namespace

TEST_CASE("a new kitchen goes to the emptiest database, and stays there when that is the fullest") {
  Bench bench{3};
  fill(bench.world.database, 30);
  fill(bench.world.further_databases["DB2"], 20);
  CHECK(bench.run(ask_homes({"anna", "ben"})) == "3 3 ");
  fill(bench.world.further_databases["DB3"], 40);
  CHECK(bench.run(ask_homes({"anna", "carl"})) == "3 2 ");
  CHECK(bench.world.database.rows(homes) == Rows{"anna|3", "ben|3", "carl|2"});
  CHECK(bench.run(run_in("carl", "INSERT INTO settings VALUES ('carl', 'was here')")) == "");
  CHECK(bench.world.further_databases["DB2"].rows("SELECT value FROM settings WHERE name = 'carl'") ==
        Rows{"was here"});
}

TEST_CASE("a known kitchen costs one call an event; with one database no kitchen costs any") {
  Bench several{2};
  CHECK(several.run(ask_homes({"anna", "ben"})) == "1 1 ");
  several.world.calls.clear();
  CHECK(several.run(ask_homes({"anna", "ben", "anna"})) == "1 1 1 ");
  CHECK(several.world.calls[edge::Op::database_batch] == 1);
  Bench one;
  CHECK(one.run(ask_homes({"anna"})) == "1 ");
  CHECK(one.world.calls[edge::Op::database_batch] == 0);
  CHECK(one.world.database.rows(homes).empty());
}

TEST_CASE("two first uploads of one kitchen at once choose one home") {
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    CAPTURE(seed);
    Bench bench{3};
    sim::World& world = bench.world;
    // What is the emptiest changes with every look.
    world.database.others_write = 400'009;
    for (auto& [binding, store] : world.further_databases)
      store.others_write = seed * 7919 + store.others_write + 300'007;
    world.further_databases["DB3"].others_write += 123'457;
    world.choose = [random = std::mt19937_64{seed}](const std::vector<sim::Pending>& pending) mutable {
      return static_cast<std::size_t>(random() % pending.size());
    };
    bench.job = ask_homes({"anna"});
    Rows answers;
    const std::string frame = edge::make_frame(R"({"method":"","variables":)" + world.variables_json() + "}");
    for (int n = 0; n < 3; ++n)
      world.begin("job", edge::EventKind::call, frame, [&answers](sim::Process& process) {
        Arena arena;
        answers.emplace_back(edge::read_frame(process.answer(), arena)->body);
      });
    while (world.step()) {
    }
    REQUIRE(answers.size() == 3);
    const Rows kept = world.database.rows(homes);
    REQUIRE(kept.size() == 1);
    for (const std::string& answer : answers) CHECK("anna|" + answer == kept[0] + " ");
  }
}

TEST_CASE("a kitchen that has rows is at home where they are: a database was added, or the first one lost") {
  Bench bench{3};
  const std::string recipe =
      "INSERT INTO recipes (kitchen, recipe, is_number, generation, state, current, created_ms, updated_ms) VALUES ";
  (void)bench.world.database.rows(recipe + "('before', '1', 1, 1, 'none', 0, 1, 1)");
  (void)bench.world.further_databases["DB2"].rows(recipe + "('lost', '1', 1, 1, 'none', 0, 1, 1)");
  (void)bench.world.further_databases["DB3"].rows(
      "INSERT INTO objects (key, kitchen, revision, state, uploaded_ms) VALUES ('k', 'seen', 0, 'queued', 1)");
  fill(bench.world.database, 30);
  CHECK(bench.run(ask_homes({"before", "lost", "seen", "new"})) == "1 2 3 2 ");
}

TEST_CASE("a home that is not bound is said, and never another database taken for it") {
  Bench bench{3};
  bench.sql("INSERT INTO kitchens (kitchen, home) VALUES ('anna', 4)");
  CHECK(bench.run(run_in("anna", "SELECT 1 AS one")) == "error: the database that holds this kitchen is not bound");
}

TEST_CASE("a purged kitchen keeps its home, and loses its rule; one without a home leaves nothing") {
  Bench bench{2};
  bench.sql("INSERT INTO kitchens (kitchen, retention_days, home) VALUES ('anna', 30, 2), ('ben', 30, NULL)");
  const auto forget = [](std::string name) {
    return [name](edge::Instance& instance) -> edge::Task<std::string> {
      co_return std::string{co_await forget_kitchen(instance, kitchen(name)) ? "done" : "more"};
    };
  };
  CHECK(bench.run(forget("anna")) == "done");
  CHECK(bench.world.database.rows("SELECT kitchen, home, retention_days FROM kitchens WHERE kitchen = 'anna'") ==
        Rows{"anna|2|null"});
  Bench one;
  one.sql("INSERT INTO kitchens (kitchen, retention_days) VALUES ('ben', 30)");
  CHECK(one.run(forget("ben")) == "done");
  CHECK(one.world.database.rows(homes).empty());
}

TEST_CASE("how many databases there are: a whole number of at most databases_max, else one") {
  Bench bench;
  const auto count = [&bench](std::string text) {
    return bench.run([text](edge::Instance& instance) -> edge::Task<std::string> {
      use_databases(instance, text);
      co_return std::to_string(database_count(instance));
    });
  };
  const std::string most = std::to_string(databases_max);
  const std::string more = std::to_string(databases_max + 1);
  CHECK(count(most) == most);
  for (const std::string& text : {more, std::string{}, std::string{"0"}, std::string{"x"}, std::string{"-1"}})
    CHECK(count(text) == "1");
}
