#include "api/makes.hpp"

#include "service.hpp"

using namespace cookdiff;
using namespace cookdiff::api;

namespace {

struct Pie : Service {
  Pie() { REQUIRE(post("/recipes", std::string{apple_pie}).status == 200); }
};

constexpr std::string_view sweeter =
    R"({"recipeId":2,"recipeName":"Apple Pie 2","rating":4,"ingredients":[)"
    R"({"ingredientId":1,"quantity":1,"measurement":"TBS","ingredientName":"cinnamon"},)"
    R"({"ingredientId":2,"quantity":6,"measurement":"unit","ingredientName":"apples"}]})";

}  // namespace

TEST_CASE("a make may leave out what it did not change, and comes back filled") {
  Pie service;
  const edge::Response posted = service.post("/recipes/2/makes", R"({"rating":4,"notes":"a bit dry"})");
  REQUIRE(posted.status == 200);
  CHECK(header(posted, "location") == "/recipes/2/makes/1");
  CHECK(at(posted, "/recipeId") == "2");
  CHECK(at(posted, "/makeId") == "1");
  CHECK(at(posted, "/state") == "\"stored\"");
  CHECK(at(posted, "/ingredients/0/ingredientName") == "\"cinnamon\"");
  CHECK(at(posted, "/filled") == R"(["recipeName","ingredients","steps"])");
  CHECK(at(posted, "/rating") == "4");
  const edge::Response got = service.get("/recipes/2/makes/1");
  CHECK(got.body == posted.body);
  const edge::Response raw = service.get("/recipes/2/makes/1?raw");
  CHECK(raw.body == R"({"rating":4,"notes":"a bit dry"})");
  CHECK(header(raw, "content-type") == "application/json");
}

TEST_CASE("a token that may only upload gets nothing of the original") {
  Pie service;
  const edge::Response posted =
      service.ask({"POST", "/recipes/2/makes", R"({"rating":4})"}, service.make_token("upload"));
  REQUIRE(posted.status == 200);
  CHECK(at(posted, "/makeId") == "1");
  CHECK(at(posted, "/ingredients") == "absent");
  CHECK(at(posted, "/filled") == "[]");
}

TEST_CASE("the path says of which recipe it is") {
  Pie service;
  const edge::Response other = service.post("/recipes/2/makes", R"({"recipeId":3,"rating":4})");
  CHECK(other.status == 422);
  CHECK(at(other, "/pointer") == "\"/recipeId\"");
  CHECK(at(service.post("/recipes/2/makes", R"({"makeOf":"3","rating":4})"), "/pointer") == "\"/makeOf\"");
  CHECK(service.post("/recipes/2/makes", R"({"makeOf":2,"makeId":"first","rating":4})").status == 200);
  CHECK(service.post("/recipes/2/makes", R"({"makeId":"first","rating":5})").status == 409);
  CHECK(service.get("/recipes/2/makes/first").status == 200);
  CHECK(service.get("/recipes/2/makes/second").status == 404);
  CHECK(service.get("/recipes/9/makes/first").status == 404);
  CHECK(service.get("/recipes/9/makes").status == 404);
}

TEST_CASE("an Idempotency-Key makes a repeated POST one make") {
  Pie service;
  const edge::Headers key{{"idempotency-key", "abc"}};
  const edge::Response first = service.post("/recipes/2/makes", R"({"rating":4})", key);
  const edge::Response again = service.post("/recipes/2/makes", R"({"rating":4})", key);
  REQUIRE(first.status == 200);
  CHECK(again.status == 200);
  CHECK(again.body == first.body);
  CHECK(at(service.get("/recipes/2/makes"), "/makes/1") == "absent");
  CHECK(service.post("/recipes/2/makes", R"({"rating":5})", key).status == 409);
  CHECK(at(service.post("/recipes/2/makes", R"({"rating":4})"), "/makeId") == "2");
  CHECK(service.post("/recipes/2/makes", "{}", {{"idempotency-key", std::string(256, 'k')}}).status == 400);
  CHECK(service.post("/recipes/2/makes", R"({"rating":1})", {{"idempotency-key", std::string(255, 'k')}}).status ==
        200);
}

TEST_CASE("the list of makes: newest first, with summaries, filtered") {
  Pie service;
  CHECK(service.post("/recipes/2/makes", R"({"rating":4,"cook":"Ada","madeAt":"2024-03-01"})").status == 200);
  CHECK(service.post("/recipes/2/makes", std::string{sweeter}).status == 200);
  const edge::Response list = service.get("/recipes/2/makes");
  CHECK(at(list, "/recipeId") == "2");
  CHECK(at(list, "/makes/0/makeId") == "2");
  CHECK(at(list, "/makes/0/asWritten") == "false");
  CHECK(at(list, "/makes/0/recipeVersion") == "1");
  CHECK(at(list, "/makes/0/summary").find("cinnamon") != std::string::npos);
  CHECK(at(list, "/makes/1/asWritten") == "true");
  CHECK(at(list, "/makes/1/cook") == "\"Ada\"");
  CHECK(at(list, "/makes/1/madeAt") == "\"2024-03-01T00:00:00Z\"");
  CHECK(at(list, "/next") == "null");
  const auto only = [&](std::string query) {
    const edge::Response response = service.get("/recipes/2/makes?" + query);
    return at(response, "/makes/0/makeId") + "," + at(response, "/makes/1/makeId");
  };
  CHECK(only("asWritten=true") == "1,absent");
  CHECK(only("asWritten=false") == "2,absent");
  CHECK(only("cook=Ada") == "1,absent");
  CHECK(only("changed=cinnamon") == "2,absent");
  CHECK(only("until=2024-03-02") == "1,absent");
  CHECK(only("from=2024-03-01&until=2024-03-01T00:00:01Z") == "1,absent");
  CHECK(only("from=2024-03-02") == "2,absent");
  CHECK(only("limit=1") == "2,absent");
  for (const char* query : {"asWritten=yes", "from=soon", "until=2024-13-01", "limit=0"})
    CHECK_MESSAGE(service.get("/recipes/2/makes?" + std::string{query}).status == 400, query);
}

TEST_CASE("the differences: the make's fields and what changed in one object") {
  Pie service;
  CHECK(service.post("/recipes/2/makes", std::string{sweeter}).status == 200);
  const edge::Response response = service.get("/recipes/2/makes/1/differences");
  REQUIRE(response.status == 200);
  CHECK(at(response, "/recipeId") == "2");
  CHECK(at(response, "/makeId") == "1");
  CHECK(at(response, "/recipeVersion") == "1");
  CHECK(at(response, "/recipeName") == "\"Apple Pie 2\"");
  CHECK(at(response, "/rating") == "4");
  CHECK(at(response, "/steps/0/stepId") == "1");
  CHECK(at(response, "/asWritten") == "false");
  CHECK(response.body.find(R"("ingredientName":"cinnamon")") != std::string::npos);
  CHECK(response.body.find(R"("recipeField":"rating")") != std::string::npos);
  const edge::Response same =
      service.get("/recipes/2/makes/1/differences", {{"if-none-match", header(response, "etag")}});
  CHECK(same.status == 304);
}

TEST_CASE("the differences in five forms") {
  Pie service;
  CHECK(service.post("/recipes/2/makes", R"({"rating":4,"notes":"dry"})").status == 200);
  const auto as = [&](std::string type) {
    return service.get("/recipes/2/makes/1/differences", {{"accept", std::move(type)}});
  };
  const edge::Response patch = as("application/json-patch+json");
  CHECK(header(patch, "content-type") == "application/json-patch+json");
  CHECK(patch.body.find("\"/rating\"") != std::string::npos);
  CHECK(as("application/merge-patch+json").status == 200);
  CHECK(header(as("text/plain"), "content-type") == "text/plain; charset=utf-8");
  CHECK(header(as("text/html,*/*;q=0.1"), "content-type") == "text/html; charset=utf-8");
  CHECK(as("image/png").status == 406);
  CHECK(service.post("/recipes/2/makes", R"({"rating":null,"tool":null})").status == 200);
  CHECK(service.get("/recipes/2/makes/2/differences", {{"accept", "application/merge-patch+json"}}).status == 422);
}

TEST_CASE("the patch of two pages' data applies to what was uploaded") {
  Service service;
  const edge::Headers linked{{"content-type", "application/ld+json"}};
  CHECK(service
            .ask({"POST", "/recipes", R"({"@type":"Recipe","name":"A","recipeIngredient":["1 egg"]})", linked},
                 service.token())
            .status == 200);
  CHECK(service
            .ask({"POST", "/recipes/1/makes", R"({"@type":"Recipe","name":"B","recipeIngredient":["1 egg"]})", linked},
                 service.token())
            .status == 200);
  const edge::Response patch =
      service.get("/recipes/1/makes/1/differences", {{"accept", "application/json-patch+json"}});
  CHECK(patch.body == R"([{"op":"replace","path":"/name","value":"B"}])");
  CHECK(at(service.get("/recipes/1/makes/1/differences"), "/differences/0/recipeField") == "\"name\"");
}

TEST_CASE("against another version, against another make") {
  Pie service;
  CHECK(service.post("/recipes/2/makes", R"({"makeId":"a","rating":4})").status == 200);
  CHECK(service.put("/recipes", R"({"recipeId":2,"recipeName":"Apple Pie","ingredients":[]})").status == 200);
  CHECK(service.post("/recipes/2/makes", R"({"makeId":"b","rating":4})").status == 200);
  const auto against = [&](std::string what) { return service.get("/recipes/2/makes/a/differences?against=" + what); };
  CHECK(at(service.get("/recipes/2/makes/a/differences"), "/recipeVersion") == "1");
  CHECK(at(against("version:1"), "/asWritten") == "true");
  const edge::Response newer = against("version:2");
  CHECK(at(newer, "/recipeVersion") == "2");
  CHECK(at(newer, "/asWritten") == "false");
  CHECK(newer.body.find("\"added\"") != std::string::npos);
  CHECK(at(against("make:a"), "/identical") == "true");
  const edge::Response other = against("make:b");
  CHECK(at(other, "/recipeVersion") == "null");
  CHECK(at(other, "/asWritten") == "false");
  CHECK(against("version:3").status == 404);
  CHECK(against("make:c").status == 404);
  for (const char* what :
       {"version:0", "version:", "version:x", "make:", "recipe:1", "2", "version:99999999999999999999"})
    CHECK_MESSAGE(against(what).status == 400, what);
}

TEST_CASE("a make before its original: 409 until that comes") {
  Service service;
  // Only by the bucket: a path names a recipe that there is.
  CHECK(service.post("/recipes/5/makes", R"({"makeId":1,"recipeName":"Soup","rating":3})").status == 404);
  service.world.recipes.put("recipes/5/makes/1.json", R"({"makeId":1,"recipeName":"Soup","rating":3})", {}, false,
                            std::nullopt, service.world.now_ms += 1000);
  REQUIRE(service.post("/uploads/sweep", "").status == 200);
  service.deliver();
  const edge::Response early = service.get("/recipes/5/makes/1/differences");
  CHECK(early.status == 409);
  CHECK(at(early, "/type") == "\"urn:cookdiff:problem:pending\"");
  CHECK(service.get("/recipes/5/makes/1/differences?against=make:1").status == 409);
  CHECK(service.get("/recipes/5").status == 404);
  CHECK(at(service.get("/recipes/5/makes"), "/makes/0/state") == "\"pending\"");
  CHECK(service.post("/recipes", R"({"recipeId":5,"recipeName":"Soup","rating":5})").status == 200);
  CHECK(service.get("/recipes/5/makes/1/differences").status == 200);
}
