// The pipeline over several databases.
#include "ingest/bench.hpp"
#include "ingest/sweep.hpp"

using namespace cookdiff;
using namespace cookdiff::ingest;
using namespace cookdiff::ingest::test;

namespace {

using Rows = std::vector<std::string>;

struct Several : Bench {
  Several() {
    for (int n = 2; n <= 3; ++n) world.add_database().migrate(COOKDIFF_SOURCE_DIR "/workers/server/migrations");
  }
  sim::DatabaseStore& further(const char* binding) { return world.further_databases.at(binding); }
  void home(const std::string& kitchen, int number) {
    (void)world.database.rows("INSERT INTO kitchens (kitchen, home) VALUES ('" + kitchen + "', " +
                              std::to_string(number) + ")");
  }
  Rows states(sim::DatabaseStore& database) { return database.rows("SELECT key, state FROM objects ORDER BY key"); }
  std::string sweep() {
    REQUIRE(world.scheduled("watcher"));
    return world.log.back();
  }
};

const std::string plain_pie = pie_with("1");

}  // namespace

TEST_CASE("one batch of three kitchens: each is stored in its home, and the sweep finds nothing more") {
  Several bench;
  bench.home("anna", 2);
  bench.home("ben", 3);
  bench.home("home", 1);
  for (const char* prefix : {"", "kitchens/anna/", "kitchens/ben/"}) {
    bench.upload(prefix + std::string{"recipes/2.json"}, plain_pie);
    bench.upload(prefix + std::string{"recipes/2/makes/7.json"}, pie_with("2"));
  }
  bench.drain();
  CHECK(bench.states(bench.world.database) == Rows{"recipes/2.json|stored", "recipes/2/makes/7.json|stored"});
  CHECK(bench.states(bench.further("DB2")) ==
        Rows{"kitchens/anna/recipes/2.json|stored", "kitchens/anna/recipes/2/makes/7.json|stored"});
  CHECK(bench.states(bench.further("DB3")) ==
        Rows{"kitchens/ben/recipes/2.json|stored", "kitchens/ben/recipes/2/makes/7.json|stored"});
  for (int n = 0; n < passes_a_thorough_one; ++n)
    CHECK(bench.sweep().find(R"("objects":6,"enqueued":0,"due":0,"complete":true)") != std::string::npos);
}

TEST_CASE("a batch of makes costs one call more than its two in each database: where they are") {
  Several bench;
  bench.home("anna", 2);
  bench.home("home", 1);
  bench.store("recipes/2.json", plain_pie);
  bench.store("kitchens/anna/recipes/2.json", plain_pie);
  for (const char* prefix : {"", "kitchens/anna/"})
    for (int make = 1; make <= 10; ++make)
      bench.upload(prefix + std::string{"recipes/2/makes/"} + std::to_string(make) + ".json", pie_with("2"));
  const auto before = bench.world.database.figures.batches;
  const auto before_anna = bench.further("DB2").figures.batches;
  bench.drain();
  CHECK(bench.world.database.figures.batches - before == 3);
  CHECK(bench.further("DB2").figures.batches - before_anna == 2);
  CHECK(bench.further("DB3").figures.batches == 0);
}

TEST_CASE("the sweep brings what no event told of, marks it at home, and finds there what is gone") {
  Several bench;
  bench.home("anna", 2);
  bench.put("kitchens/anna/recipes/2.json", plain_pie);
  bench.put("recipes/2.json", plain_pie);
  CHECK(bench.sweep().find(R"("enqueued":2)") != std::string::npos);
  CHECK(bench.states(bench.further("DB2")) == Rows{"kitchens/anna/recipes/2.json|queued"});
  CHECK(bench.sweep().find(R"("enqueued":0)") != std::string::npos);  // the mark holds
  bench.drain();
  bench.world.now_ms += 1000;
  bench.world.recipes.remove("kitchens/anna/recipes/2.json");
  bench.world.recipes.remove("recipes/2.json");
  CHECK(bench.sweep().find(R"("enqueued":2)") != std::string::npos);
  bench.drain();
  CHECK(bench.states(bench.further("DB2")) == Rows{"kitchens/anna/recipes/2.json|withdrawn"});
}

TEST_CASE("a row in another database than its kitchen's home is nobody's, and what it stood for is stored at home") {
  Several bench;
  bench.home("anna", 3);
  bench.put("kitchens/anna/recipes/2.json", plain_pie);
  bench.put("kitchens/anna/recipes/2/makes/1.json", pie_with("2"));
  // As a server that knew of one database wrote it, the one row right, the other of what is gone.
  const std::string version = bench.world.recipes.find("kitchens/anna/recipes/2.json")->version;
  (void)bench.world.database.rows(
      "INSERT INTO objects (key, kitchen, revision, state, version, uploaded_ms) VALUES "
      "('kitchens/anna/recipes/2.json', "
      "'anna', 4, 'stored', '" +
      version + "', 1), ('kitchens/anna/recipes/9.json', 'anna', 4, 'stored', 'gone', 1)");
  (void)bench.world.database.rows(
      "INSERT INTO recipes (kitchen, recipe, is_number, generation, state, current, created_ms, updated_ms, due_after) "
      "VALUES ('anna', '9', 1, 1, 'stored', 1, 1, 1, '')");
  CHECK(bench.sweep().find(R"("enqueued":2,"due":0)") != std::string::npos);
  CHECK(bench.states(bench.world.database).empty());
  bench.drain();
  CHECK(bench.states(bench.further("DB3")) ==
        Rows{"kitchens/anna/recipes/2.json|stored", "kitchens/anna/recipes/2/makes/1.json|stored"});
  CHECK(bench.sweep().find(R"("enqueued":0,"due":0)") != std::string::npos);
}

TEST_CASE("a database that does not answer keeps its own kitchens waiting, and no other") {
  Several bench;
  bench.home("anna", 2);
  bench.home("home", 1);
  bench.upload("recipes/2.json", plain_pie);
  bench.upload("kitchens/anna/recipes/2.json", plain_pie);
  bench.world.fate = [](const sim::Pending& call) {
    return call.request.find(R"("binding":"DB2")") != std::string::npos ? sim::Fate::fail_before : sim::Fate::done;
  };
  CHECK(bench.world.deliver("recipe-uploads", "sender") == 2);
  CHECK(bench.state("recipes/2.json") == "stored");
  CHECK(bench.states(bench.further("DB2")).empty());
  bench.world.fate = {};
  bench.drain();
  CHECK(bench.states(bench.further("DB2")) == Rows{"kitchens/anna/recipes/2.json|stored"});
}
