// Whatever call fails, is lost, or kills its instance, and in whatever order calls complete: once messages and the
// sweep have run their course, the tables say what a run without faults says.
#include <algorithm>
#include <random>

#include "edge/frame.hpp"
#include "ingest/bench.hpp"

using namespace cookdiff;
using namespace cookdiff::ingest::test;

namespace {

// What everybody can see: states, pins and differences, and the originals.
std::vector<std::string> visible(Bench& bench) {
  std::vector<std::string> rows = bench.world.database.rows(
      "SELECT key, state, role, recipe, make_id, pinned, as_written, differences, reason FROM objects ORDER BY key");
  for (std::string& row :
       bench.world.database.rows("SELECT kitchen, recipe, state, current, original_key FROM recipes ORDER BY recipe"))
    rows.push_back(std::move(row));
  return rows;
}

void finish(Bench& bench) {
  bench.world.fate = {};
  bench.world.choose = {};
  for (int n = 0; n < 3; ++n) {
    bench.drain();
    bench.world.drain("recipe-uploads-dlq", "sender");
    bench.world.now_ms += 11 * 60 * 1000;
    REQUIRE(bench.world.scheduled("watcher"));
  }
  bench.drain();
}

// A fixed scenario whose end does not depend on who is first.
void begin(Bench& bench) {
  bench.upload("recipes/2/makes/1.json", more_cinnamon);
  bench.upload("recipes/2.json", pie);
  bench.upload("recipes/2/makes/2.json", R"({"rating":2})");
  bench.upload("broken.json", "{");
  bench.erase("never.json");
}
void go_on(Bench& bench) {
  bench.upload("recipes/2.json", pie_again);
  bench.upload("recipes/2/makes/3.json", R"({"rating":3})");
  bench.upload("recipes/2/makes/1.json", R"({"rating":5})");
  bench.erase("recipes/2/makes/2.json");
  bench.upload("broken.json", R"({"recipeName":"Bread","steps":[]})");
}

std::vector<std::string> without_faults() {
  Bench bench;
  begin(bench);
  bench.drain();
  go_on(bench);
  finish(bench);
  return visible(bench);
}

}  // namespace

TEST_CASE("a fault at the k-th host call, for every k") {
  const std::vector<std::string> expected = without_faults();
  for (const sim::Fate fate : {sim::Fate::fail_before, sim::Fate::fail_after, sim::Fate::time_out_before,
                               sim::Fate::time_out_after, sim::Fate::kill_before, sim::Fate::kill_after,
                               sim::Fate::fail_late, sim::Fate::time_out_late, sim::Fate::kill_late, sim::Fate::trap}) {
    int calls = 1;
    for (int k = 0; k < calls; ++k) {
      CAPTURE(static_cast<int>(fate));
      CAPTURE(k);
      Bench bench;
      int seen = 0;
      bench.world.fate = [&](const sim::Pending& call) {
        if (seen++ != k) return sim::Fate::done;
        // A service call takes effect in its own process: its answer is lost with what happens there.
        return call.op == edge::Op::service_call && fate == sim::Fate::fail_after ? sim::Fate::fail_before : fate;
      };
      begin(bench);
      bench.drain();
      go_on(bench);
      bench.drain();
      calls = std::max(calls, seen);
      finish(bench);
      CHECK(visible(bench) == expected);
    }
    CHECK(calls > 40);
  }
}

TEST_CASE("where nothing is lost the messages alone bring every key to what the bucket holds, without the sweep") {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    CAPTURE(seed);
    Bench bench(seed);
    std::mt19937_64 random(seed);
    const std::string key = "recipes/2/makes/1.json";
    bench.store("recipes/2.json", pie);
    bench.world.choose = [&](const std::vector<sim::Pending>& pending) { return random() % pending.size(); };
    for (int n = 0; n < 8; ++n) {
      if (random() % 2 == 0)
        bench.erase(key);
      else
        bench.upload(key, R"({"rating":)" + std::to_string(1 + n % 5) + "}");
      bench.world.begin_delivery("recipe-uploads", "sender", 1);
      for (std::uint64_t steps = random() % 12; steps > 0 && bench.world.step(); --steps) {
      }
    }
    while (bench.world.step()) {
    }
    bench.drain();
    const sim::StoredObject* object = bench.world.recipes.find(key);
    CHECK(bench.row(key, "state, version") ==
          (object != nullptr ? "stored|" + object->version : std::string{"withdrawn|null"}));
  }
}

TEST_CASE("batches that overlap in any order end in one state") {
  for (std::uint64_t seed = 1; seed <= 150; ++seed) {
    CAPTURE(seed);
    Bench bench(seed);
    std::mt19937_64 random(seed);
    const char* keys[] = {"pie-a.json", "pie-b.json", "recipes/2/makes/1.json", "recipes/2/makes/2.json",
                          "recipes/3.json"};
    const std::string bodies[] = {pie, pie_again, more_cinnamon, R"({"makeOf":2,"rating":1})", "{"};
    bench.world.choose = [&](const std::vector<sim::Pending>& pending) { return random() % pending.size(); };
    bench.world.fate = [&](const sim::Pending& call) {
      if (random() % 12 != 0) return sim::Fate::done;
      if (call.op == edge::Op::service_call) return sim::Fate::fail_before;
      return static_cast<sim::Fate>(random() % 7);
    };
    for (int n = 0; n < 12; ++n) {
      const std::string key = keys[random() % 5];
      if (random() % 5 == 0)
        bench.erase(key);
      else
        bench.upload(key, bodies[random() % 5]);
      if (random() % 8 == 0) bench.world.queues["recipe-uploads"].messages.pop_back();  // an event that is lost
      if (random() % 2 == 0) bench.world.begin_delivery("recipe-uploads", "sender", 1 + random() % 4);
      for (std::uint64_t steps = random() % 30; steps > 0 && bench.world.step(); --steps) {
      }
      if (random() % 6 == 0)
        bench.world.begin("watcher", edge::EventKind::scheduled, edge::make_frame(R"({"cron":"*","time":0})"));
    }
    while (bench.world.step()) {
    }
    finish(bench);
    // Every object has exactly one outcome, of the version that is there; what is not there is withdrawn.
    for (const auto& [key, object] : bench.world.recipes.objects()) {
      CAPTURE(key);
      CHECK(bench.row(key, "version") == object.version);
      const std::string state = bench.state(key);
      CHECK((state == "stored" || state == "pending" || state == "rejected"));
    }
    for (const std::string& key : bench.world.database.rows("SELECT key FROM objects WHERE state <> 'withdrawn'"))
      CHECK(bench.world.recipes.find(key) != nullptr);
    // Compared when the original is there, pending when it is not; with the version that the rule names.
    CHECK(bench.world.database
              .rows("SELECT o.key FROM objects o JOIN recipes r USING (kitchen, recipe) WHERE o.role = 'make' AND "
                    "((r.state = 'stored') <> (o.state = 'stored')) AND o.state IN ('stored', 'pending')")
              .empty());
    CHECK(
        bench.world.database
            .rows(
                "SELECT o.key FROM objects o WHERE o.state = 'stored' AND o.role = 'make' AND o.pinned IS NOT COALESCE("
                "(SELECT max(number) FROM versions v WHERE v.kitchen = o.kitchen AND v.recipe = o.recipe AND "
                "v.uploaded_ms <= o.first_ms), (SELECT min(number) FROM versions v WHERE v.kitchen = o.kitchen AND "
                "v.recipe = o.recipe))")
            .empty());
    // Versions in order of time as in number, each in the archive; one original a recipe.
    CHECK(bench.world.database
              .rows("SELECT 1 FROM versions a JOIN versions b USING (kitchen, recipe) WHERE a.number < b.number AND "
                    "a.uploaded_ms > b.uploaded_ms")
              .empty());
    CHECK(
        bench.world.database.rows("SELECT count(*) FROM objects WHERE role = 'original' AND recipe = '2'")[0].size() ==
        1);
    CHECK(bench.world.database
              .rows("SELECT recipe FROM objects WHERE role = 'original' GROUP BY kitchen, recipe HAVING count(*) > 1")
              .empty());
  }
}
