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
