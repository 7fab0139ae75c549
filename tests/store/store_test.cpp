#include "edge/http.hpp"
#include "sim/sha256.hpp"
#include "store/archive.hpp"
#include "store/bench.hpp"
#include "store/databases.hpp"
#include "store/erasure.hpp"
#include "store/idempotency.hpp"
#include "store/read.hpp"
#include "store/rebuild.hpp"
#include "store/standing.hpp"
#include "store/system.hpp"
#include "store/tokens.hpp"

using namespace cookdiff;
using namespace cookdiff::store;
using namespace cookdiff::store::test;

namespace {

ObjectWrite make_write(const std::string& key, const std::string& id, std::int64_t revision,
                       std::optional<std::string> guard) {
  ObjectRow row;
  row.key = key;
  row.revision = revision;
  row.state = State::stored;
  row.version = "v1";
  row.role = Role::make;
  row.recipe = {"2", true};
  row.make = {id, false};
  row.first_ms = row.uploaded_ms = row.made_ms = 1000;
  return {row, std::move(guard)};
}

// The keys that were written, joined by spaces.
edge::Task<std::string> committed(edge::Instance& instance, Commit writes) {
  std::string out;
  for (const std::string& key : co_await commit(instance, std::move(writes))) out += key + " ";
  co_return out;
}

std::string write(Bench& bench, std::vector<ObjectWrite> objects, std::vector<RecipeWrite> recipes = {},
                  std::vector<RecipeSeed> seeds = {}) {
  return bench.run([&](edge::Instance& instance) {
    Commit writes;
    writes.now_ms = 5000;
    writes.objects = objects;
    writes.recipes = recipes;
    writes.seeds = seeds;
    for (const RecipeWrite& one : recipes)
      writes.versions.push_back({one.kitchen, one.row.recipe.text, {one.row.current, 5000, "hash", 1, "json"}});
    return committed(instance, std::move(writes));
  });
}

std::string makes_page(Bench& bench, MakeFilter filter, Place after, int limit) {
  return bench.run([&](edge::Instance& instance) -> edge::Task<std::string> {
    const Page<ObjectRow> page = co_await makes(instance, Kitchen::home(), "2", filter, after, limit);
    std::string out;
    for (const ObjectRow& row : page.rows) out += row.make.text + " ";
    if (page.next) out += "after " + std::to_string(page.next->ms) + " " + page.next->id;
    co_return out;
  });
}

}  // namespace

TEST_CASE("a kitchen's name is 1 to 64 plain letters") {
  for (const char* name : {"home", "A-b_c.9", "x"}) CHECK(Kitchen::named(name));
  for (const char* name : {"", ".", ".hidden", "a b", "a/b", "crème", "a%2Fb"}) CHECK_FALSE(Kitchen::named(name));
  CHECK(Kitchen::named(std::string(64, 'x')));
  CHECK_FALSE(Kitchen::named(std::string(65, 'x')));
  CHECK(kitchen("anna").key_prefix() == "kitchens/anna/");
  CHECK(Kitchen::home().key_prefix() == "");
}

TEST_CASE("a write is done only on what it was decided on") {
  Bench bench;
  CHECK(write(bench, {make_write("a", "1", 0, guard_of_seed())}, {}, {{Kitchen::home(), {"2", true}, ""}}) == "a ");
  CHECK(write(bench, {make_write("a", "1", 0, std::nullopt)}) == "");  // the row is at revision 1
  CHECK(write(bench, {make_write("a", "1", 2, std::nullopt)}) == "");  // and not at 2
  CHECK(write(bench, {make_write("a", "1", 1, "2:none:0")}) == "");    // the recipe is at generation 1
  CHECK(write(bench, {make_write("b", "1", 0, std::nullopt)}) == "");  // the id is a's
  CHECK(write(bench, {make_write("a", "1", 1, guard_of_seed()), make_write("b", "2", 0, guard_of_seed())}) == "a b ");
  CHECK(bench.world.database.rows("SELECT key, revision FROM objects") == std::vector<std::string>{"a|2", "b|1"});
}

TEST_CASE("a recipe is written only with its original's object, and its versions and the makes of the batch with it") {
  Bench bench;
  RecipeWrite recipe;
  recipe.row.recipe = {"2", true};
  recipe.row.state = OriginalState::stored;
  recipe.row.current = 1;
  recipe.row.original_key = "o";
  recipe.key = "o";
  recipe.revision = 3;  // it has none
  CHECK(write(bench, {make_write("a", "1", 0, guard_after(recipe))}, {recipe}) == "");
  CHECK(bench.world.database.rows("SELECT * FROM recipes").empty());
  const auto versions = [&bench] { return bench.world.database.rows("SELECT number FROM versions"); };
  CHECK(versions().empty());
  recipe.revision = 0;
  CHECK(write(bench, {make_write("a", "1", 0, guard_after(recipe))}, {recipe}) == "a ");
  CHECK(bench.world.database.rows("SELECT generation, state, current, due_after FROM recipes") ==
        std::vector<std::string>{"1|stored|1|null"});
  CHECK(versions() == std::vector<std::string>{"1"});
  recipe.row.generation = 1;
  recipe.row.current = 2;
  recipe.expected_guard = "1:none:0";  // it was another one
  CHECK(write(bench, {make_write("a", "1", 1, guard_after(recipe))}, {recipe}) == "");
  CHECK(versions() == std::vector<std::string>{"1"});
  recipe.expected_guard = "1:stored:1";
  CHECK(write(bench, {make_write("a", "1", 1, guard_after(recipe))}, {recipe}) == "a ");
  CHECK(bench.world.database.rows("SELECT generation, state, current, due_after FROM recipes") ==
        std::vector<std::string>{"2|stored|2|"});
}

TEST_CASE("rows larger than a parameter are split, and differences that no row holds are left out") {
  Bench bench;
  std::vector<ObjectWrite> objects;
  for (int n = 0; n < 6; ++n) {
    objects.push_back(make_write("k" + std::to_string(n), std::to_string(n), 0, std::nullopt));
    objects.back().row.differences = "\"" + std::string(n == 5 ? differences_bytes_max - 1 : 900'000, 'd') + "\"";
  }
  CHECK(write(bench, objects) == "k0 k1 k2 k3 k4 k5 ");
  CHECK(bench.world.database.rows("SELECT key FROM objects WHERE differences IS NULL") ==
        std::vector<std::string>{"k5"});
  // Escaping can double a text: what is under the limit and not as a parameter is left out too.
  objects = {make_write("q", "q", 0, std::nullopt)};
  objects.back().row.differences = std::string(differences_bytes_max, '"');
  CHECK(write(bench, objects) == "q ");
  CHECK(bench.world.database.rows("SELECT differences IS NULL FROM objects WHERE key = 'q'") ==
        std::vector<std::string>{"1"});
}

TEST_CASE("pages are newest first and go on after the last row, whatever comes in between") {
  Bench bench;
  std::vector<ObjectWrite> objects;
  for (int n = 0; n < 5; ++n) {
    objects.push_back(make_write("k" + std::to_string(n), std::to_string(n), 0, std::nullopt));
    objects.back().row.made_ms = n < 3 ? 1000 : 2000;
    objects.back().row.cook = n == 1 ? "Anna" : "Bob";
    objects.back().row.as_written = n == 2;
    objects.back().row.facts =
        n == 4 ? R"({"changes":[{"field":"ingredient","name":"Brown Sugar"}]})" : R"({"changes":[]})";
  }
  objects.push_back(make_write("w", "w", 0, std::nullopt));
  objects.back().row.state = State::withdrawn;
  write(bench, objects);
  CHECK(makes_page(bench, {}, {}, 2) == "4 3 after 2000 k3");
  CHECK(makes_page(bench, {}, {2000, "k3"}, 2) == "2 1 after 1000 k1");
  write(bench, {make_write("k9", "9", 0, std::nullopt)});
  CHECK(makes_page(bench, {}, {1000, "k1"}, 2) == "0 ");
  MakeFilter filter;
  filter.cook = "anna";
  CHECK(makes_page(bench, filter, {}, 10) == "1 ");
  filter = {};
  filter.changed = "sugar";
  CHECK(makes_page(bench, filter, {}, 10) == "4 ");
  filter.changed = "ingredient";
  CHECK(makes_page(bench, filter, {}, 10) == "4 ");
  filter = {};
  filter.from_ms = 1001;
  CHECK(makes_page(bench, filter, {}, 10) == "4 3 ");
  filter = {};
  filter.until_ms = 2000;
  filter.as_written = true;
  CHECK(makes_page(bench, filter, {}, 10) == "2 ");
}

TEST_CASE("every list ends at 200 rows") {
  Bench bench;
  std::vector<ObjectWrite> objects;
  for (int n = 0; n < 201; ++n)
    objects.push_back(make_write("k" + std::to_string(n), std::to_string(n), 0, std::nullopt));
  write(bench, objects);
  const std::string counts = bench.run([](edge::Instance& instance) -> edge::Task<std::string> {
    const auto some = co_await makes(instance, Kitchen::home(), "2", {}, {}, 1000);
    const auto all = co_await uploads(instance, Kitchen::home(), State::stored, {}, 1000);
    const auto none = co_await uploads(instance, Kitchen::home(), State::rejected, {}, 1000);
    co_return std::to_string(some.rows.size()) + " " + std::to_string(all.rows.size()) + " " +
        std::to_string(none.rows.size());
  });
  CHECK(counts == "200 200 0");
}

TEST_CASE("a kitchen finds nothing of another one") {
  Bench bench;
  RecipeWrite recipe;
  recipe.row.recipe = {"2", true};
  recipe.row.state = OriginalState::stored;
  recipe.row.name = "Apple Pie";
  recipe.row.ingredients = "apples\ncinnamon";
  recipe.row.current = 1;
  recipe.key = "a";
  write(bench, {make_write("a", "1", 0, std::nullopt)}, {recipe});
  const auto seen = [&](std::string_view name) {
    return bench.run([name](edge::Instance& instance) -> edge::Task<std::string> {
      const Kitchen who = co_await Kitchen::named(name);
      std::string out;
      if (co_await store::recipe(instance, who, "2")) out += "recipe ";
      if (co_await store::make(instance, who, "2", "1")) out += "make ";
      if (co_await store::object(instance, who, "a")) out += "object ";
      if (!(co_await store::recipes(instance, who, {"apple p", "CINN"}, {}, 10)).rows.empty()) out += "recipes ";
      if (!(co_await store::makes(instance, who, "2", {}, {}, 10)).rows.empty()) out += "makes ";
      if (!(co_await store::uploads(instance, who, std::nullopt, {}, 10)).rows.empty()) out += "uploads ";
      const MakePlace next = co_await make_place(instance, who, "2", "");
      const MakePlace named = co_await make_place(instance, who, "2", "1");
      if (next.recipe_known) out += "known ";
      if (named.taken) out += "taken ";
      co_return out + std::to_string(co_await last_recipe_number(instance, who) + next.last_number);
    });
  };
  CHECK(seen("home") == "recipe make object recipes makes uploads known taken 3");
  CHECK(seen("anna") == "0");
}

TEST_CASE("a recipe knows how its makes went") {
  Bench bench;
  RecipeWrite recipe;
  recipe.row.recipe = {"2", true};
  recipe.key = "a";
  std::vector<ObjectWrite> objects;
  for (int n = 0; n < 4; ++n) {
    objects.push_back(make_write("k" + std::to_string(n), std::to_string(n), 0, std::nullopt));
    objects.back().row.as_written = n == 0;
    objects.back().row.made_ms = 1000 * (n + 1);
    if (n < 2) objects.back().row.rating = 2.0 + n;
  }
  objects[3].row.state = State::withdrawn;
  write(bench, objects, {recipe});
  CHECK(bench.run([](edge::Instance& instance) -> edge::Task<std::string> {
    const auto found = co_await store::recipe(instance, Kitchen::home(), "2");
    co_return std::to_string(found->makes) + " " + std::to_string(found->last_made_ms) + " " +
        std::to_string(*found->mean_rating) + " " + std::to_string(*found->as_written_share);
  }) == "3 3000 2.500000 0.333333");
}

TEST_CASE("tokens: found by id alone, listed without their code, revoked once") {
  Bench bench;
  CHECK(bench.run([](edge::Instance& instance) -> edge::Task<std::string> {
    const Kitchen anna = co_await Kitchen::named("anna");
    co_await add_token(instance, anna, {"t1", "anna", "read upload", "phone", "code", 10, 0, 0, 0});
    co_await note_token_use(instance, "t1", 50);
    const auto found = co_await token(instance, "t1");
    const auto other = co_await token(instance, "t2");
    const auto page = co_await tokens(instance, anna, {}, 10);
    const auto elsewhere = co_await tokens(instance, Kitchen::home(), {}, 10);
    std::string out =
        found->kitchen + " " + found->code + " " + std::to_string(found->last_used_ms) + (other ? " other" : "");
    out += " [" + page.rows.at(0).code + "] " + std::to_string(elsewhere.rows.size());
    out += co_await revoke_token(instance, Kitchen::home(), "t1", 60) ? " wrong" : " kept";
    out += co_await revoke_token(instance, anna, "t1", 70) ? " revoked" : " wrong";
    out += co_await revoke_token(instance, anna, "t1", 80) ? " again" : " wrong";
    co_return out + " " + std::to_string((co_await token(instance, "t1"))->revoked_ms);
  }) == "anna code 50 [] 0 kept revoked again 70");
}

TEST_CASE("an archived version is put once, and says where it came from") {
  Bench bench;
  CHECK(bench.run([](edge::Instance& instance) -> edge::Task<std::string> {
    const Archived version{{1, 77, "h", 4, "cookdiff"}, "recipes/crème.json"};
    std::string out =
        co_await archive(instance, Kitchen::home(), {"crème", false}, version, "body") ? "stored" : "taken";
    out += co_await archive(instance, Kitchen::home(), {"crème", false}, version, "other") ? " stored" : " taken";
    const auto back = co_await archived_document(instance, Kitchen::home(), "crème", 1);
    const auto none = co_await archived(instance, Kitchen::home(), "crème", 2);
    co_return out + " " + back->body + " " + back->about.key + " " + std::to_string(back->about.version.uploaded_ms) +
        (none ? " two" : " one");
  }) == "stored taken body recipes/crème.json 77 one");
  const auto key_of = [&](Kitchen whose, std::string recipe, std::int64_t number) {
    return bench.run([&](edge::Instance& instance) { return archive_key(instance, whose, recipe, number); });
  };
  CHECK(key_of(Kitchen::home(), "pie-2.a", 12) == "originals/home/pie-2.a/000012");
  CHECK(key_of(Kitchen::home(), "..", 12).starts_with("originals/home/~"));
  const std::string named = key_of(kitchen("anna"), "Jane's pie", 1234567);
  CHECK(named == "originals/anna/~" + sim::sha256_hex("Jane's pie") + "/1234567");
}

TEST_CASE("the audit takes rows and gives none back") {
  Bench bench;
  bench.sql("INSERT INTO audit VALUES (1, 'i', 'home', 'who', 'read', 'what', 'ok', '::1')");
  for (const char* text : {"DELETE FROM audit", "UPDATE audit SET actor = 'x'"})
    CHECK(bench
              .run([text](edge::Instance& instance) -> edge::Task<std::string> {
                edge::Statement statement{std::string{sim::of_a_test} + text, {}};
                co_await store::run(database(instance, 1), std::move(statement));
                co_return std::string{"done"};
              })
              .find("append-only") != std::string::npos);
  CHECK(bench.world.database.rows("SELECT actor FROM audit") == std::vector<std::string>{"who"});
}

TEST_CASE("a statement that goes through a whole table is refused in every test, so none of the product's does") {
  Bench bench;
  const auto said = [&](const char* text) {
    return bench.run([text](edge::Instance& instance) -> edge::Task<std::string> {
      co_await store::run(database(instance, 1), edge::Statement{text, {}});
      co_return std::string{"done"};
    });
  };
  for (const char* scanning :
       {"SELECT key FROM objects WHERE state = 'stored'", "SELECT key FROM objects ORDER BY uploaded_ms LIMIT 1",
        "SELECT count(*) FROM recipes", "UPDATE objects SET engine = '' WHERE role = 'make'",
        "SELECT r.name FROM json_each('[1]') j JOIN recipes r ON r.recipe = j.value",
        "DELETE FROM versions WHERE recipe = '2'"})
    CHECK_MESSAGE(said(scanning).find("the plan has SCAN") != std::string::npos, scanning);
  for (const char* searching :
       {"SELECT key FROM objects WHERE key > 'a' AND key <= 'b'", "SELECT 1",
        "SELECT r.name FROM json_each('[1]') j JOIN recipes r ON r.kitchen = 'home' AND r.recipe = j.value",
        "SELECT count(*) FROM recipes INDEXED BY recipes_due WHERE due_after IS NOT NULL"})
    CHECK_MESSAGE(said(searching) == "done", searching);
}

TEST_CASE("a page of the sweep looks at no row behind it, and at no more than rows_a_page_max") {
  Bench bench;
  const auto fill = [&](int from, int count) {
    bench.sql("WITH RECURSIVE n(n) AS (SELECT " + std::to_string(from) + " UNION ALL SELECT n + 1 FROM n WHERE n < " +
              std::to_string(from + count - 1) +
              ") INSERT INTO objects (key, kitchen, revision, state, version, uploaded_ms) SELECT "
              "'k' || printf('%05d', n), 'home', 1, 'stored', 'v', 1 FROM n");
  };
  const auto page = [&](std::vector<Listed> listed, PageRange range) {
    return bench.run([&](edge::Instance& instance) -> edge::Task<std::string> {
      const Lacking found = co_await lacking(instance, listed, range, 0, "1.0");
      co_return std::to_string(found.changed.size()) + " changed, " + std::to_string(found.gone.size()) + " gone, to " +
          found.last;
    });
  };
  const Kitchen home = Kitchen::home();
  fill(0, rows_a_page_max - 1);
  const std::vector<Listed> last = {{"k00001", home, "v", 1}, {"z", home, "v", 1}};
  CHECK(page(last, {"", "", "", std::nullopt}) == "1 changed, 500 gone, to ");
  fill(rows_a_page_max - 1, 1);  // the page is full: what lies behind is not known
  CHECK(page(last, {"", "", "", std::nullopt}) == "0 changed, 500 gone, to k01999");
  CHECK(page(last, {"k01999", "", "", std::nullopt}) == "2 changed, 0 gone, to ");
  CHECK(page({}, {"k00100", "k00102", "k00102", std::nullopt}) == "0 changed, 2 gone, to k00102");
  // The keys that begin with the greatest letter belong to the last page, too.
  bench.sql("UPDATE objects SET key = char(1114111) || key WHERE key = 'k01999'");
  CHECK(page({}, {"k01998", "", "", std::nullopt}) == "0 changed, 1 gone, to ");
}

TEST_CASE("what comes late of a rebuild that went on meanwhile does nothing") {
  Bench bench;
  for (const char* key : {"recipes/1.json", "recipes/2.json"})
    bench.sql("INSERT INTO objects (key, kitchen, revision, state, uploaded_ms) VALUES ('" + std::string{key} +
              "', 'home', 3, 'stored', 0)");
  const auto objects = [&bench] { return bench.world.database.rows("SELECT count(*) FROM objects").at(0); };
  const auto act = [&bench](const std::string& place) {
    bench.sql("DELETE FROM settings");
    bench.sql("INSERT INTO settings (name, value) VALUES ('rebuild.home', '" + place + "')");
    return bench.run([](edge::Instance& instance) -> edge::Task<std::string> {
      co_await forget_tables(instance, kitchen("home"), "forget");
      std::vector<Brought> brought(1);
      brought[0].claim = {kitchen("home"), "recipes/3/makes/1.json", {"3", true}, Role::make, {"1", true}, 5};
      co_await bring(instance, kitchen("home"), std::move(brought), "forget", "claims");
      co_return std::string{};
    });
  };
  CHECK(act("claims") == "");
  CHECK(objects() == "2");
  CHECK(act("forget") == "");
  CHECK(objects() == "1");
  CHECK(bench.world.database.rows("SELECT value FROM settings").at(0) == "claims");
}

TEST_CASE("of several calls of one request the first that moves on moves all") {
  Bench bench;
  const auto move = [&](const char* from, const char* to) {
    return bench.run(
        [&](edge::Instance& instance) { return move_request(instance, Kitchen::home(), "name", from, to); });
  };
  CHECK(move("1", "2") == "2");  // nothing stands there: nobody repeats it
  bench.run([&](edge::Instance& instance) -> edge::Task<std::string> {
    const Begun begun = co_await begin_request(instance, Kitchen::home(), "name", "hash", "1", 5000);
    co_return begun.key;
  });
  CHECK(move("1", "2") == "2");
  CHECK(move("1", "2") == "2");  // the answer was lost, and it is asked again
  CHECK(move("2", "3") == "3");
  CHECK(move("1", "2") == "3");  // another call has moved it further
}
