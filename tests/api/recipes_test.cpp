#include "api/calls.hpp"

#include "service.hpp"

using namespace cookdiff;
using namespace cookdiff::api;

namespace {

std::string named(std::string_view id, std::string_view name) {
  return R"({"recipeId":)" + std::string{id} + R"(,"recipeName":")" + std::string{name} +
         R"(","ingredients":[{"quantity":1,"ingredientName":"salt"}]})";
}

}  // namespace

TEST_CASE("a client posts a Recipe and gets a Recipe back, numbers as numbers") {
  Service service;
  const edge::Response posted = service.post("/recipes", std::string{apple_pie});
  REQUIRE(posted.status == 200);
  CHECK(header(posted, "content-type") == "application/json");
  CHECK(header(posted, "location") == "/recipes/2");
  CHECK(at(posted, "/recipeId") == "2");
  CHECK(at(posted, "/rating") == "5.0");
  CHECK(at(posted, "/ingredients/0/quantity") == "0.5");
  CHECK(at(posted, "/ingredients/1/ingredientId") == "2");
  const edge::Response got = service.get("/recipes/2");
  CHECK(got.status == 200);
  CHECK(got.body == posted.body);
  CHECK(header(got, "etag") == header(posted, "etag"));
  CHECK(service.world.recipes.find("recipes/2.json") != nullptr);
}

TEST_CASE("a recipe has one original; without an id it gets the next whole number") {
  Service service;
  CHECK(service.post("/recipes", std::string{apple_pie}).status == 200);
  const edge::Response again = service.post("/recipes", named("2", "Another"));
  CHECK(again.status == 409);
  CHECK(at(service.get("/recipes/2"), "/recipeName") == "\"Apple Pie\"");
  const edge::Response numbered = service.post("/recipes", R"({"recipeName":"Soup"})");
  CHECK(numbered.status == 200);
  CHECK(at(numbered, "/recipeId") == "3");
  CHECK(at(service.get("/recipes/3"), "/recipeId") == "3");
}

TEST_CASE("text ids come back as text, whatever letters they have") {
  Service service;
  const edge::Response posted = service.post("/recipes", named("\"pie/ä 1\"", "Pie"));
  REQUIRE(posted.status == 200);
  CHECK(header(posted, "location") == "/recipes/pie%2F%C3%A4%201");
  const edge::Response got = service.get("/recipes/pie%2F%C3%A4%201");
  CHECK(got.status == 200);
  CHECK(at(got, "/recipeId") == "\"pie/ä 1\"");
}

TEST_CASE("PUT makes a new version; all versions stay") {
  Service service;
  CHECK(service.put("/recipes", named("7", "One")).status == 404);
  CHECK(service.post("/recipes", named("7", "One")).status == 200);
  const edge::Response second = service.put("/recipes", named("7", "Two"));
  CHECK(second.status == 200);
  CHECK(at(second, "/recipeName") == "\"Two\"");
  CHECK(at(service.get("/recipes/7"), "/recipeName") == "\"Two\"");
  CHECK(at(service.get("/recipes/7?version=1"), "/recipeName") == "\"One\"");
  CHECK(service.get("/recipes/7?version=3").status == 404);
  CHECK(service.get("/recipes/7?version=0").status == 400);
  CHECK(service.get("/recipes/7?version=x").status == 400);
  const edge::Response versions = service.get("/recipes/7/versions");
  CHECK(at(versions, "/recipeId") == "7");
  CHECK(at(versions, "/versions/0/recipeVersion") == "2");
  CHECK(at(versions, "/versions/1/recipeVersion") == "1");
  CHECK(at(versions, "/versions/2") == "absent");
  CHECK(service.get("/recipes/8/versions").status == 404);
}

TEST_CASE("If-Match guards a new version") {
  Service service;
  const std::string first = header(service.post("/recipes", named("7", "One")), "etag");
  CHECK(service.put("/recipes", named("7", "Two"), {{"if-match", "\"other\""}}).status == 412);
  CHECK(service.put("/recipes", named("7", "Two"), {{"if-match", "W/" + first}}).status == 412);
  CHECK(at(service.get("/recipes/7"), "/recipeName") == "\"One\"");
  const edge::Response second = service.put("/recipes", named("7", "Two"), {{"if-match", first}});
  CHECK(second.status == 200);
  CHECK(service.put("/recipes", named("7", "Three"), {{"if-match", first}}).status == 412);
  CHECK(service.put("/recipes", named("7", "Three"), {{"if-match", first + ", " + header(second, "etag")}}).status ==
        200);
  CHECK(service.put("/recipes", named("7", "Four"), {{"if-match", "*"}}).status == 200);
  CHECK(service.put("/recipes", named("8", "None"), {{"if-match", "*"}}).status == 404);
}

TEST_CASE("If-None-Match: a recipe that is still the same is 304") {
  Service service;
  CHECK(service.post("/recipes", std::string{apple_pie}).status == 200);
  const std::string tag = header(service.get("/recipes/2"), "etag");
  const edge::Response same = service.get("/recipes/2", {{"if-none-match", "W/" + tag}});
  CHECK(same.status == 304);
  CHECK(same.body.empty());
  CHECK(header(same, "etag") == tag);
  CHECK(service.put("/recipes", named("2", "New")).status == 200);
  CHECK(service.get("/recipes/2", {{"if-none-match", tag}}).status == 200);
}

TEST_CASE("bad documents are refused with their place and nothing is written") {
  Service service;
  const auto refused = [&](std::string body, int status, std::string_view pointer) {
    const edge::Response response = service.post("/recipes", body);
    CHECK_MESSAGE(response.status == status, body.substr(0, 80));
    if (status == 422)
      CHECK_MESSAGE(at(response, "/pointer") == "\"" + std::string{pointer} + "\"", body.substr(0, 80));
  };
  refused("", 400, "");
  refused("{", 400, "");
  refused(R"({"recipeName":"a)", 400, "");
  refused("{\"recipeName\":\"\xff\"}", 400, "");
  refused(std::string("{\"recipeName\":\"a\0b\"}", 20), 400, "");
  refused(R"({"recipeName":"a","recipeId":true})", 422, "/recipeId");
  refused(R"({"recipeName":"a","ingredients":{}})", 422, "/ingredients");
  refused(R"({"recipeName":"a","ingredients":[{"quantity":-1}]})", 422, "/ingredients/0/quantity");
  refused(R"({"recipeName":"a","recipeId":")" + std::string(129, 'x') + "\"}", 422, "/recipeId");
  refused("hello", 400, "");
  CHECK(service.post("/recipes", std::string(300, '[') + std::string(300, ']')).status == 422);
  CHECK(service.world.recipes.objects().empty());
}

TEST_CASE("a body of 1 MiB is taken, one byte more is 413") {
  Service service;
  std::string body = named("1", "Big");
  body.resize(1 << 20, ' ');
  CHECK(service.post("/recipes", body + " ").status == 413);
  CHECK(service.world.recipes.objects().empty());
  CHECK(service.post("/recipes", body).status == 200);
}

TEST_CASE("the list is newest first and its cursor survives what comes in between") {
  Service service;
  for (int n = 1; n <= 5; ++n)
    CHECK(service.post("/recipes", named(std::to_string(n), "R" + std::to_string(n))).status == 200);
  const edge::Response first = service.get("/recipes?limit=2");
  CHECK(at(first, "/recipes/0/recipeId") == "5");
  CHECK(at(first, "/recipes/1/recipeId") == "4");
  CHECK(at(first, "/recipes/2") == "absent");
  CHECK(service.post("/recipes", named("6", "R6")).status == 200);
  std::string next = at(first, "/next");
  const edge::Response second = service.get("/recipes?limit=2&cursor=" + next.substr(1, next.size() - 2));
  CHECK(at(second, "/recipes/0/recipeId") == "3");
  CHECK(at(second, "/recipes/1/recipeId") == "2");
  next = at(second, "/next");
  const edge::Response third = service.get("/recipes?limit=2&cursor=" + next.substr(1, next.size() - 2));
  CHECK(at(third, "/recipes/0/recipeId") == "1");
  CHECK(at(third, "/next") == "null");
}

TEST_CASE("limits and cursors that are none are 400") {
  Service service;
  for (const char* query : {"limit=0", "limit=201", "limit=-1", "limit=x", "limit=", "limit=1e1", "limit=%zz",
                            "cursor=", "cursor=!", "cursor=AAAA", "name=%ff"})
    CHECK_MESSAGE(service.get("/recipes?" + std::string{query}).status == 400, query);
  CHECK(service.get("/recipes?limit=1").status == 200);
  CHECK(service.get("/recipes?limit=200").status == 200);
  CHECK(service.get("/recipes?name=" + std::string(1024, 'a')).status == 200);
  CHECK(service.get("/recipes?name=" + std::string(1025, 'a')).status == 400);
}

TEST_CASE("the list has the figures of the makes, and is searched by name and ingredient") {
  Service service;
  CHECK(service.post("/recipes", std::string{apple_pie}).status == 200);
  CHECK(service.post("/recipes", named("9", "Salted Soup")).status == 200);
  CHECK(service.post("/recipes/2/makes", R"({"rating":4})").status == 200);
  CHECK(service.post("/recipes/2/makes", R"({"rating":3,"ingredients":[]})").status == 200);
  const edge::Response list = service.get("/recipes?name=apple");
  CHECK(at(list, "/recipes/0/recipeId") == "2");
  CHECK(at(list, "/recipes/1") == "absent");
  CHECK(at(list, "/recipes/0/makes") == "2");
  CHECK(at(list, "/recipes/0/meanRating") == "3.5");
  CHECK(at(list, "/recipes/0/asWrittenShare") == "0.5");
  CHECK(at(list, "/recipes/0/lastMadeAt") != "null");
  CHECK(at(service.get("/recipes?ingredient=SALT"), "/recipes/0/recipeId") == "9");
  CHECK(at(service.get("/recipes?ingredient=cumin"), "/recipes") == "[]");
}

TEST_CASE("another kitchen's recipes are not there") {
  Service service;
  CHECK(service.post("/recipes", std::string{apple_pie}).status == 200);
  CHECK(service.post("/recipes/2/makes", R"({"makeId":5,"rating":4})").status == 200);
  const std::string other = service.make_token("admin", "other");
  for (const char* target : {"/recipes/2", "/recipes/2/versions", "/recipes/2/makes", "/recipes/2/makes/5",
                             "/recipes/2/makes/5/differences"})
    CHECK_MESSAGE(service.ask({"GET", target}, other).status == 404, target);
  CHECK(at(service.ask({"GET", "/recipes"}, other), "/recipes") == "[]");
  CHECK(at(service.ask({"GET", "/uploads"}, other), "/uploads") == "[]");
  CHECK(service.ask({"PUT", "/recipes", std::string{apple_pie}}, other).status == 404);
  CHECK(service.ask({"POST", "/recipes", std::string{apple_pie}}, other).status == 200);
  CHECK(service.world.recipes.find("kitchens/other/recipes/2.json") != nullptr);
}

TEST_CASE("other formats are taken by their content") {
  Service service;
  const std::string page =
      R"({"@context":"https://schema.org","@type":"Recipe","name":"Bread","recipeIngredient":["500 g flour"],)"
      R"("recipeInstructions":["Bake."]})";
  const edge::Response posted =
      service.ask({"POST", "/recipes", page, {{"content-type", "application/ld+json"}}}, service.token());
  REQUIRE(posted.status == 200);
  CHECK(at(posted, "/recipeName") == "\"Bread\"");
  CHECK(at(posted, "/ingredients/0/quantity") == "500");
  CHECK(service.get("/recipes/1").body == posted.body);
  CHECK(service.ask({"POST", "/recipes", "Just words.", {{"content-type", "text/plain"}}}, service.token()).status ==
        422);
}
