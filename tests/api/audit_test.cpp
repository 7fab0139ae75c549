// What is written down, that it stays written down, and the chain of its hours.
#include "store/audit.hpp"

#include "service.hpp"

using namespace cookdiff;
using namespace cookdiff::api;

namespace {

std::vector<std::string> written(Service& service, std::string_view kitchen = "home") {
  return service.world.database.rows("SELECT actor, action, subject, outcome, address FROM audit WHERE kitchen = '" +
                                     std::string{kitchen} + "' AND outcome <> '0' ORDER BY at_ms, id");
}
std::vector<std::string> begun(Service& service) {
  return service.world.database.rows("SELECT actor, action, subject FROM audit WHERE outcome = '0'");
}

std::string actor_of(const std::string& token) { return "token:" + token.substr(9, 16); }

void to_next_hour(Service& service) {
  service.world.now_ms += store::audit_hour_ms - service.world.now_ms % store::audit_hour_ms + store::audit_margin_ms;
}

}  // namespace

TEST_CASE("who did what to which, from where, and what came of it: reads and refused attempts too") {
  Service service;
  const std::string& token = service.token();
  const std::string reader = service.make_token("read");
  REQUIRE(service.post("/recipes", std::string{apple_pie}).status == 200);
  REQUIRE(service.post("/recipes/2/makes", R"({"rating":4})").status == 200);
  CHECK(service.get("/recipes/2/makes/1/differences").status == 200);
  CHECK(service.get("/recipes/9").status == 404);
  CHECK(service.ask({"POST", "/recipes", "{}"}, reader).status == 403);
  CHECK(service.ask({"GET", "/recipes"}, token.substr(0, token.size() - 4) + "0000").status == 401);
  const std::string us = actor_of(token);
  CHECK(written(service) ==
        std::vector<std::string>{
            us + "|POST /recipes|recipe:2|200|192.0.2.1",
            us + "|POST /recipes/{recipeId}/makes|recipe:2 make:1|200|192.0.2.1",
            us + "|GET /recipes/{recipeId}/makes/{makeId}/differences|recipe:2 make:1|200|192.0.2.1",
            us + "|GET /recipes/{recipeId}|recipe:9|404|192.0.2.1",
            actor_of(reader) + "|POST /recipes||403|192.0.2.1",
            us + "|GET /recipes||401|192.0.2.1",
        });
  // What changes something is also written down before it does.
  CHECK(begun(service) ==
        std::vector<std::string>{us + "|POST /recipes|", us + "|POST /recipes/{recipeId}/makes|recipe:2"});
  // Of a caller that nothing is known of: in nobody's kitchen.
  CHECK(service.ask({"GET", "/recipes/2"}, "").status == 401);
  CHECK(written(service, "") == std::vector<std::string>{"|GET /recipes/{recipeId}|recipe:2|401|192.0.2.1"});
}

TEST_CASE("what touches nobody's data is not written down") {
  Service service;
  (void)service.token();
  CHECK(service.ask({"GET", "/healthz"}, "").status == 200);
  CHECK(service.ask({"GET", "/openapi.json"}, "").status == 200);
  CHECK(service.ask({"GET", "/nothing"}, "").status == 404);
  CHECK(service.ask({"OPTIONS", "/recipes"}, "").status == 204);
  CHECK(service.post("/uploads/sweep", "").status == 200);
  CHECK(service.world.database.rows("SELECT * FROM audit").empty());
}

TEST_CASE("an id that is no whole number is not in the audit, but can be asked for") {
  Service service;
  REQUIRE(service.post("/recipes", R"({"recipeName":"Pie","recipeId":"Jane Roe's pie"})").status == 200);
  CHECK(service.get("/recipes/Jane%20Roe's%20pie").status == 200);
  for (const std::string& row : written(service)) {
    CHECK(row.find("Jane") == std::string::npos);
    CHECK(row.find("recipe:#") != std::string::npos);
  }
  const edge::Response found = service.get("/audit?recipe=Jane%20Roe's%20pie");
  CHECK(found.status == 200);
  CHECK(at(found, "/audit/0/action") == R"("GET /recipes/{recipeId}")");
  CHECK(at(found, "/audit/1/action") == R"("POST /recipes")");
  CHECK(at(found, "/audit/2") == "absent");
  CHECK(at(service.get("/audit?recipe=3"), "/audit/0") == "absent");
}

TEST_CASE("the audit is the kitchen's own and its admin's, page by page") {
  Service service;
  const std::string other = service.make_token("admin", "bakery");
  for (int n = 0; n < 5; ++n) CHECK(service.get("/recipes").status == 200);
  CHECK(at(service.ask({"GET", "/audit"}, other), "/audit/0") == "absent");
  CHECK(service.ask({"GET", "/audit"}, service.make_token("read upload")).status == 403);
  const edge::Response first = service.get("/audit?limit=2");
  CHECK(at(first, "/audit/1/status") == "200");
  const std::string cursor = at(first, "/next");
  const edge::Response second = service.get("/audit?limit=200&cursor=" + cursor.substr(1, cursor.size() - 2));
  CHECK(at(second, "/audit/0/auditId") != at(first, "/audit/1/auditId"));
  CHECK(service.get("/audit?from=yesterday").status == 400);
  CHECK(at(service.get("/audit?until=2020-01-01"), "/audit/0") == "absent");
}

TEST_CASE("what cannot be written down is not answered") {
  Service service;
  const std::string token = service.token();
  REQUIRE(service.get("/recipes").status == 200);
  service.world.fate = [](const sim::Pending& call) {
    return call.op == edge::Op::database_batch && call.request.find("INTO audit") != std::string::npos
               ? sim::Fate::fail_before
               : sim::Fate::done;
  };
  const edge::Response response = service.ask({"GET", "/recipes"}, token);
  CHECK(response.status == 503);
  CHECK(response.body.find("recipes") == std::string::npos);
  // A lost answer of the table is no lost row, and no second one.
  const std::size_t before = service.world.database.rows("SELECT * FROM audit").size();
  int lost = 0;
  service.world.fate = [&](const sim::Pending& call) {
    const bool is_audit = call.op == edge::Op::database_batch && call.request.find("INTO audit") != std::string::npos;
    return is_audit && lost++ == 0 ? sim::Fate::fail_after : sim::Fate::done;
  };
  CHECK(service.ask({"GET", "/recipes"}, token).status == 200);
  CHECK(service.world.database.rows("SELECT * FROM audit").size() == before + 1);
}

TEST_CASE("what cannot be written down is not done, and what was done is answered as done") {
  Service service;
  const std::string token = service.token();
  REQUIRE(service.post("/recipes", std::string{apple_pie}).status == 200);
  int rows = 0;
  int failing = 0;  // the row that the table refuses, however often it is tried
  const auto is_audit = [](const sim::Pending& call) {
    return call.op == edge::Op::database_batch && call.request.find("INTO audit") != std::string::npos;
  };
  service.world.fate = [&](const sim::Pending& call) {
    if (!is_audit(call)) return sim::Fate::done;
    const bool outcome = call.request.find("\"0\"") == std::string::npos;
    rows += outcome ? 0 : 1;
    return (outcome ? 2 : 1) == failing ? sim::Fate::fail_before : sim::Fate::done;
  };
  failing = 1;
  CHECK(service.post("/recipes/2/makes", R"({"rating":4})").status == 503);
  CHECK(service.world.recipes.objects().size() == 1);
  CHECK(rows > 0);
  failing = 2;
  const edge::Response made = service.post("/recipes/2/makes", R"({"rating":4})");
  CHECK(made.status == 200);
  CHECK(at(made, "/makeId") == "1");
  CHECK(service.ask({"DELETE", "/recipes/2?purge"}, token).status == 200);
  CHECK(service.get("/recipes").status == 503);  // a read has no row before it
  failing = 0;
  CHECK(begun(service).size() == 3);
  CHECK(written(service).size() == 2);  // the first POST, and the one that was not begun
}

TEST_CASE("a document that is kept but not stored yet is answered as such, once") {
  Service service;
  REQUIRE(service.post("/recipes", std::string{apple_pie}).status == 200);
  bool in_bucket = false;
  service.world.fate = [&](const sim::Pending& call) {
    if (call.op == edge::Op::bucket_put) in_bucket = true;
    return in_bucket && call.op == edge::Op::database_batch ? sim::Fate::fail_before : sim::Fate::done;
  };
  const edge::Response queued = service.post("/recipes/2/makes", R"({"rating":4})");
  CHECK(queued.status == 202);
  CHECK(at(queued, "/state") == R"("queued")");
  CHECK(at(queued, "/makeId") == "1");
  CHECK(at(queued, "/rating") == "4");
  CHECK(header(queued, "location") == "/recipes/2/makes/1");
  in_bucket = false;
  const edge::Response recipe = service.post("/recipes", R"({"recipeName":"Soup","steps":[]})");
  CHECK(recipe.status == 202);
  CHECK(at(recipe, "/recipeId") == "3");
  // With an Idempotency-Key asking again is safe, and gives the whole answer.
  in_bucket = false;
  const edge::Headers key{{"idempotency-key", "k"}};
  CHECK(service.post("/recipes/2/makes", R"({"rating":5})", key).status == 503);
  service.world.fate = {};
  CHECK(service.post("/recipes/2/makes", R"({"rating":5})", key).status == 200);
  CHECK(service.post("/uploads/sweep", "").status == 200);
  service.deliver();
  CHECK(service.get("/recipes/2/makes/1/differences").status == 200);
  CHECK(service.get("/recipes/3").status == 200);
  CHECK(at(service.get("/recipes/2/makes"), "/makes/2") == "absent");
}

TEST_CASE("hours are closed when they are over, chained, and kept in the archive; nothing comes into a closed one") {
  Service service;
  REQUIRE(service.get("/recipes").status == 200);
  CHECK(service.world.scheduled("server"));
  CHECK(service.world.database.rows("SELECT * FROM audit_digests").empty());  // it goes on
  to_next_hour(service);
  CHECK(service.world.scheduled("server"));
  REQUIRE(service.world.database.rows("SELECT * FROM audit_digests").size() == 1);
  const std::string hour = service.world.database.rows("SELECT hour_ms FROM audit_digests").at(0);
  REQUIRE(service.world.archive.find("audit/home/" + hour + ".json") != nullptr);
  CHECK(service.world.archive.find("audit/home/head.json")->body ==
        service.world.archive.find("audit/home/" + hour + ".json")->body);
  // The digests as the header says, worked out here.
  const std::string line = service.world.database
                               .rows(
                                   "SELECT at_ms || char(31) || id || char(31) || actor || char(31) || action || "
                                   "char(31) || subject || char(31) || outcome || char(31) || address FROM audit")
                               .at(0);
  const std::string digest = sim::sha256_hex(line + "\n");
  const std::string head = sim::sha256_hex("\nhome\n" + hour + "\n1\n" + digest + "\n");
  CHECK(service.world.database.rows("SELECT row_count, digest, head FROM audit_digests").at(0) ==
        "1|" + digest + "|" + head);
  // Again changes nothing; the next hour goes on from this one's head.
  CHECK(service.world.scheduled("server"));
  CHECK(service.world.database.rows("SELECT * FROM audit_digests").size() == 1);
  for (int n = 0; n < store::audit_page_rows + 1; ++n) REQUIRE(service.get("/recipes").status == 200);
  to_next_hour(service);
  CHECK(service.world.scheduled("server"));
  CHECK(service.world.database.rows("SELECT row_count FROM audit_digests ORDER BY hour_ms").at(1) == "501");
}

TEST_CASE("the tables themselves keep what is written") {
  Service service;
  REQUIRE(service.get("/recipes").status == 200);
  const auto refusal = [&](const std::string& sql) {
    Arena arena;
    const std::string text = R"([{"sql":")" + std::string{sim::of_a_test} + sql + R"(","params":[]}])";
    const auto done = service.world.database.batch(*json::read(text, arena));
    return done ? std::string{} : done.error().detail;
  };
  const std::string replacing =
      "INSERT OR REPLACE INTO audit SELECT at_ms, id, kitchen, 'x', action, subject, outcome, address FROM audit";
  CHECK(refusal(replacing).find("append-only") != std::string::npos);
  to_next_hour(service);
  REQUIRE(service.world.scheduled("server"));
  for (const char* sql :
       {"UPDATE audit SET actor = ''", "DELETE FROM audit", "UPDATE audit_digests SET head = ''",
        "DELETE FROM audit_digests",
        "INSERT OR REPLACE INTO audit_digests SELECT kitchen, hour_ms, 9, digest, head FROM audit_digests"})
    CHECK_MESSAGE(refusal(sql).find("append-only") != std::string::npos, sql);
  const std::string into_the_past =
      "INSERT INTO audit SELECT at_ms, 'x', kitchen, actor, action, subject, outcome, address FROM audit";
  CHECK(refusal(into_the_past).find("is closed") != std::string::npos);
  CHECK(refusal("SELECT kitchen FROM audit").empty());
}
