// The archive is ahead of the table: another instance archived a version and has not committed it (yet, or for ever).
#include "ingest/bench.hpp"
#include "sim/sha256.hpp"

using namespace cookdiff;
using namespace cookdiff::ingest::test;

namespace {

void archive(Bench& bench, const std::string& key, const std::string& body, std::int64_t uploaded_ms) {
  bench.world.archive.put("originals/home/2/000001", body,
                          {{"key", key},
                           {"hash", sim::sha256_hex(body)},
                           {"format", "cookdiff"},
                           {"uploaded", std::to_string(uploaded_ms)}},
                          true, {}, bench.world.now_ms);
}

std::vector<std::string> versions(Bench& bench) {
  return bench.world.database.rows("SELECT number, hash FROM versions ORDER BY number");
}

}  // namespace

TEST_CASE("a reading that is older than what the archive has is not the next version") {
  Bench bench;
  bench.put("recipes/2.json", pie_again);
  archive(bench, "recipes/2.json", pie_again, bench.world.now_ms);
  ingest::Item stale{"recipes/2.json", ingest::Reading{true, {}}, false};
  stale.reading->object.head.key = "recipes/2.json";
  stale.reading->object.head.version = "v0";
  stale.reading->object.head.uploaded_ms = bench.world.now_ms - 500;
  stale.reading->object.body = pie;
  REQUIRE(bench.world.call("server", "store", ingest::encode_items({stale})));
  CHECK(versions(bench) == std::vector<std::string>{"1|" + sim::sha256_hex(pie_again)});
  CHECK(bench.world.archive.objects().size() == 1);
  CHECK(bench.row("recipes/2.json", "state, version") ==
        "stored|" + bench.world.recipes.find("recipes/2.json")->version);
}

TEST_CASE("a clock that went back keeps no version out, and versions stay in order of time") {
  Bench bench;
  archive(bench, "recipes/2.json", pie, bench.world.now_ms + 60'000);
  bench.store("recipes/2.json", pie_again);
  CHECK(versions(bench) == std::vector<std::string>{"1|" + sim::sha256_hex(pie), "2|" + sim::sha256_hex(pie_again)});
  CHECK(bench.world.database.rows("SELECT count(DISTINCT uploaded_ms) FROM versions") == std::vector<std::string>{"1"});
}

TEST_CASE("a version that was archived and never committed is adopted before the next one") {
  Bench bench;
  archive(bench, "recipes/2.json", pie, bench.world.now_ms);
  bench.store("recipes/2.json", pie_again);
  CHECK(versions(bench) == std::vector<std::string>{"1|" + sim::sha256_hex(pie), "2|" + sim::sha256_hex(pie_again)});
  CHECK(bench.row("recipes/2.json", "role, state") == "original|stored");
}

TEST_CASE("a claim of another key holds, though no row tells of it") {
  Bench bench;
  archive(bench, "other.json", pie, bench.world.now_ms);
  bench.store("recipes/2.json", pie_again);
  CHECK(bench.row("recipes/2.json", "role, state, reason") == "make|pending|original-missing");
  CHECK(bench.world.database.rows("SELECT original_key, state FROM recipes") ==
        std::vector<std::string>{"other.json|none"});
  bench.store("other.json", pie);
  CHECK(bench.row("other.json", "role, state") == "original|stored");
  CHECK(bench.row("recipes/2.json", "state, pinned, reason") == "stored|1|kept-as-make");
}

TEST_CASE("who puts a second original is told that it is kept as a make, and where the original is") {
  Bench bench;
  bench.store("recipes/2.json", pie);
  bench.store("mine/pie.json", pie_again);
  CHECK(bench.row("mine/pie.json", "role, state, reason, detail") ==
        "make|stored|kept-as-make|the recipe has its original at recipes/2.json, so this is kept as a make of it; what "
        "is put at that key is a new version");
  bench.store("recipes/2/makes/7.json", pie_again);
  CHECK(bench.row("recipes/2/makes/7.json", "role, state, reason") == "make|stored|null");
}
