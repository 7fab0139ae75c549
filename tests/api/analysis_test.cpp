#include "service.hpp"

using namespace cookdiff;
using namespace cookdiff::api;

namespace {

struct Pie : Service {
  Pie() { REQUIRE(post("/recipes", std::string{apple_pie}).status == 200); }
  void make(std::string_view cinnamon, std::string_view rating) {
    const std::string body = R"({"rating":)" + std::string{rating} +
                             R"(,"ingredients":[{"ingredientId":1,"quantity":)" + std::string{cinnamon} +
                             R"(,"measurement":"TBS","ingredientName":"cinnamon"},{"ingredientId":2,"quantity":6,)" +
                             R"("measurement":"unit","ingredientName":"apples"}]})";
    REQUIRE(post("/recipes/2/makes", body).status == 200);
  }
};

}  // namespace

TEST_CASE("the analysis of a recipe without makes, and of one that is not there") {
  Pie service;
  const edge::Response empty = service.get("/recipes/2/analysis");
  REQUIRE(empty.status == 200);
  CHECK(at(empty, "/makes/count") == "0");
  CHECK(at(empty, "/recipeVersion") == "1");
  CHECK(at(empty, "/suggested") == "null");
  CHECK(service.get("/recipes/3/analysis").status == 404);
  CHECK(service.post("/recipes/3/versions/suggested", "").status == 404);
  CHECK(service.post("/recipes/2/versions/suggested", "").status == 409);
}

TEST_CASE("makes are analysed, and what they agree on becomes the next version") {
  Pie service;
  service.make("1", "5");
  service.make("1", "4");
  service.make("0.5", "3");
  service.make("1", "5");
  const edge::Response analysis = service.get("/recipes/2/analysis");
  REQUIRE(analysis.status == 200);
  CHECK(at(analysis, "/ingredients/0/amount/values") == "[1,1,0.5,1]");
  CHECK(at(analysis, "/rating/mean") == "4.25");
  CHECK(at(analysis, "/changes/0/changeId") == "\"ingredient/1/more\"");
  CHECK(at(analysis, "/effects/0/verdict") == "\"not enough makes\"");
  CHECK(at(analysis, "/suggested/recipe/ingredients/0/quantity") == "1");
  const std::string tag = header(analysis, "etag");
  CHECK(service.get("/recipes/2/analysis", {{"if-none-match", tag}}).status == 304);
  CHECK(service.post("/recipes/2/versions/suggested", "", {{"if-match", "\"other\""}}).status == 412);
  const edge::Response accepted = service.post("/recipes/2/versions/suggested", "", {{"if-match", tag}});
  REQUIRE(accepted.status == 200);
  CHECK(at(accepted, "/ingredients/0/quantity") == "1");
  CHECK(at(accepted, "/recipeName") == "\"Apple Pie\"");
  const edge::Response now = service.get("/recipes/2");
  CHECK(now.body == accepted.body);
  CHECK(header(now, "etag") == header(accepted, "etag"));
  CHECK(at(service.get("/recipes/2/versions"), "/versions/0/recipeVersion") == "2");
  // The makes stay compared with the version that they were made by; there is nothing left to suggest.
  CHECK(at(service.get("/recipes/2/analysis"), "/suggested") == "null");
  CHECK(service.post("/recipes/2/versions/suggested", "", {{"if-match", tag}}).status == 412);
  CHECK(service.post("/recipes/2/versions/suggested", "").status == 409);
}

TEST_CASE("reading needs the scope read, accepting upload") {
  Pie service;
  CHECK(service.ask({"GET", "/recipes/2/analysis"}, "").status == 401);
  CHECK(service.ask({"GET", "/recipes/2/analysis"}, service.make_token("upload")).status == 403);
  CHECK(service.ask({"POST", "/recipes/2/versions/suggested"}, service.make_token("read")).status == 403);
  CHECK(service.ask({"GET", "/recipes/2/analysis"}, service.make_token("read", "other")).status == 404);
}

TEST_CASE("of many makes the answer is kept until one of them changes") {
  Pie service;
  for (int i = 0; i < 50; ++i) service.make(i % 2 == 0 ? "1" : "0.5", i % 2 == 0 ? "5" : "3");
  const edge::Response first = service.get("/recipes/2/analysis");
  REQUIRE(first.status == 200);
  CHECK(at(first, "/effects/0/verdict") == "\"better\"");
  REQUIRE(service.world.kv.size() == 1);
  const auto reads = service.world.database.figures.rows_read;
  CHECK(service.get("/recipes/2/analysis").body == first.body);
  CHECK(service.world.kv.size() == 1);
  // A kept one is what is answered.
  std::string& kept = service.world.kv.begin()->second;
  kept.replace(kept.find(R"("count":50)"), 10, R"("count":49)");
  CHECK(at(service.get("/recipes/2/analysis"), "/makes/count") == "49");
  // Another make, and it is looked at anew.
  service.make("1", "1");
  const edge::Response next = service.get("/recipes/2/analysis");
  CHECK(at(next, "/makes/count") == "51");
  CHECK(service.world.kv.size() == 2);
  CHECK(service.world.database.figures.rows_read > reads);
  // A corrected make changes no count.
  REQUIRE(service.world.kv.size() == 2);
  service.world.recipes.put("recipes/2/makes/1.json", R"({"makeId":1,"makeOf":2,"rating":2})", {}, false, std::nullopt,
                            service.world.now_ms += 1000);
  CHECK(service.post("/uploads/sweep", "").status == 200);
  service.deliver();
  CHECK(at(service.get("/recipes/2/analysis"), "/timeline/ratings/0") == "2");
}
