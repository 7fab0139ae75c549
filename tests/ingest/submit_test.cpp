#include "ingest/submit.hpp"

#include "ingest/bench.hpp"
#include "ingest/documents.hpp"
#include "store/read.hpp"

using namespace cookdiff;
using namespace cookdiff::ingest::test;
using ingest::Intent;

namespace {

ingest::Submission submission(Intent intent, std::string recipe, std::string body, std::string idempotency = "") {
  ingest::Submission out{store::Kitchen::home(), intent, std::move(recipe), std::move(body)};
  out.idempotency_key = std::move(idempotency);
  return out;
}

edge::Task<std::string> submitted(edge::Instance& instance, ingest::Submission what) {
  const ingest::Submitted out = co_await ingest::submit(instance, std::move(what));
  std::string text = out.row.key;
  text.append(" ").append(store::state_name(out.row.state));
  text.append(" ").append(out.row.recipe.json()).append(" ").append(out.row.make.json());
  if (out.repeated) text += " repeated";
  co_return text;
}

// What came of it, or "error: " and its sentence.
std::string submit(Bench& bench, ingest::Submission what) {
  bench.world.now_ms += 1000;
  const auto result = bench.run([&](edge::Instance& instance) { return submitted(instance, what); });
  return result ? *result : "error: " + result.error().detail;
}

}  // namespace

TEST_CASE("a new original is stored in the same call, and the event that follows finds it done") {
  Bench bench;
  CHECK(submit(bench, submission(Intent::new_original, "", pie)) == "recipes/2.json stored 2 null");
  bench.notify("recipes/2.json", "PutObject", 10);
  bench.drain();
  CHECK(bench.row("recipes/2.json", "revision") == "2");
  CHECK(submit(bench, submission(Intent::new_original, "", pie)) == "error: the recipe has an original");
}

TEST_CASE("without an id it is the next whole number") {
  Bench bench;
  bench.store("recipes/41.json", R"({"recipeName":"x","steps":[]})");
  CHECK(submit(bench, submission(Intent::new_original, "", R"({"recipeName":"y","steps":[]})")) ==
        "recipes/42.json stored 42 null");
  // A number that somebody takes in the bucket first is left out.
  bench.put("recipes/43.json", R"({"recipeName":"z","steps":[]})");
  CHECK(submit(bench, submission(Intent::new_original, "", R"({"recipeName":"w","steps":[]})")) ==
        "recipes/44.json stored 44 null");
  CHECK(submit(bench, submission(Intent::new_make, "42", R"({"rating":1})")) == "recipes/42/makes/1.json stored 42 1");
  CHECK(submit(bench, submission(Intent::new_make, "42", R"({"rating":1})")) == "recipes/42/makes/2.json stored 42 2");
  // Of a recipe whose original has not come yet; of one that nothing is known of there is no next.
  bench.store("recipes/7/makes/4.json", R"({"rating":1})");
  CHECK(submit(bench, submission(Intent::new_make, "7", R"({"rating":1})")) == "recipes/7/makes/5.json pending 7 5");
  CHECK(submit(bench, submission(Intent::new_make, "8", R"({"rating":1})")) == "error: there is no such recipe");
}

TEST_CASE("ids that keys cannot hold are named by a hash, and come back as they were") {
  Bench bench;
  const std::string stored =
      submit(bench, submission(Intent::new_original, "", R"({"recipeName":"x","recipeId":"crème/brûlée","steps":[]})"));
  CHECK(stored.starts_with("recipes/"));
  CHECK(stored.ends_with(".json stored \"crème/brûlée\" null"));
  CHECK(stored.find("crème") > 60);
  const std::string made =
      submit(bench, submission(Intent::new_make, "crème/brûlée", R"({"makeId":"a b","rating":1})"));
  CHECK(made.ends_with(".json stored \"crème/brûlée\" \"a b\""));
  const std::string counted = submit(bench, submission(Intent::new_make, "crème/brûlée", R"({"rating":1})"));
  CHECK(counted.ends_with("/makes/1.json stored \"crème/brûlée\" 1"));
  CHECK(submit(bench, submission(Intent::new_original, "", R"({"recipeName":"x","recipeId":"..","steps":[]})"))
            .ends_with("stored \"..\" null"));
}

TEST_CASE("what is wrong is refused and nothing is written") {
  Bench bench;
  CHECK(submit(bench, submission(Intent::new_original, "", "{")).starts_with("error: "));
  CHECK(submit(bench, submission(Intent::new_original, "", R"({"makeOf":2})")) == "error: the document is a make");
  CHECK(submit(bench, submission(Intent::new_make, "3", R"({"makeOf":2})")) ==
        "error: the document names another recipe than the path");
  CHECK(submit(bench, submission(Intent::new_version, "", pie)) == "error: the recipe has no original");
  CHECK(bench.world.recipes.objects().empty());
  CHECK(submit(bench, submission(Intent::new_make, "2", R"({"makeId":5})")) == "error: there is no such recipe");
  CHECK(bench.world.recipes.objects().empty());
  bench.store("recipes/2/makes/5.json", R"({"rating":1})");
  CHECK(submit(bench, submission(Intent::new_make, "2", R"({"makeId":5})")) == "error: the makeId is taken");
  CHECK(bench.world.recipes.objects().size() == 1);
}

TEST_CASE("a new version goes to the original's own key, and only when the version before it is the expected one") {
  Bench bench;
  bench.store("my/pie.json", pie);
  ingest::Submission put = submission(Intent::new_version, "", pie_again);
  put.if_hash = std::string(64, '0');
  CHECK(submit(bench, put) == "error: the current version is another one");
  put.if_hash = bench.row("my/pie.json", "hash");
  CHECK(submit(bench, put) == "my/pie.json stored 2 null");
  CHECK(submit(bench, put) == "error: the current version is another one");
  CHECK(bench.world.database.rows("SELECT current FROM recipes") == std::vector<std::string>{"2"});
  CHECK(bench.world.recipes.find("recipes/2.json") == nullptr);
}

TEST_CASE("a repeated request with an Idempotency-Key makes one make") {
  Bench bench;
  bench.store("recipes/2.json", pie);
  const auto post = submission(Intent::new_make, "2", R"({"rating":1})", "key-1");
  CHECK(submit(bench, post) == "recipes/2/makes/1.json stored 2 1");
  CHECK(submit(bench, post) == "recipes/2/makes/1.json stored 2 1 repeated");
  CHECK(submit(bench, submission(Intent::new_make, "2", R"({"rating":2})", "key-1")) ==
        "error: the Idempotency-Key was used for another request");
  CHECK(submit(bench, submission(Intent::new_make, "2", R"({"rating":1})", "key-2")) ==
        "recipes/2/makes/2.json stored 2 2");
  // An id of its own, and an original.
  const auto named = submission(Intent::new_make, "2", R"({"makeId":"a","rating":1})", "key-3");
  CHECK(submit(bench, named) == "recipes/2/makes/a.json stored 2 \"a\"");
  CHECK(submit(bench, named) == "recipes/2/makes/a.json stored 2 \"a\" repeated");
  const auto original = submission(Intent::new_original, "", R"({"recipeName":"y","recipeId":9,"steps":[]})", "key-4");
  CHECK(submit(bench, original) == "recipes/9.json stored 9 null");
  CHECK(submit(bench, original) == "recipes/9.json stored 9 null repeated");
}

TEST_CASE("whatever call of a request fails or kills it, its repetition makes one make") {
  for (const sim::Fate fate :
       {sim::Fate::fail_before, sim::Fate::fail_after, sim::Fate::kill_before, sim::Fate::kill_after}) {
    int calls = 0;
    for (int k = -1; k < calls; ++k) {  // the first time without a fault, to count the calls
      CAPTURE(static_cast<int>(fate));
      CAPTURE(k);
      Bench bench;
      bench.store("recipes/2.json", pie);
      const auto post = submission(Intent::new_make, "2", R"({"rating":1})", "once");
      int seen = 0;
      bench.world.fate = [&](const sim::Pending&) { return seen++ == k ? fate : sim::Fate::done; };
      submit(bench, post);
      calls = std::max(calls, seen);
      bench.world.fate = {};
      CHECK(submit(bench, post).starts_with("recipes/2/makes/1.json stored 2 1"));
      CHECK(bench.world.recipes.objects().size() == 2);
      CHECK(bench.world.database.rows("SELECT count(*) FROM objects WHERE role = 'make'") ==
            std::vector<std::string>{"1"});
    }
    CHECK(calls > 5);
  }
}

TEST_CASE("documents come back: versions, a make as uploaded, filled, and its differences") {
  Bench bench;
  bench.store("recipes/2.json", pie);
  bench.store("recipes/2.json", pie_again);
  bench.store("recipes/2/makes/1.json", R"({"rating":4})");
  const auto text = bench.run([](edge::Instance& instance) -> edge::Task<std::string> {
    const store::Kitchen home = store::Kitchen::home();
    const ingest::Held first = co_await ingest::original(instance, home, "2", 1);
    const ingest::MakeHeld made = co_await ingest::make(instance, home, "2", "1");
    const ingest::Held second = co_await ingest::original(instance, home, "2", made.row.pinned);
    Arena arena;
    const ingest::FilledMake filled = ingest::fill(made.held, second, arena);
    std::string out =
        first.bytes == pie && second.bytes == pie_again && made.held.bytes == R"({"rating":4})" ? "bytes " : "";
    for (const std::string& name : filled.filled) out += name + " ";
    const std::string differences = co_await ingest::differences(instance, made.row);
    co_return out + (differences == made.row.differences ? "same" : "other");
  });
  REQUIRE(text);
  CHECK(*text == "bytes recipeName ingredients steps same");
}

TEST_CASE("reading a make that was overwritten or deleted brings its row up to date") {
  Bench bench;
  bench.store("recipes/2.json", pie);
  bench.store("recipes/2/makes/1.json", R"({"rating":4})");
  const auto rating = [&] {
    const auto result = bench.run([](edge::Instance& instance) -> edge::Task<std::string> {
      const ingest::MakeHeld made = co_await ingest::make(instance, store::Kitchen::home(), "2", "1");
      co_return std::string{made.held.bytes};
    });
    return result ? *result : result.error().detail;
  };
  bench.put("recipes/2/makes/1.json", R"({"rating":1})");
  CHECK(rating() == R"({"rating":1})");
  CHECK(bench.row("recipes/2/makes/1.json", "rating") == "1.0");
  bench.world.recipes.remove("recipes/2/makes/1.json");
  CHECK(rating() == "its object is gone or was refused");
  CHECK(bench.state("recipes/2/makes/1.json") == "withdrawn");
}

TEST_CASE("differences that no row can hold are computed when they are read") {
  Bench bench;
  std::string original = R"({"recipeName":"x","recipeId":1,"steps":[)";
  std::string make = R"({"makeOf":1,"makeId":1,"steps":[)";
  for (int n = 0; n < 9000; ++n) {
    original += std::string{n == 0 ? "" : ","} + "{\"stepText\":\"first " + std::to_string(n) +
                " \\\"quoted\\\" words of a step\"}";
    make += std::string{n == 0 ? "" : ","} + "{\"stepText\":\"other " + std::to_string(n + 20000) +
            " things that were done instead\"}";
  }
  bench.store("recipes/1.json", original + "]}");
  bench.store("recipes/1/makes/1.json", make + "]}");
  CHECK(bench.row("recipes/1/makes/1.json", "state, differences IS NULL, summary IS NULL") == "stored|1|0");
  const auto computed = bench.run([](edge::Instance& instance) -> edge::Task<std::string> {
    const auto row = co_await store::make(instance, store::Kitchen::home(), "1", "1");
    co_return co_await ingest::differences(instance, *row);
  });
  REQUIRE(computed);
  CHECK(computed->size() > 1'000'000);
}

TEST_CASE("an upload's id is its key, and only one text is that id") {
  for (const char* key : {"a", "ab", "abc", "recipes/2/makes/crème.json"}) {
    CHECK(ingest::upload_key(ingest::upload_id(key)) == key);
    CHECK(ingest::upload_id(key).find_first_of("+/=") == std::string::npos);
  }
  CHECK_FALSE(ingest::upload_key("YR").has_value());  // "YQ" is "a"
  CHECK_FALSE(ingest::upload_key("Y!").has_value());
}
