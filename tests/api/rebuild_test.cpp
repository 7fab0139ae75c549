// A kitchen's tables made again from the two buckets say what they said, also where no object tells it any more.
#include "service.hpp"

using namespace cookdiff;
using namespace cookdiff::api;

namespace {

struct Kitchen {
  Service service;
  std::string admin = service.make_token("admin");

  void put(const std::string& key, std::string_view body) {
    service.world.recipes.put(key, body, {}, false, std::nullopt, service.world.now_ms += 1000);
  }
  void settle() {
    for (int n = 0; n < 3; ++n) {
      REQUIRE(service.post("/uploads/sweep", "").status == 200);
      service.deliver();
      service.world.now_ms += 11 * 60 * 1000;  // longer than the sweep trusts its marks
    }
  }
  // Everything that the API shows, but what depends on when it was asked.
  std::string shown() {
    std::string out = service.get("/uploads").body;
    for (const char* path : {"/recipes", "/recipes/2", "/recipes/2/versions", "/recipes/2/makes",
                             "/recipes/2/makes/1/differences", "/recipes/2/makes/2/differences", "/recipes/2/analysis"})
      out += "\n" + service.get(path).body;
    return out;
  }
  // Gives how many pieces there were.
  int rebuild() {
    for (int pieces = 1; pieces < 100; ++pieces) {
      const edge::Response answer = service.ask({"POST", "/kitchen/rebuild"}, admin);
      REQUIRE(answer.status == 200);
      if (at(answer, "/complete") == "true") return pieces;
    }
    return 0;
  }
};

// What the objects alone do not tell: a corrected make, an id that was taken, an original's older versions.
void fill(Kitchen& kitchen) {
  kitchen.put("recipes/2.json", apple_pie);
  kitchen.put("recipes/2/makes/1.json", R"({"rating":4})");
  kitchen.settle();
  kitchen.put("recipes/2.json", R"({"recipeName":"Better Pie","ingredients":["7 apples"],"steps":["Bake"]})");
  kitchen.put("recipes/2/makes/other/makes/1.json", R"({"rating":1})");  // its id is taken: it gets another
  kitchen.settle();
  kitchen.put("recipes/2/makes/1.json", R"({"rating":5,"notes":"corrected"})");
  kitchen.put("recipes/2/makes/2.json", R"({"rating":2})");
  kitchen.put("recipes/3/makes/9.json", R"({"rating":2})");  // pending
  kitchen.put("bad.json", "{");
  kitchen.settle();
}

}  // namespace

TEST_CASE("tables that are lost are made again, and say the same") {
  Kitchen kitchen;
  fill(kitchen);
  const std::string before = kitchen.shown();
  CHECK(before.find("Better Pie") != std::string::npos);
  for (const char* table : {"objects", "versions", "recipes"})
    (void)kitchen.service.world.database.rows("DELETE FROM " + std::string{table});
  CHECK(kitchen.shown() != before);
  CHECK(kitchen.rebuild() > 1);
  kitchen.settle();
  CHECK(kitchen.shown() == before);
}

TEST_CASE("while they are made again nothing of that kitchen is decided, and another's goes on") {
  Kitchen kitchen;
  fill(kitchen);
  CHECK(at(kitchen.service.ask({"POST", "/kitchen/rebuild"}, kitchen.admin), "/complete") == "false");
  const edge::Response soup = kitchen.service.post("/recipes", R"({"recipeName":"Soup","steps":["Boil"]})");
  CHECK(soup.status == 202);  // in the bucket, and not decided on
  const Send recipe{"POST", "/recipes", std::string{apple_pie}, {{"content-type", "application/json"}}};
  CHECK(kitchen.service.ask(recipe, kitchen.service.make_token("upload", "other")).status == 200);
  CHECK(kitchen.rebuild() > 0);
  kitchen.settle();
  CHECK(at(kitchen.service.get("/recipes/" + at(soup, "/recipeId")), "/recipeName") == "\"Soup\"");
}

TEST_CASE("only who may administer a kitchen has its tables made again") {
  Service service;
  for (const char* scopes : {"read", "upload", "read upload"})
    CHECK(service.ask({"POST", "/kitchen/rebuild"}, service.make_token(scopes)).status == 403);
  CHECK(service.ask({"POST", "/kitchen/rebuild"}, "").status == 401);
}
