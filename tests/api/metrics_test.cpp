#include "store/metrics.hpp"
#include "service.hpp"

using namespace cookdiff;
using namespace cookdiff::api;

namespace {

edge::Response scrape(Service& service) {
  return service.ask({"GET", "/metrics", "", {{"accept", "application/openmetrics-text"}}},
                     service.make_token("metrics"));
}

void put(Service& service, std::string_view key, std::string_view body) {
  service.world.recipes.put(key, body, {}, false, std::nullopt, service.world.now_ms += 1000);
}

bool says(const edge::Response& response, const std::string& line) {
  const bool found = ("\n" + response.body).find("\n" + line + "\n") != std::string::npos;
  if (!found) MESSAGE(response.body);
  return found;
}

}  // namespace

TEST_CASE("metrics: objects by state, delays, the oldest that waits; over every kitchen") {
  Service service;
  put(service, "recipes/2.json", apple_pie);
  put(service, "recipes/2/makes/1.json", R"({"rating":4})");
  put(service, "kitchens/other/recipes/9/makes/1.json", R"({"rating":4})");
  put(service, "recipes/3.json", R"({"recipeName":"x","ingredients":[{"quantity":-1}]})");
  CHECK(service.post("/uploads/sweep", "").status == 200);
  CHECK(service.ask({"POST", "/uploads/sweep"}, service.make_token("upload", "other")).status == 200);
  service.deliver();
  put(service, "recipes/4.json", apple_pie);
  CHECK(service.post("/uploads/sweep", "").status == 200);  // seen, and not yet decided on
  service.world.now_ms += 7500;
  const edge::Response answer = scrape(service);
  REQUIRE(answer.status == 200);
  CHECK(says(answer, "cookdiff_objects{state=\"stored\"} 2"));
  CHECK(says(answer, "cookdiff_objects{state=\"pending\"} 1"));
  CHECK(says(answer, "cookdiff_objects{state=\"rejected\"} 1"));
  CHECK(says(answer, "cookdiff_objects{state=\"queued\"} 1"));
  CHECK(says(answer, "cookdiff_objects{state=\"failed\"} 0"));
  CHECK(answer.body.find("\ncookdiff_oldest_waiting_seconds 7.5") != std::string::npos);
  CHECK(says(answer, "cookdiff_upload_to_stored_seconds_gcount 4"));
  CHECK(says(answer, "cookdiff_dead_letters 0"));
  CHECK(says(answer, "cookdiff_due_makes 0"));
  CHECK(answer.body.ends_with("# EOF\n"));
  CHECK(answer.body.find("Pie") == std::string::npos);
}

TEST_CASE("metrics: the buckets add up, and their edges belong to the lower one") {
  Service service;
  const auto row = [&](const std::string& key, std::int64_t took_ms) {
    const std::int64_t at = service.world.now_ms - 1000;
    (void)service.world.database.rows(
        "INSERT INTO objects (key, kitchen, revision, state, uploaded_ms, decided_ms) VALUES ('" + key +
        "', 'home', 1, 'stored', " + std::to_string(at) + ", " + std::to_string(at + took_ms) + ")");
  };
  row("a", 1000);
  row("b", 1001);
  row("c", 3'600'001);
  const edge::Response answer = scrape(service);
  CHECK(says(answer, "cookdiff_upload_to_stored_seconds_bucket{le=\"1.0\"} 1"));
  CHECK(says(answer, "cookdiff_upload_to_stored_seconds_bucket{le=\"2.0\"} 2"));
  CHECK(says(answer, "cookdiff_upload_to_stored_seconds_bucket{le=\"3600.0\"} 2"));
  CHECK(says(answer, "cookdiff_upload_to_stored_seconds_bucket{le=\"+Inf\"} 3"));
  CHECK(says(answer, "cookdiff_upload_to_stored_seconds_gsum 3602.002"));
}

TEST_CASE("metrics: counted once in five minutes, however often they are asked for") {
  Service service;
  REQUIRE(scrape(service).status == 200);
  put(service, "recipes/2.json", apple_pie);
  CHECK(service.post("/uploads/sweep", "").status == 200);
  service.deliver();
  const std::int64_t counted = service.world.now_ms;
  CHECK(says(scrape(service), "cookdiff_objects{state=\"stored\"} 0"));
  service.world.now_ms = counted + store::metrics_age_ms_max;
  CHECK(says(scrape(service), "cookdiff_objects{state=\"stored\"} 1"));
}

TEST_CASE("metrics: only the scope of that name, which no kitchen's admin has or can give") {
  Service service;
  CHECK(service.ask({"GET", "/metrics"}, "").status == 401);
  for (const char* scopes : {"read", "upload", "admin", "read upload admin"})
    CHECK_MESSAGE(service.ask({"GET", "/metrics"}, service.make_token(scopes)).status == 403, scopes);
  CHECK(service.ask({"GET", "/recipes"}, service.make_token("metrics")).status == 403);
  const edge::Response asked = service.post("/tokens", R"({"scopes":["metrics"],"name":"monitoring"})");
  CHECK(asked.status == 422);
  CHECK(service.ask({"GET", "/metrics", "", {{"accept", "application/json"}}}, service.make_token("metrics")).status ==
        406);
}
