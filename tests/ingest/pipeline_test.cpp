#include "ingest/bench.hpp"

using namespace cookdiff;
using namespace cookdiff::ingest::test;

TEST_CASE("an upload and a make of it: the differences come back") {
  Bench bench;
  bench.store("recipes/2.json", pie);
  bench.store("recipes/2/makes/7.json", more_cinnamon);
  CHECK(bench.row("recipes/2.json", "state, role, recipe, kitchen, revision") == "stored|original|2|home|2");
  CHECK(
      bench.row("recipes/2/makes/7.json", "state, role, recipe, make_id, make_is_number, pinned, as_written, rating") ==
      "stored|make|2|7|1|1|0|4.0");
  const std::string differences = bench.row("recipes/2/makes/7.json", "differences");
  CHECK(differences.starts_with(R"({"recipeId":2,"makeId":7,"recipeVersion":1,)"));
  CHECK(differences.find(R"("ingredientName":"cinnamon")") != std::string::npos);
  CHECK(bench.row("recipes/2/makes/7.json", "facts ->> '$.changes[0].name'") == "cinnamon");
  CHECK(bench.world.database.rows(
            "SELECT recipe, is_number, state, current, original_key, name, due_after FROM recipes") ==
        std::vector<std::string>{"2|1|stored|1|recipes/2.json|Apple Pie|null"});
  CHECK(bench.world.archive.find("originals/home/2/000001")->body == pie);
  CHECK(bench.world.queues["recipe-uploads"].acked == 2);
}

TEST_CASE("a make that leaves everything out is made as written") {
  Bench bench;
  bench.store("recipes/2.json", pie);
  bench.store("notes.json", R"({"makeOf":2,"rating":5,"notes":"a bit dry"})");
  CHECK(bench.row("notes.json", "state, recipe, make_id, as_written, identical") == "stored|2|notes|1|0");
}

TEST_CASE("the same message twice changes nothing") {
  Bench bench;
  bench.store("recipes/2.json", pie);
  bench.store("recipes/2/makes/7.json", more_cinnamon);
  const std::string before = bench.row("recipes/2/makes/7.json", "revision, version, differences");
  const auto written = bench.world.database.figures.rows_written;
  bench.notify("recipes/2/makes/7.json", "PutObject", 10);
  bench.notify("recipes/2/makes/7.json", "PutObject", 10);
  bench.notify("recipes/2.json", "PutObject", 10);
  bench.drain();
  CHECK(bench.row("recipes/2/makes/7.json", "revision, version, differences") == before);
  CHECK(bench.world.database.figures.rows_written == written);
  CHECK(bench.world.archive.objects().size() == 1);
}

TEST_CASE("a make before its original is pending, and compared when that comes") {
  Bench bench;
  bench.store("recipes/2/makes/7.json", more_cinnamon);
  CHECK(bench.row("recipes/2/makes/7.json", "state, reason, differences") == "pending|original-missing|null");
  bench.store("recipes/2.json", pie);
  CHECK(bench.row("recipes/2/makes/7.json", "state, reason, pinned") == "stored|null|1");
  CHECK(bench.world.database.rows("SELECT due_after FROM recipes") == std::vector<std::string>{"null"});
}

TEST_CASE("a make and its original in one batch, in either order") {
  for (const bool make_first : {true, false}) {
    CAPTURE(make_first);
    Bench bench;
    if (make_first) bench.upload("recipes/2/makes/7.json", more_cinnamon);
    bench.upload("recipes/2.json", pie);
    if (!make_first) bench.upload("recipes/2/makes/7.json", more_cinnamon);
    bench.drain();
    CHECK(bench.row("recipes/2/makes/7.json", "state, pinned") == "stored|1");
    CHECK(bench.row("recipes/2.json", "state, role") == "stored|original");
  }
}

TEST_CASE("of several keys the first accepted is the original and each other one a make") {
  Bench bench;
  bench.store("pie-a.json", pie);
  bench.upload("recipes/2.json", pie_again);
  bench.upload("pie-b.json", pie);
  bench.drain();
  CHECK(bench.row("pie-a.json", "role, recipe") == "original|2");
  CHECK(bench.row("recipes/2.json", "state, role, make_id, as_written") == "stored|make|recipes.2|0");
  CHECK(bench.row("pie-b.json", "state, role, make_id, identical") == "stored|make|pie-b|1");
}

TEST_CASE("two originals in one batch: one of them is claimed") {
  Bench bench;
  bench.upload("pie-a.json", pie);
  bench.upload("pie-b.json", pie_again);
  bench.drain();
  CHECK(bench.row("pie-a.json", "state, role") == "stored|original");
  CHECK(bench.row("pie-b.json", "state, role") == "stored|make");
  CHECK(bench.world.archive.objects().size() == 1);
}

TEST_CASE("another content of an original is its next version; makes stay with theirs") {
  Bench bench;
  bench.store("recipes/2.json", pie);
  bench.store("recipes/2/makes/1.json", more_cinnamon);
  bench.store("recipes/2.json", pie_again);
  bench.store("recipes/2/makes/2.json", more_cinnamon);
  CHECK(bench.row("recipes/2/makes/1.json", "pinned") == "1");
  CHECK(bench.row("recipes/2/makes/2.json", "pinned") == "2");
  CHECK(bench.world.database.rows("SELECT number, recipe FROM versions ORDER BY number") ==
        std::vector<std::string>{"1|2", "2|2"});
  CHECK(bench.world.database.rows("SELECT current, generation FROM recipes") == std::vector<std::string>{"2|2"});
  // The same bytes again are nothing new, though the bucket's version is.
  bench.store("recipes/2.json", pie_again);
  CHECK(bench.world.database.rows("SELECT current, generation FROM recipes") == std::vector<std::string>{"2|2"});
  CHECK(bench.row("recipes/2.json", "version") == bench.world.recipes.find("recipes/2.json")->version);
}

TEST_CASE("a version that is seen late still counts for the makes that came after it") {
  Bench bench;
  bench.store("recipes/2.json", pie);
  bench.put("recipes/2.json", pie_again);
  bench.store("recipes/2/makes/1.json", more_cinnamon);
  CHECK(bench.row("recipes/2/makes/1.json", "pinned") == "1");
  bench.notify("recipes/2.json", "PutObject", 10);
  bench.drain();
  CHECK(bench.row("recipes/2/makes/1.json", "pinned") == "2");
}

TEST_CASE("a correction keeps its id and the version that it counts against") {
  Bench bench;
  bench.store("recipes/2.json", pie);
  bench.store("recipes/2/makes/1.json", more_cinnamon);
  bench.store("recipes/2.json", pie_again);
  bench.store("recipes/2/makes/1.json", R"({"rating":2})");
  CHECK(bench.row("recipes/2/makes/1.json", "state, pinned, make_id, rating, as_written, revision") ==
        "stored|1|1|2.0|1|2");
}

TEST_CASE("a deleted make is withdrawn, and comes back when it is put again") {
  Bench bench;
  bench.store("recipes/2.json", pie);
  bench.store("recipes/2/makes/1.json", more_cinnamon);
  bench.erase("recipes/2/makes/1.json");
  bench.drain();
  CHECK(bench.row("recipes/2/makes/1.json", "state, version") == "withdrawn|null");
  bench.store("recipes/2/makes/1.json", more_cinnamon);
  CHECK(bench.row("recipes/2/makes/1.json", "state, pinned") == "stored|1");
}

TEST_CASE("a deleted original leaves its makes pending and promotes nobody") {
  Bench bench;
  bench.store("pie-a.json", pie);
  bench.store("pie-b.json", pie);
  bench.store("recipes/2/makes/1.json", more_cinnamon);
  bench.erase("pie-a.json");
  bench.drain();
  CHECK(bench.state("pie-a.json") == "withdrawn");
  CHECK(bench.row("pie-b.json", "state, role, reason") == "pending|make|original-withdrawn");
  CHECK(bench.row("recipes/2/makes/1.json", "state, differences") == "pending|null");
  bench.store("pie-a.json", pie);
  CHECK(bench.row("pie-a.json", "state, role") == "stored|original");
  CHECK(bench.row("recipes/2/makes/1.json", "state, pinned") == "stored|1");
  CHECK(bench.world.archive.objects().size() == 1);
}

TEST_CASE("a delete that was seen before the upload it follows leaves a tombstone that a stale reading cannot lift") {
  Bench bench;
  bench.erase("recipes/2.json");
  bench.drain();
  CHECK(bench.row("recipes/2.json", "state, revision") == "withdrawn|1");
  ingest::Item stale{"recipes/2.json", ingest::Reading{true, {}}, false};
  stale.reading->object.head.version = "v0";
  stale.reading->object.head.key = "recipes/2.json";
  stale.reading->object.body = pie;
  REQUIRE(bench.world.call("server", "store", ingest::encode_items({stale})));
  CHECK(bench.state("recipes/2.json") == "withdrawn");
  CHECK(bench.world.archive.objects().empty());
}

TEST_CASE("bad documents are rejected with their reason, beside good ones that are stored") {
  Bench bench;
  std::string nul = pie;
  nul[3] = '\0';
  const std::pair<const char*, std::string> bad[] = {
      {"broken.json", "{\"recipeName\":"},
      {"empty.json", ""},
      {"nul.json", nul},
      {"latin.json", "{\"recipeName\":\"\xe9\"}"},
      {"large.json", "{\"recipeName\":\"" + std::string(2'000'000, 'x') + "\"}"},
      {"deep.json", std::string(10'000, '[') + std::string(10'000, ']')},
      {"negative.json", R"({"recipeName":"x","ingredients":[{"ingredientName":"salt","quantity":-1}]})"},
      {"type.json", R"({"recipeName":"x","ingredients":7})"},
      {"nothing.json", R"({"hello":"world"})"},
      {"list.json", "[1,2]"},
      {"words.txt", "just words"},
      {"a/../b.json", pie},
      {"a/%2Fb.json", pie},
      {"makes/1.json", R"({"rating":1})"},
  };
  bench.upload("recipes/2.json", pie);
  for (const auto& [key, body] : bad) bench.upload(key, body);
  bench.upload("recipes/2/makes/1.json", more_cinnamon);
  bench.drain();
  for (const auto& [key, body] : bad) {
    CAPTURE(key);
    CHECK(bench.state(key) == "rejected");
    CHECK(bench.row(key, "reason IS NOT NULL AND detail IS NOT NULL") == "1");
  }
  CHECK(bench.row("negative.json", "pointer") == "/ingredients/0/quantity");
  CHECK(bench.row("type.json", "pointer") == "/ingredients");
  CHECK(bench.row("broken.json", "reason, byte") == "bad-json|14");
  CHECK(bench.row("large.json", "reason") == "too-large");
  CHECK(bench.row("nul.json", "reason") == "nul-byte");
  CHECK(bench.row("latin.json", "reason") == "bad-utf8");
  CHECK(bench.state("recipes/2.json") == "stored");
  CHECK(bench.state("recipes/2/makes/1.json") == "stored");
  CHECK(bench.world.queues["recipe-uploads"].retried == 0);
  // Overwriting with a good one mends it.
  bench.store("broken.json", R"({"recipeName":"Bread","steps":[]})");
  CHECK(bench.row("broken.json", "state, role, recipe, reason, byte") == "stored|original|broken|null|null");
}

TEST_CASE("a broken new version leaves the last good one in place") {
  Bench bench;
  bench.store("recipes/2.json", pie);
  bench.store("recipes/2/makes/1.json", more_cinnamon);
  bench.store("recipes/2.json", "{");
  CHECK(bench.row("recipes/2.json", "state, role") == "rejected|original");
  CHECK(bench.row("recipes/2/makes/1.json", "state") == "stored");
  CHECK(bench.world.database.rows("SELECT state, current FROM recipes") == std::vector<std::string>{"stored|1"});
  bench.store("recipes/2.json", pie_again);
  CHECK(bench.world.database.rows("SELECT state, current FROM recipes") == std::vector<std::string>{"stored|2"});
}

TEST_CASE("what a key was accepted as is never decided again") {
  Bench bench;
  bench.store("recipes/2.json", pie);
  bench.store("recipes/2/makes/1.json", R"({"makeId":1,"rating":3})");
  bench.store("recipes/2.json", R"({"recipeName":"Soup","recipeId":3,"steps":[]})");
  CHECK(bench.row("recipes/2.json", "state, reason, recipe") == "rejected|conflict|2");
  bench.store("recipes/2.json", R"({"recipeName":"Apple Pie","makeOf":2})");
  CHECK(bench.row("recipes/2.json", "state, reason, role") == "rejected|conflict|original");
  bench.store("recipes/2/makes/1.json", R"({"makeId":9,"rating":3})");
  CHECK(bench.row("recipes/2/makes/1.json", "state, reason, make_id") == "rejected|conflict|1");
  bench.store("recipes/2/makes/1.json", R"({"makeOf":3,"rating":3})");
  CHECK(bench.row("recipes/2/makes/1.json", "state, recipe") == "rejected|2");
  bench.store("recipes/2/makes/1.json", R"({"rating":1})");
  CHECK(bench.row("recipes/2/makes/1.json", "state, make_id, rating") == "stored|1|1.0");
}

TEST_CASE("an id of a key that is taken gets a part of the key's hash; one that is written is refused") {
  Bench bench;
  bench.store("recipes/2.json", pie);
  bench.store("recipes/2/makes/7.json", R"({"rating":1})");
  bench.upload("other/makes/7.json", R"({"makeOf":2,"rating":2})");
  bench.upload("third/makes/x.json", R"({"makeOf":2,"makeId":7,"rating":3})");
  bench.drain();
  const std::string make = bench.row("other/makes/7.json", "make_id");
  CHECK(make.starts_with("7-"));
  CHECK(make.size() == 2 + 16);
  CHECK(bench.row("third/makes/x.json", "state, reason, pointer") == "rejected|conflict|/makeId");
  CHECK(bench.row("third/makes/x.json", "detail").find("recipes/2/makes/7.json") != std::string::npos);
  // In one batch as well.
  bench.upload("one/makes/8.json", R"({"makeOf":2,"rating":2})");
  bench.upload("two/makes/8.json", R"({"makeOf":2,"rating":2})");
  bench.drain();
  CHECK(bench.row("one/makes/8.json", "make_id") == "8");
  CHECK(bench.row("two/makes/8.json", "make_id").starts_with("8-"));
}

TEST_CASE("ids come from the document, else the metadata, else the key") {
  Bench bench;
  bench.store("a.json", R"({"recipeName":"A","steps":[]})", {{"recipe-id", "b%20c"}});
  CHECK(bench.row("a.json", "recipe") == "b c");
  bench.store("d.json", R"({"recipeName":"D","recipeId":"d1","steps":[]})", {{"Recipe-Id", "x"}});
  CHECK(bench.row("d.json", "recipe") == "d1");
  bench.store("soups/miso/recipe.json", R"({"recipeName":"Miso","steps":[]})");
  CHECK(bench.row("soups/miso/recipe.json", "recipe") == "soups.miso");
  bench.store("soups/miso/makes/monday.json", "{}", {{"makeid", "5"}});
  CHECK(bench.row("soups/miso/makes/monday.json", "state, recipe, make_id, make_is_number") == "stored|soups.miso|5|1");
  const std::string long_key = "recipes/" + std::string(1024 - 13, 'k') + ".json";
  bench.store(long_key, R"({"recipeName":"Long","steps":[]})");
  CHECK(bench.row(long_key, "state, length(recipe)") == "stored|128");
}

TEST_CASE("kitchens own what lies under their name and see nothing of each other") {
  Bench bench;
  bench.store("recipes/2.json", pie);
  bench.store("kitchens/anna/recipes/2.json", pie_again);
  bench.store("kitchens/anna/recipes/2/makes/1.json", R"({"rating":1})");
  bench.store("kitchens/bob/recipes/2/makes/1.json", R"({"rating":1})");
  CHECK(bench.row("kitchens/anna/recipes/2.json", "kitchen, role") == "anna|original");
  CHECK(bench.row("kitchens/anna/recipes/2/makes/1.json", "state, as_written") == "stored|1");
  CHECK(bench.state("kitchens/bob/recipes/2/makes/1.json") == "pending");
  CHECK(bench.world.archive.find("originals/anna/2/000001") != nullptr);
}

TEST_CASE("a hundred makes are one call, three round trips and at most four rows each") {
  Bench bench;
  bench.store("recipes/2.json", pie);
  for (int n = 0; n < 100; ++n) bench.upload("recipes/2/makes/" + std::to_string(n) + ".json", more_cinnamon);
  bench.world.database.figures = {};
  bench.world.calls.clear();
  bench.drain();
  CHECK(bench.world.database.rows("SELECT count(*) FROM objects WHERE state = 'stored' AND role = 'make'") ==
        std::vector<std::string>{"100"});
  CHECK(bench.world.calls[edge::Op::service_call] == 1);
  CHECK(bench.world.database.figures.batches <= 3);
  CHECK(bench.world.database.figures.rows_written <= 400);
  CHECK(bench.world.calls[edge::Op::kv_put] == 0);
  CHECK(bench.world.calls[edge::Op::bucket_get] == 101);  // each make, and the original once
}

TEST_CASE("messages that are no events of the bucket are acked and counted") {
  Bench bench;
  auto& queue = bench.world.queues["recipe-uploads"];
  for (const char* body :
       {"7", "{}", R"({"action":"PutObject","bucket":"other","object":{"key":"k"}})",
        R"({"action":"x","bucket":"recipes","object":{"key":"k"}})",
        R"({"action":"PutObject","bucket":"recipes","object":{}})", R"({"action":"PutObject","bucket":"recipes"})"})
    queue.messages.push_back({"s", body, 1, 0});
  bench.drain();
  CHECK(queue.acked == 6);
  REQUIRE(bench.world.log.size() == 1);
  CHECK(bench.world.log[0].find(R"("count":6)") != std::string::npos);
}
