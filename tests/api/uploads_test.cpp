#include "ingest/ingest.hpp"
#include "service.hpp"

using namespace cookdiff;
using namespace cookdiff::api;

TEST_CASE("what lies in the bucket is found, compared and listed with its state and reason") {
  Service service;
  auto put = [&](std::string_view key, std::string_view body) {
    service.world.recipes.put(key, body, {}, false, std::nullopt, service.world.now_ms += 1000);
  };
  put("recipes/2.json", apple_pie);
  put("recipes/2/makes/1.json", R"({"rating":4})");
  put("recipes/3.json", R"({"recipeName":"x","ingredients":[{"quantity":-1}]})");
  put("kitchens/other/recipes/2.json", apple_pie);
  const edge::Response swept = service.post("/uploads/sweep", "");
  REQUIRE(swept.status == 200);
  CHECK(at(swept, "/objects") == "3");
  CHECK(at(swept, "/enqueued") == "3");
  CHECK(at(swept, "/complete") == "true");
  service.deliver();
  const edge::Response list = service.get("/uploads");
  CHECK(at(list, "/uploads/0/key") == "\"recipes/3.json\"");
  CHECK(at(list, "/uploads/0/state") == "\"rejected\"");
  CHECK(at(list, "/uploads/0/reason/type") == "\"urn:cookdiff:problem:bad-value\"");
  CHECK(at(list, "/uploads/0/reason/pointer") == "\"/ingredients/0/quantity\"");
  CHECK(at(list, "/uploads/1/makeId") == "1");
  CHECK(at(list, "/uploads/1/role") == "\"make\"");
  CHECK(at(list, "/uploads/2/state") == "\"stored\"");
  CHECK(at(list, "/uploads/2/reason") == "null");
  CHECK(at(list, "/uploads/3") == "absent");
  CHECK(at(service.get("/uploads?state=rejected"), "/uploads/1") == "absent");
  CHECK(service.get("/uploads?state=lost").status == 400);
  CHECK(at(service.get("/recipes/2/makes/1/differences"), "/asWritten") == "true");
}

TEST_CASE("an object is looked at again, of the own kitchen only") {
  Service service;
  const std::string key = "recipes/3.json";
  service.world.recipes.put(key, "{", {}, false, std::nullopt, service.world.now_ms);
  CHECK(service.post("/uploads/sweep", "").status == 200);
  service.deliver();
  const std::string target = "/uploads/" + ingest::upload_id(key) + "/retry";
  CHECK(at(service.post(target, ""), "/state") == "\"rejected\"");
  service.world.recipes.put(key, R"({"recipeName":"Soup"})", {}, false, std::nullopt, service.world.now_ms += 1000);
  const edge::Response mended = service.post(target, "");
  CHECK(mended.status == 200);
  CHECK(at(mended, "/state") == "\"stored\"");
  CHECK(at(mended, "/recipeId") == "3");
  CHECK(service.ask({"POST", target}, service.make_token("admin", "other")).status == 404);
  CHECK(service.post("/uploads/" + ingest::upload_id("recipes/4.json") + "/retry", "").status == 404);
  for (const char* id : {"!", "_w", "AA", "9007199254740993"})  // no base64url, no UTF-8, a NUL, no UTF-8
    CHECK_MESSAGE(service.post("/uploads/" + std::string{id} + "/retry", "").status == 404, id);
}
