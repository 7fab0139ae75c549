// A kitchen's tables made again from the two buckets say what they said, also where no object tells it any more.
#include "ingest/rebuild.hpp"
#include "edge/frame.hpp"
#include "ingest/watcher.hpp"
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
  // Gives how many calls there were.
  int rebuild() {
    for (int calls = 1; calls < 100; ++calls) {
      const edge::Response answer =
          service.ask({"POST", calls == 1 ? "/kitchen/rebuild" : "/kitchen/rebuild?continue"}, admin);
      REQUIRE(answer.status == 200);
      if (at(answer, "/complete") == "true") return calls;
    }
    return 0;
  }
  void fill_with_recipes(int count) {
    for (int n = 1; n <= count; ++n)
      put("recipes/" + std::to_string(n) + ".json", R"({"recipeName":"Soup","steps":["Boil"]})");
    settle();
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
  CHECK(kitchen.rebuild() == 1);  // it is small
  kitchen.settle();
  CHECK(kitchen.shown() == before);
}

TEST_CASE("a call brings in so many rows, and what is left is for the next") {
  for (const auto& [recipes, calls] : std::initializer_list<std::pair<int, int>>{
           {ingest::rebuild_rows_a_call, 1}, {ingest::rebuild_rows_a_call + 1, 2}}) {
    Kitchen kitchen;
    kitchen.fill_with_recipes(recipes);
    CHECK(kitchen.rebuild() == calls);
    CHECK(kitchen.service.world.database.rows("SELECT count(*) FROM recipes") ==
          std::vector<std::string>{std::to_string(recipes)});
  }
}

TEST_CASE("who continues begins none where none is under way") {
  Kitchen kitchen;
  fill(kitchen);
  const std::string before = kitchen.shown();
  CHECK(at(kitchen.service.ask({"POST", "/kitchen/rebuild?continue"}, kitchen.admin), "/complete") == "true");
  CHECK(kitchen.shown() == before);
}

TEST_CASE("while they are made again nothing of that kitchen is decided, another's goes on, and who writes helps") {
  Kitchen kitchen;
  kitchen.fill_with_recipes(2 * ingest::rebuild_rows_a_call + 1);
  CHECK(at(kitchen.service.ask({"POST", "/kitchen/rebuild"}, kitchen.admin), "/complete") == "false");
  const Send recipe{"POST", "/recipes", std::string{apple_pie}, {{"content-type", "application/json"}}};
  CHECK(kitchen.service.ask(recipe, kitchen.service.make_token("upload", "other")).status == 200);
  const edge::Response soup = kitchen.service.post("/recipes", R"({"recipeName":"Pea soup","steps":["Boil"]})");
  CHECK(soup.status == 202);  // in the bucket, and not decided on; it brought the second page in
  // The third one is brought in by the next call, which then decides.
  CHECK(kitchen.service.post("/recipes", R"({"recipeName":"Bean soup","steps":["Boil"]})").status == 200);
  kitchen.settle();
  CHECK(at(kitchen.service.get("/recipes/" + at(soup, "/recipeId")), "/recipeName") == "\"Pea soup\"");
}

TEST_CASE("one that was left by who began it is carried on by the sweep, also where no object is left") {
  Kitchen kitchen;
  kitchen.put("recipes/2.json", apple_pie);
  kitchen.settle();
  kitchen.service.world.recipes.remove("recipes/2.json");
  kitchen.settle();
  sim::World& world = kitchen.service.world;
  world.install("watcher", {"RECIPES", "DB", "UPLOADS"},
                [](edge::Instance& i) { return std::make_unique<ingest::Watcher>(i); });
  for (const char* statement : {"INSERT INTO settings (name, value) VALUES ('rebuild.home', 'forget')",
                                "DELETE FROM objects", "DELETE FROM versions", "DELETE FROM recipes"})
    (void)world.database.rows(statement);
  world.begin("watcher", edge::EventKind::scheduled, edge::make_frame(R"({"cron":"* * * * *","time":0})"));
  while (world.step()) continue;
  kitchen.service.deliver();
  CHECK(world.database.rows("SELECT count(*) FROM settings WHERE name LIKE 'rebuild.%'") ==
        std::vector<std::string>{"0"});
  CHECK(kitchen.shown().find("rebuild") == std::string::npos);  // no row is owed to the hint
  kitchen.settle();
  CHECK(at(kitchen.service.get("/recipes/2/versions"), "/versions/0/recipeVersion") == "1");
}

TEST_CASE("only who may administer a kitchen has its tables made again") {
  Service service;
  for (const char* scopes : {"read", "upload", "read upload"})
    CHECK(service.ask({"POST", "/kitchen/rebuild"}, service.make_token(scopes)).status == 403);
  CHECK(service.ask({"POST", "/kitchen/rebuild"}, "").status == 401);
}
