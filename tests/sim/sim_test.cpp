#include <doctest/doctest.h>

#include "edge/bucket.hpp"
#include "edge/database.hpp"
#include "edge/stores.hpp"
#include "sim/sha256.hpp"
#include "sim/world.hpp"

using namespace cookdiff;

namespace {

// A Worker that makes the calls that the test names, and answers with what it saw.
class Probe : public edge::Worker {
 public:
  explicit Probe(edge::Instance& instance) : instance_(instance) {}

  edge::Task<std::string> call(std::string method, std::string bytes) override {
    const edge::Bucket bucket(instance_, "RECIPES");
    if (method == "put-twice") {
      auto first = co_await bucket.put("k", bytes, {.only_if_absent = true, .if_etag = {}});
      auto second = co_await bucket.put("k", "other", {.only_if_absent = true, .if_etag = {}});
      co_return std::string{first ? "stored" : "refused"} + " " + (second ? "stored" : "refused");
    }
    if (method == "list") {
      std::string out;
      const edge::ObjectPage page = co_await bucket.list("a", "a2", 2);
      for (const edge::ObjectHead& head : page.objects) out += head.key + " ";
      co_return out + (page.more ? "more" : "end");
    }
    if (method == "database") {
      const edge::Database database(instance_, "DB");
      std::vector<edge::Statement> statements;
      statements.push_back({"INSERT INTO settings VALUES (?1, ?2)", {"a", "1"}});
      statements.push_back({bytes, {}});
      const edge::BatchResult result = co_await database.batch(std::move(statements));
      co_return std::to_string(result[0].rows_written) + " " + std::string{result[1].rows.at(0).text(0)};
    }
    const std::vector<std::string> hashes = co_await edge::sha256(instance_, {"", "abc"});
    co_return hashes[1];
  }

 private:
  edge::Instance& instance_;
};

struct Bench {
  sim::World world;
  Bench() {
    world.database.migrate(COOKDIFF_SOURCE_DIR "/workers/server/migrations");
    world.install("probe", {"RECIPES", "DB"}, [](edge::Instance& i) { return std::make_unique<Probe>(i); });
  }
};

}  // namespace

TEST_CASE("a conditional put stores once") {
  Bench bench;
  CHECK(*bench.world.call("probe", "put-twice", "x") == "stored refused");
  CHECK(bench.world.recipes.find("k")->body == "x");
}

TEST_CASE("a list goes on after a key, in order, and says whether there is more") {
  Bench bench;
  for (const char* key : {"a3", "a1", "a5", "b", "a4", "a2"}) bench.world.recipes.put(key, "", {}, false, {}, 1);
  CHECK(*bench.world.call("probe", "list", "") == "a3 a4 more");
  bench.world.recipes.remove("a5");
  CHECK(*bench.world.call("probe", "list", "") == "a3 a4 end");
}

TEST_CASE("a batch is all or nothing") {
  Bench bench;
  const auto refused = bench.world.call("probe", "database", "SELECT * FROM nowhere");
  REQUIRE_FALSE(refused);
  CHECK(refused.error().detail == "D1_ERROR: no such table: nowhere: SQLITE_ERROR");
  CHECK(bench.world.database.rows("SELECT * FROM settings").empty());
  CHECK(*bench.world.call("probe", "database", "/* of a test */ SELECT value FROM settings") == "1 1");
}

TEST_CASE("faults are done to a call before or after its effect") {
  Bench bench;
  bench.world.fate = [](const sim::Pending& call) {
    return call.op == edge::Op::bucket_put ? sim::Fate::fail_after : sim::Fate::done;
  };
  CHECK_FALSE(bench.world.call("probe", "put-twice", "x"));
  CHECK(bench.world.recipes.find("k") != nullptr);
}

TEST_CASE("digests are those of the standard") {
  CHECK(sim::sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  // RFC 4231, case 2
  CHECK(sim::hmac_sha256_hex("Jefe", "what do ya want for nothing?") ==
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  Bench bench;
  CHECK(*bench.world.call("probe", "digest", "") == sim::sha256_hex("abc"));
}
