// The work of every read that somebody waits for, in steps of SQLite's machine, over a thousand makes and over a
// hundred times as many: it follows what is read, not what is there.
#include "store/bench.hpp"
#include "store/read.hpp"
#include "store/standing.hpp"
#include "store/system.hpp"

using namespace cookdiff;
using namespace cookdiff::store;
using namespace cookdiff::store::test;

namespace {

constexpr int makes_a_recipe = 100;

void fill(Bench& bench, int makes) {
  const std::string numbers = "WITH RECURSIVE n(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM n WHERE n < ";
  const std::string recipes = numbers + std::to_string(makes / makes_a_recipe - 1) + ") ";
  bench.sql(
      recipes +
      "INSERT INTO recipes (kitchen, recipe, is_number, generation, state, original_key, current, name, "
      "ingredients, created_ms, updated_ms) SELECT 'home', 'r' || n, 0, 2, 'stored', 'recipes/r' || n || '.json', "
      "1, 'Pie ' || n, 'flour', n, n FROM n");
  bench.sql(recipes +
            "INSERT INTO versions (kitchen, recipe, number, uploaded_ms, hash, size, format) SELECT 'home', 'r' || n, "
            "1, 0, 'h', 9, 'json' FROM n");
  bench.sql(numbers + std::to_string(makes - 1) +
            ") INSERT INTO objects (key, kitchen, revision, state, version, uploaded_ms, first_ms, recipe, role, "
            "make_id, make_is_number, pinned, engine, as_written, rating, made_ms, summary, facts, differences) SELECT "
            "'recipes/r' || (n / 100) || '/makes/' || n || '.json', 'home', 1, 'stored', 'v', n, n, 'r' || (n / 100), "
            "'make', n, 1, 1, 'e', n % 2, n % 5, n, 's', '{}', '{}' FROM n");
}

// Steps of one read; its answer must not be empty.
std::uint64_t steps(Bench& bench, const Job& read) {
  const std::uint64_t before = bench.world.database.figures.steps;
  const std::string found = bench.run(read);
  REQUIRE(found != "0");
  REQUIRE(found.find("error") == std::string::npos);
  return bench.world.database.figures.steps - before;
}

using Reads = std::vector<std::pair<const char*, Job>>;

// `middle`: a place in the middle of all uploads, and of all recipes.
Reads reads(int makes) {
  const Kitchen home = Kitchen::home();
  const auto count = [](std::size_t rows) { return std::to_string(rows); };
  const Place middle{makes / 2, "x"};
  const Place middle_recipe{makes / makes_a_recipe / 2, "x"};
  using Text = edge::Task<std::string>;
  return {
      {"list", [=](edge::Instance& i) -> Text { co_return count((co_await recipes(i, home, {}, {}, 5)).rows.size()); }},
      {"list, in the middle",
       [=](edge::Instance& i) -> Text {
         co_return count((co_await recipes(i, home, {}, middle_recipe, 3)).rows.size());
       }},
      {"recipe", [=](edge::Instance& i) -> Text { co_return count((co_await recipe(i, home, "r3")).has_value()); }},
      {"makes",
       [=](edge::Instance& i) -> Text {
         co_return count((co_await store::makes(i, home, "r3", {}, {}, 20)).rows.size());
       }},
      {"make", [=](edge::Instance& i) -> Text { co_return count((co_await make(i, home, "r3", "305")).has_value()); }},
      {"versions",
       [=](edge::Instance& i) -> Text { co_return count((co_await versions(i, home, "r3", {}, 20)).rows.size()); }},
      {"uploads",
       [=](edge::Instance& i) -> Text {
         co_return count((co_await uploads(i, home, std::nullopt, {}, 20)).rows.size());
       }},
      {"uploads, in the middle",
       [=](edge::Instance& i) -> Text {
         co_return count((co_await uploads(i, home, std::nullopt, middle, 20)).rows.size());
       }},
      {"a make's place",
       [=](edge::Instance& i) -> Text { co_return count((co_await make_place(i, home, "r3", "305")).taken); }},
      {"a page of an export",
       [=](edge::Instance& i) -> Text { co_return count((co_await export_rows(i, home, "recipes/r3/", 20)).size()); }},
      {"a page of the sweep",
       [=](edge::Instance& i) -> Text {
         const Lacking found =
             co_await lacking(i, {}, {"recipes/r3/", "recipes/r3/makes/310", "x", std::nullopt}, 0, "e");
         co_return count(found.gone.size());
       }},
  };
}

}  // namespace

TEST_CASE("a read's work over a hundred thousand makes is within twice that over a thousand") {
  Bench small;
  Bench large;
  fill(small, 1000);
  fill(large, 100'000);
  const Reads over_few = reads(1000);
  const Reads over_many = reads(100'000);
  for (std::size_t n = 0; n < over_few.size(); ++n) {
    const std::uint64_t few = steps(small, over_few[n].second);
    const std::uint64_t many = steps(large, over_many[n].second);
    CAPTURE(few);
    CAPTURE(many);
    CHECK_MESSAGE(many <= 2 * few, std::string{over_few[n].first});
  }
}
