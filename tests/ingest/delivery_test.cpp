// What becomes of messages: retries, traps, dead letters, and the sweep that finds what was lost.
#include "ingest/bench.hpp"
#include "ingest/sweep.hpp"

using namespace cookdiff;
using namespace cookdiff::ingest::test;

namespace {

std::string count(Bench& bench, const std::string& where) {
  return bench.world.database.rows("SELECT count(*) FROM objects WHERE " + where).at(0);
}

}  // namespace

TEST_CASE("a host that fails for a while delays, and loses nothing") {
  for (const edge::Op op : {edge::Op::bucket_get, edge::Op::database_batch, edge::Op::digest, edge::Op::bucket_put,
                            edge::Op::service_call}) {
    for (const sim::Fate fate :
         {sim::Fate::fail_before, sim::Fate::fail_after, sim::Fate::time_out_before, sim::Fate::time_out_after}) {
      if (op == edge::Op::service_call && (fate == sim::Fate::fail_after || fate == sim::Fate::time_out_after))
        continue;
      CAPTURE(static_cast<int>(op));
      CAPTURE(static_cast<int>(fate));
      Bench bench;
      bench.upload("recipes/2.json", pie);
      bench.upload("recipes/2/makes/1.json", more_cinnamon);
      int left = 4;
      bench.world.fate = [&](const sim::Pending& call) { return call.op == op && left-- > 0 ? fate : sim::Fate::done; };
      const std::int64_t begun = bench.world.now_ms;
      bench.drain();
      CHECK(bench.state("recipes/2.json") == "stored");
      CHECK(bench.row("recipes/2/makes/1.json", "state, pinned") == "stored|1");
      CHECK(bench.world.archive.objects().size() == 1);
      CHECK(bench.world.queues["recipe-uploads"].dead == 0);
      if (bench.world.queues["recipe-uploads"].retried != 0) CHECK(bench.world.now_ms - begun >= 10'000);
    }
  }
}

TEST_CASE("delays grow with the attempts, up to an hour") {
  Bench bench;
  bench.upload("recipes/2.json", pie);
  bench.world.queues["recipe-uploads"].retries_max = 12;
  bench.world.fate = [](const sim::Pending& call) {
    return call.op == edge::Op::bucket_get ? sim::Fate::fail_before : sim::Fate::done;
  };
  std::vector<std::int64_t> delays;
  while (!bench.world.queues["recipe-uploads"].messages.empty()) {
    bench.world.now_ms = std::max(bench.world.now_ms, bench.world.queues["recipe-uploads"].messages[0].visible_ms);
    bench.world.deliver("recipe-uploads", "sender");
    if (bench.world.queues["recipe-uploads"].messages.empty()) break;
    delays.push_back((bench.world.queues["recipe-uploads"].messages[0].visible_ms - bench.world.now_ms) / 1000);
  }
  CHECK(delays == std::vector<std::int64_t>{10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600, 3600});
}

TEST_CASE("a batch that traps is replayed one by one at once, and the poisoned one ends as failed") {
  Bench bench;
  bench.world.traps = [](std::string_view, std::string_view argument) {
    return argument.find("poison") != std::string_view::npos;
  };
  bench.upload("recipes/2.json", pie);
  for (int n = 0; n < 5; ++n) bench.upload("recipes/2/makes/" + std::to_string(n) + ".json", more_cinnamon);
  bench.upload("bad.json", R"({"recipeName":"poison","steps":[]})");
  bench.world.deliver("recipe-uploads", "sender");
  CHECK(count(bench, "state = 'stored'") == "6");
  CHECK(bench.world.queues["recipe-uploads"].acked == 6);
  bench.drain();
  CHECK(bench.world.queues["recipe-uploads"].dead == 1);
  CHECK(bench.state("bad.json") == "");
  bench.world.drain("recipe-uploads-dlq", "sender");
  CHECK(bench.row("bad.json", "state, reason, detail, attempts") == "failed|failed|the comparison broke on it|7");
  CHECK(bench.world.queues["recipe-uploads-dlq"].acked == 1);
  // Overwritten with a good one it is stored; the sweep leaves a failed one alone until then.
  bench.store("bad.json", R"({"recipeName":"Bread","steps":[]})");
  CHECK(bench.row("bad.json", "state, attempts") == "stored|0");
}

TEST_CASE("an outage of an hour ends with everything stored") {
  Bench bench;
  bench.upload("recipes/2.json", pie);
  const std::int64_t end = bench.world.now_ms + 3'600'000;
  bench.world.fate = [&](const sim::Pending& call) {
    return call.op == edge::Op::database_batch && bench.world.now_ms < end ? sim::Fate::fail_before : sim::Fate::done;
  };
  bench.drain();
  CHECK(bench.world.queues["recipe-uploads"].dead == 1);
  bench.world.drain("recipe-uploads-dlq", "sender");
  CHECK(bench.state("recipes/2.json") == "stored");
}

TEST_CASE("a dead letter that can never be read ends as failed, with why") {
  Bench bench;
  bench.upload("recipes/2.json", pie);
  bench.world.fate = [](const sim::Pending& call) {
    return call.op == edge::Op::bucket_get ? sim::Fate::fail_before : sim::Fate::done;
  };
  bench.drain();
  bench.world.drain("recipe-uploads-dlq", "sender");
  CHECK(bench.row("recipes/2.json", "state, detail, attempts") == "failed|the simulated store failed|14");
}

TEST_CASE("a dead letter whose object can be stored by now is stored") {
  Bench bench;
  bench.put("recipes/2.json", pie);
  bench.world.queues["recipe-uploads-dlq"].messages.push_back(
      {"d", ingest::sweep_event("recipes", "recipes/2.json"), 1, 0});
  bench.world.drain("recipe-uploads-dlq", "sender");
  CHECK(bench.state("recipes/2.json") == "stored");
}

TEST_CASE("an environment whose bucket has another name: UPLOADS_BUCKET says it, and the sweep's hints count as ever") {
  const auto event = [](std::string_view bucket, std::string_view key) {
    return std::string{R"({"action":"PutObject","bucket":")"} + std::string{bucket} + R"(","object":{"key":")" +
           std::string{key} + "\"}}";
  };
  Bench bench;
  bench.world.variables = {{"UPLOADS_BUCKET", "recipes-staging"}};
  for (const char* key : {"recipes/2.json", "recipes/3.json", "recipes/4.json"}) bench.put(key, pie);
  auto& messages = bench.world.queues["recipe-uploads"].messages;
  messages.push_back({"a", event("recipes-staging", "recipes/2.json"), 1, 0});
  messages.push_back({"b", event("recipes", "recipes/3.json"), 1, 0});
  messages.push_back({"c", ingest::sweep_event("recipes", "recipes/4.json"), 1, 0});
  bench.drain();
  CHECK(bench.state("recipes/2.json") == "stored");
  CHECK(bench.state("recipes/3.json") == "");
  CHECK(bench.row("recipes/4.json", "state") != "");
}

TEST_CASE("a late failure does not mark what was stored meanwhile") {
  Bench bench;
  bench.store("recipes/2.json", pie);
  REQUIRE(bench.world.call("server", "fail", ingest::encode_failure({"recipes/2.json", "late", 3})));
  CHECK(bench.state("recipes/2.json") == "stored");
  REQUIRE(bench.world.call("server", "fail", ingest::encode_failure({"nowhere.json", "late", 3})));
  CHECK(bench.row("nowhere.json", "state, reason, attempts") == "withdrawn|null|0");
}

TEST_CASE("calls to the server carry at most 8 MiB") {
  Bench bench;
  for (int n = 0; n < 20; ++n)
    bench.upload("r" + std::to_string(n) + ".json",
                 R"({"recipeName":"x","steps":[],"filler":")" + std::string(1'000'000, 'x') + "\"}");
  bench.drain();
  CHECK(count(bench, "state = 'stored'") == "20");
  CHECK(bench.world.calls[edge::Op::service_call] == 3);
}

TEST_CASE("the sweep finds what no event told of, and only that") {
  Bench bench;
  bench.store("recipes/2.json", pie);
  bench.store("recipes/2/makes/1.json", more_cinnamon);
  bench.store("gone.json", R"({"recipeName":"x","steps":[]})");
  bench.put("recipes/2/makes/1.json", R"({"rating":1})");
  bench.put("recipes/2/makes/2.json", R"({"rating":2})");
  bench.world.recipes.remove("gone.json");
  REQUIRE(bench.world.scheduled("watcher"));
  CHECK(bench.world.queues["recipe-uploads"].sent == 3);
  CHECK(bench.row("recipes/2/makes/2.json", "state, revision, kitchen") == "queued|0|home");
  CHECK(bench.row("recipes/2/makes/1.json", "state, queued_ms IS NOT NULL") == "stored|1");
  // What was sent is not sent again at once …
  REQUIRE(bench.world.scheduled("watcher"));
  CHECK(bench.world.queues["recipe-uploads"].sent == 3);
  // … but when its message was lost, later.
  auto lost = std::move(bench.world.queues["recipe-uploads"].messages);
  bench.world.queues["recipe-uploads"].messages.clear();
  bench.world.now_ms += 11 * 60 * 1000;
  REQUIRE(bench.world.scheduled("watcher"));
  CHECK(bench.world.queues["recipe-uploads"].sent == 6);
  bench.drain();
  CHECK(bench.row("recipes/2/makes/1.json", "state, rating, queued_ms") == "stored|1.0|null");
  CHECK(bench.row("recipes/2/makes/2.json", "state, revision") == "stored|1");
  CHECK(bench.state("gone.json") == "withdrawn");
  REQUIRE(bench.world.scheduled("watcher"));
  CHECK(bench.world.queues["recipe-uploads"].sent == 6);
}

TEST_CASE("the sweep goes on from where it stopped, page by page") {
  Bench bench;
  for (int n = 0; n < 2500; ++n)
    bench.world.recipes.put("r" + std::to_string(10'000 + n) + ".json", "{", {}, false, {}, 1);
  const auto swept = [&](int pages) {
    return *bench.run([pages](edge::Instance& instance) -> edge::Task<std::string> {
      ingest::SweepOptions options;
      options.pages_max = pages;
      const ingest::Swept result = co_await ingest::sweep(instance, options);
      co_return std::to_string(result.objects) + " " + std::to_string(result.enqueued) +
          (result.complete ? " complete" : "");
    });
  };
  CHECK(swept(1) == "1000 1000");
  CHECK(swept(1) == "1000 1000");
  CHECK(swept(1) == "500 500 complete");
  CHECK(swept(10) == "2500 0 complete");
}

TEST_CASE("a kitchen's sweep looks at its own objects alone") {
  Bench bench;
  bench.put("kitchens.json", pie);
  bench.put("kitchens/anna/recipes/2.json", pie);
  bench.put("kitchens/home/recipes/3.json", pie);
  bench.put("kitchens/zed.json", pie);
  bench.put("zoo.json", pie);
  for (int n = 0; n < 2000; ++n)
    bench.world.recipes.put("kitchens/bob/" + std::to_string(n) + ".json", "{", {}, false, {}, 1);
  const auto swept = [&](const char* name) {
    return *bench.run([name](edge::Instance& instance) -> edge::Task<std::string> {
      const store::Kitchen kitchen = co_await store::Kitchen::named(name);
      const ingest::Swept result = co_await ingest::sweep_kitchen(instance, kitchen, "", {});
      co_return std::to_string(result.objects) + (result.complete ? " complete" : "");
    });
  };
  CHECK(swept("anna") == "1 complete");
  CHECK(swept("home") == "4 complete");
  CHECK(swept("nobody") == "0 complete");
  CHECK(count(bench, "kitchen = 'bob'") == "0");
}

TEST_CASE("many makes that wait for their original are compared in pages, and by the sweep what is left") {
  Bench bench;
  for (int n = 0; n < 120; ++n) bench.upload("recipes/2/makes/" + std::to_string(n) + ".json", R"({"rating":3})");
  bench.drain();
  CHECK(count(bench, "state = 'pending'") == "120");
  bench.store("recipes/2.json", pie);
  CHECK(count(bench, "role = 'make' AND state = 'stored'") == "25");
  REQUIRE(bench.world.scheduled("watcher"));
  bench.drain();
  CHECK(count(bench, "role = 'make' AND state = 'stored'") == "120");
  REQUIRE(bench.world.scheduled("watcher"));
  CHECK(bench.world.queues["recipe-uploads"].messages.empty());
}

TEST_CASE("makes of an older engine are due, and the sweep brings them to the present one") {
  Bench bench;
  bench.store("recipes/2.json", pie);
  bench.store("recipes/2/makes/1.json", more_cinnamon);
  (void)bench.world.database.rows("UPDATE objects SET engine = '0.1', differences = 'old' WHERE role = 'make'");
  REQUIRE(bench.world.scheduled("watcher"));
  bench.drain();
  CHECK(bench.row("recipes/2/makes/1.json", "engine <> '0.1', differences <> 'old'") == "1|1");
}

TEST_CASE("a make whose recipe changed is found although the message about it was lost, by one pass of four") {
  Bench bench;
  const auto pass = [&] {
    bench.world.now_ms += 11 * 60 * 1000;
    REQUIRE(bench.world.scheduled("watcher"));
    auto& messages = bench.world.queues["recipe-uploads"].messages;
    const std::size_t sent = messages.size();
    messages.clear();  // lost
    return sent;
  };
  bench.store("recipes/2.json", pie);
  bench.store("recipes/2/makes/1.json", more_cinnamon);
  CHECK(pass() == 0);  // the thorough one
  (void)bench.world.database.rows("UPDATE objects SET state = 'pending' WHERE role = 'make'");
  CHECK(pass() + pass() + pass() == 0);
  CHECK(pass() == 1);
  (void)bench.world.database.rows("UPDATE objects SET engine = '0.1', state = 'stored' WHERE role = 'make'");
  CHECK(pass() == 1);  // an older engine is seen by each
}

TEST_CASE("without tables everything waits, and the reason is told apart") {
  sim::World world;
  world.install("server", {"RECIPES", "ARCHIVE", "DB"},
                [](edge::Instance& i) { return std::make_unique<StoreServer>(i); });
  const auto answered = world.call("server", "store", ingest::encode_items({{"recipes/2.json", std::nullopt, false}}));
  REQUIRE(answered);
  const auto answers = ingest::decode_answers(*answered);
  REQUIRE(answers);
  CHECK_FALSE(answers->at(0).done);
  CHECK(answers->at(0).detail == "the tables are missing: run the migrations");
}
