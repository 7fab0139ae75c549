// Erasure: a canary that was in every field is in no stored byte afterwards; and what goes by the kitchen's rule.
#include "service.hpp"

using namespace cookdiff;
using namespace cookdiff::api;

namespace {

constexpr std::string_view canary = "Canary Ödipus 77";
constexpr std::int64_t day_ms = 86'400'000;

std::string document(std::string_view extra) {
  const std::string c{canary};
  return R"({"recipeName":")" + c + R"(","recipeId":")" + c + R"(","rating":4,"cook":")" + c + R"(","notes":")" + c +
         R"(","yield":")" + c + R"(","prepTime":")" + c + R"(","mine":{")" + c + R"(":")" + c +
         R"("},"ingredients":[{"ingredientId":")" + c + R"(","quantity":")" + c + R"(","measurement":")" + c +
         R"(","ingredientName":")" + c + R"(","note":")" + c + R"(","section":")" + c + R"("}],"steps":[{"stepId":")" +
         c + R"(","stepText":")" + c + R"("}])" + std::string{extra} + "}";
}

// Everything that is stored anywhere, as one text: tables, both buckets with their keys and metadata, KV.
std::string stored_bytes(Service& service) {
  std::string out;
  for (const std::string& table : service.world.database.rows("SELECT name FROM sqlite_master WHERE type = 'table'"))
    for (const std::string& row : service.world.database.rows("SELECT * FROM " + table)) out += row + "\n";
  for (const sim::BucketStore* bucket : {&service.world.recipes, &service.world.archive})
    for (const auto& [key, object] : bucket->objects()) {
      out += key + "\n" + object.body + "\n";
      for (const auto& [name, value] : object.metadata) out += name + "=" + value + "\n";
    }
  for (const auto& [key, value] : service.world.kv) out += key + "=" + value + "\n";
  return out;
}

bool names_canary(std::string_view text) {
  // As it is, and as keys and metadata write it.
  return text.find("Canary") != std::string_view::npos || text.find("Q2FuYXJ5") != std::string_view::npos;
}

void fill(Service& service) {
  REQUIRE(service.post("/recipes", document("")).status == 200);
  REQUIRE(service.put("/recipes", document(R"(,"again":1)")).status == 200);
  const std::string path = "/recipes/" + edge::percent_encode(canary);
  REQUIRE(
      service.post(path + "/makes", document(R"(,"makeId":"Canary Make")"), {{"idempotency-key", "Canary"}}).status ==
      200);
  service.world.recipes.put("recipes/Canary/makes/bad.json", "{\"Canary\":", {}, false, std::nullopt,
                            service.world.now_ms);
  REQUIRE(service.post("/uploads/sweep", "").status == 200);
  service.deliver();
}

}  // namespace

TEST_CASE("a purged recipe is in no stored byte; an audit row without text says that it was") {
  Service service;
  REQUIRE(service.post("/recipes", std::string{apple_pie}).status == 200);
  fill(service);
  const std::string path = "/recipes/" + edge::percent_encode(canary);
  REQUIRE(names_canary(stored_bytes(service)));
  CHECK(service.ask({"DELETE", path}, service.token()).status == 400);
  CHECK(service.ask({"DELETE", path + "?purge"}, service.make_token("read upload")).status == 403);
  CHECK(service.ask({"DELETE", path + "?purge"}, service.make_token("admin", "bakery")).status == 404);
  const edge::Response purged = service.ask({"DELETE", path + "?purge"}, service.token());
  CHECK(purged.body == R"({"objects":2,"versions":2,"complete":true})");
  CHECK(service.ask({"DELETE", "/recipes/Canary?purge"}, service.token()).status == 200);  // the one that was refused
  CHECK(!names_canary(stored_bytes(service)));
  CHECK(service.get(path).status == 404);
  CHECK(service.ask({"DELETE", path + "?purge"}, service.token()).status == 404);
  CHECK(at(service.get("/audit"), "/audit/0/action") == R"("DELETE /recipes/{recipeId}")");
  // The events of the deletion come later and bring nothing back; what is another's is still there.
  REQUIRE(service.post("/uploads/sweep", "").status == 200);
  service.deliver();
  CHECK(!names_canary(stored_bytes(service)));
  CHECK(service.get("/recipes/2").status == 200);
  // Its id is free again.
  CHECK(service.post("/recipes", document("")).status == 200);
}

TEST_CASE("a purge goes on where it died") {
  for (int failing = 0; failing < 12; ++failing) {
    Service service;
    fill(service);
    int calls = 0;
    service.world.fate = [&](const sim::Pending& call) {
      const bool writes = call.op == edge::Op::bucket_delete || call.op == edge::Op::bucket_list ||
                          (call.op == edge::Op::database_batch && call.request.find("DELETE") != std::string::npos);
      return writes && calls++ == failing ? sim::Fate::fail_before : sim::Fate::done;
    };
    const std::string path = "/recipes/" + edge::percent_encode(canary) + "?purge";
    (void)service.ask({"DELETE", path}, service.token());
    service.world.fate = {};
    (void)service.ask({"DELETE", path}, service.token());
    (void)service.ask({"DELETE", "/recipes/Canary?purge"}, service.token());
    CHECK_MESSAGE(!names_canary(stored_bytes(service)), failing);
  }
}

TEST_CASE("a purged kitchen leaves its audit, and no other kitchen notices") {
  Service service;
  fill(service);
  const std::string other = service.make_token("admin", "bakery");
  REQUIRE(service.ask({"POST", "/recipes", document("")}, other).status == 200);
  CHECK(service.ask({"DELETE", "/kitchen?purge=home"}, other).status == 400);
  CHECK(service.ask({"DELETE", "/kitchen"}, other).status == 400);
  const edge::Response purged = service.ask({"DELETE", "/kitchen?purge=bakery"}, other);
  CHECK(purged.body == R"({"objects":1,"versions":1,"complete":true})");
  CHECK(service.ask({"GET", "/recipes"}, other).status == 401);
  CHECK(service.world.database.rows("SELECT * FROM objects WHERE kitchen = 'bakery'").empty());
  CHECK(service.world.database.rows("SELECT * FROM audit WHERE kitchen = 'bakery'").size() >= 2);
  CHECK(service.get("/recipes/" + edge::percent_encode(canary)).status == 200);
  const edge::Response all = service.ask({"DELETE", "/kitchen?purge=home"}, service.token());
  CHECK(at(all, "/complete") == "true");
  CHECK(!names_canary(stored_bytes(service)));
}

TEST_CASE("what is older than the kitchen's rule goes by itself, and nothing else") {
  Service service;
  CHECK(at(service.get("/kitchen"), "/retentionDays") == "null");
  const auto days = [&](std::string_view text) {
    return service.put("/kitchen", R"({"retentionDays":)" + std::string{text} + "}").status;
  };
  for (const char* bad : {"0", "-1", "36501", "1.5", "\"7\"", "[]"}) CHECK_MESSAGE(days(bad) == 422, bad);
  CHECK(service.put("/kitchen", "{}").status == 422);
  CHECK(service.put("/kitchen", R"({"retentionDays":7,"more":1})").status == 422);
  CHECK(days("36500") == 200);
  CHECK(days("1") == 200);
  CHECK(days("7") == 200);
  CHECK(at(service.get("/kitchen"), "/retentionDays") == "7");
  fill(service);
  REQUIRE(service.post("/recipes", std::string{apple_pie}).status == 200);
  REQUIRE(service.post("/recipes/2/makes", R"({"rating":4})").status == 200);
  service.world.now_ms += 6 * day_ms;
  REQUIRE(service.post("/recipes/2/makes", R"({"rating":5})").status == 200);
  CHECK(service.world.scheduled("server"));
  CHECK(names_canary(stored_bytes(service)));
  service.world.now_ms += 2 * day_ms;
  CHECK(service.world.scheduled("server"));
  CHECK(service.world.scheduled("server"));
  CHECK(!names_canary(stored_bytes(service)));
  CHECK(service.get("/recipes/2").status == 200);  // it has a make that is younger
  CHECK(service.get("/recipes/2/makes/1").status == 404);
  CHECK(service.get("/recipes/2/makes/2").status == 200);
  CHECK(at(service.get("/audit?limit=200"), "").find("\"actor\":\"retention\"") != std::string::npos);
}
