#include "service.hpp"

using namespace cookdiff;
using namespace cookdiff::api;

namespace {

// The calls on one binding fail.
void break_store(Service& service, std::string_view binding) {
  service.world.fate = [name = "\"" + std::string{binding} + "\""](const sim::Pending& call) {
    const bool token = call.request.find("FROM tokens") != std::string::npos;
    const bool mine = !token && call.request.find("\"binding\":" + name) != std::string::npos;
    return mine ? sim::Fate::fail_before : sim::Fate::done;
  };
}

}  // namespace

TEST_CASE("a look from outside asks the tables alone; a deep one wants a token") {
  Service service;
  CHECK(service.ask({"GET", "/healthz"}, "").status == 200);
  CHECK(service.ask({"GET", "/healthz?deep=0"}, "").status == 200);
  for (const char* token : {"", "cookdiff_0123456789abcdef_x"})
    CHECK(service.ask({"GET", "/healthz?deep=1"}, token).status == 401);
  CHECK(service.ask({"GET", "/healthz?deep=1"}, service.make_token("read")).status == 200);
  service.world.calls.clear();
  CHECK(service.ask({"GET", "/healthz"}, "").status == 200);
  CHECK(service.world.calls[edge::Op::bucket_head] + service.world.calls[edge::Op::kv_get] == 0);
}

TEST_CASE("a deep look names every store that does not answer, and says when to try again") {
  Service service;
  const std::string token = service.make_token("read");
  for (const auto& [binding, store] : {std::pair{"DB", "database"}, std::pair{"RECIPES", "recipes"},
                                       std::pair{"ARCHIVE", "archive"}, std::pair{"CACHE", "cache"}}) {
    CAPTURE(store);
    service.world.fate = {};
    CHECK(at(service.ask({"GET", "/healthz?deep=1"}, token), "/stores/" + std::string{store}) == "\"ok\"");
    break_store(service, binding);
    const edge::Response answer = service.ask({"GET", "/healthz?deep=1"}, token);
    CHECK(answer.status == 503);
    CHECK(at(answer, "/detail") == "\"no answer from: " + std::string{store} + "\"");
    CHECK(header(answer, "retry-after") != "");
  }
}

TEST_CASE("the age of the object that waits longest, of any kitchen; 0 when none waits") {
  Service service;
  const std::string token = service.make_token("read");
  const auto age = [&] { return at(service.ask({"GET", "/healthz?deep=1"}, token), "/oldestWaitingSeconds"); };
  CHECK(age() == "0");
  service.world.recipes.put("kitchens/other/recipes/2.json", apple_pie, {}, false, std::nullopt, service.world.now_ms);
  CHECK(service.ask({"POST", "/uploads/sweep"}, service.make_token("upload", "other")).status == 200);
  CHECK(age() == "1");  // 0 is that nothing waits
  service.world.now_ms += 89'500;
  CHECK(age() == "89");
  service.deliver();
  CHECK(age() == "0");
}

TEST_CASE("a look asks every database, and what they hold is told of each") {
  Service service;
  for (int n = 2; n <= 3; ++n) service.world.add_database().migrate(COOKDIFF_SOURCE_DIR "/workers/server/migrations");
  CHECK(service.ask({"GET", "/healthz"}, "").status == 200);
  const std::string token = service.make_token("admin");
  const edge::Response metrics = service.ask({"GET", "/metrics"}, service.make_token("metrics"));
  for (const char* name : {"DB", "DB2", "DB3"})
    CHECK(metrics.body.find("cookdiff_database_bytes{database=\"" + std::string{name} + "\"} ") != std::string::npos);
  break_store(service, "DB3");
  CHECK(service.ask({"GET", "/healthz"}, "").status == 503);
  const edge::Response deep = service.ask({"GET", "/healthz?deep=1"}, token);
  CHECK(at(deep, "/detail") == "\"no answer from: database\"");
  service.world.fate = {};
  (void)service.world.further_databases["DB2"].rows("DROP TABLE kitchens");
  CHECK(service.ask({"GET", "/healthz"}, "").body.find("run the migrations") != std::string::npos);
}

TEST_CASE("objects of every database are counted, and a kitchen sees its own alone") {
  Service service;
  for (int n = 2; n <= 3; ++n) service.world.add_database().migrate(COOKDIFF_SOURCE_DIR "/workers/server/migrations");
  (void)service.world.database.rows("INSERT INTO kitchens (kitchen, home) VALUES ('home', 1), ('anna', 2), ('ben', 3)");
  for (const char* kitchen : {"home", "anna", "ben"}) {
    const std::string token = service.make_token("admin", kitchen);
    CHECK(service.ask({"POST", "/recipes", std::string{apple_pie}, {{"content-type", "application/json"}}}, token)
              .status == 200);
    const edge::Response list = service.ask({"GET", "/uploads"}, token);
    CHECK(at(list, "/uploads/1/key") == "absent");
    CHECK(at(list, "/uploads/0/state") == "\"stored\"");
    CHECK(service.ask({"GET", "/kitchen"}, token).status == 200);
  }
  const std::string token = service.make_token("admin", "anna");
  CHECK(service.ask({"GET", "/metrics"}, service.make_token("metrics"))
            .body.find("cookdiff_objects{state=\"stored\"} 3\n") != std::string::npos);
  CHECK(service.world.further_databases["DB2"].rows("SELECT kitchen FROM objects") == std::vector<std::string>{"anna"});
  // Who did it is written down in the first.
  CHECK(!service.world.database.rows("SELECT 1 FROM audit WHERE kitchen = 'ben'").empty());
  CHECK(service.ask({"DELETE", "/kitchen?purge=anna"}, token).status == 200);
  CHECK(service.world.further_databases["DB2"].rows("SELECT kitchen FROM objects").empty());
}
