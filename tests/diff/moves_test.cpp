// As few moves as possible, proven against trying everything; and work that stays bounded.
#include <doctest/doctest.h>

#include <algorithm>
#include <ctime>
#include <numeric>
#include <string>
#include <vector>

#include "diff/generate.hpp"
#include "diff/laws.hpp"
#include "diff/text.hpp"

namespace {

using namespace cookdiff;

const std::vector<std::string> sentences = {"Alpha beans soak.", "Brown the butter.", "Chill the cream.",
                                            "Drain the dates.",  "Enjoy everything.", "Fry four figs.",
                                            "Grill a goose."};

std::string recipe_of(const std::vector<std::size_t>& order) {
  std::string out = R"({"recipeName":"x","steps":[)";
  for (std::size_t i = 0; i < order.size(); ++i)
    out += (i == 0 ? "" : ",") + std::string(R"({"stepText":")") + sentences[order[i]] + "\"}";
  return out + "]}";
}

std::size_t count(std::string_view original, std::string_view make, diff::Kind kind) {
  Arena arena;
  const auto differences = *diff::compare(*json::read(original, arena), *json::read(make, arena), arena);
  return static_cast<std::size_t>(std::count_if(differences.differences.begin(), differences.differences.end(),
                                                [&](const diff::Difference& entry) { return entry.kind == kind; }));
}

// The most steps that can stay, by trying every choice of those that do.
std::size_t most_that_stay(const std::vector<std::size_t>& a, const std::vector<std::size_t>& b) {
  std::size_t best = 0;
  for (std::uint32_t chosen = 0; chosen < (1U << a.size()); ++chosen) {
    std::size_t at = 0;
    std::size_t stay = 0;
    bool possible = true;
    for (std::size_t i = 0; i < a.size() && possible; ++i) {
      if ((chosen >> i & 1U) == 0) continue;
      while (at < b.size() && b[at] != a[i]) ++at;
      possible = at < b.size();
      ++at;
      ++stay;
    }
    if (possible) best = std::max(best, stay);
  }
  return best;
}

}  // namespace

TEST_CASE("every order of up to seven steps takes as few moves as there can be") {
  for (std::size_t steps = 1; steps <= 7; ++steps) {
    std::vector<std::size_t> order(steps);
    std::iota(order.begin(), order.end(), std::size_t{0});
    const std::vector<std::size_t> original = order;
    do {
      const std::size_t moves = count(recipe_of(original), recipe_of(order), diff::Kind::moved);
      REQUIRE_MESSAGE(moves == steps - most_that_stay(original, order), recipe_of(order));
    } while (std::next_permutation(order.begin(), order.end()));
  }
}

TEST_CASE("steps that repeat: what both have is paired, and as much of it as can stays") {
  test::Random random(5);
  for (int round = 0; round < 3000; ++round) {
    std::vector<std::size_t> a(1 + random.below(7));
    std::vector<std::size_t> b(1 + random.below(7));
    for (std::size_t& step : a) step = random.below(4);
    for (std::size_t& step : b) step = random.below(4);
    std::size_t shared = 0;
    for (std::size_t step = 0; step < 4; ++step)
      shared += static_cast<std::size_t>(
          std::min(std::count(a.begin(), a.end(), step), std::count(b.begin(), b.end(), step)));
    const std::string original = recipe_of(a);
    const std::string make = recipe_of(b);
    CHECK_MESSAGE(count(original, make, diff::Kind::moved) == shared - most_that_stay(a, b), original << " " << make);
    CHECK(count(original, make, diff::Kind::added) == b.size() - shared);
    CHECK(count(original, make, diff::Kind::removed) == a.size() - shared);
  }
}

namespace {

std::string list_of(std::size_t size, std::string (*step)(std::size_t, std::size_t),
                    std::string (*ingredient)(std::size_t, std::size_t)) {
  std::string out = R"({"recipeName":"x","ingredients":[)";
  for (std::size_t i = 0; i < size; ++i) {
    if (i != 0) out += ',';
    out += R"({"ingredientId":)" + std::to_string(i) + "," + ingredient(i, size) + "}";
  }
  out += R"(],"steps":[)";
  for (std::size_t i = 0; i < size; ++i)
    out += (i == 0 ? "" : ",") + std::string(R"({"stepText":")") + step(i, size) + "\"}";
  return out + "]}";
}

struct Hostile {
  const char* name;
  std::string original;
  std::string make;
};

std::string number(std::size_t i) { return std::to_string(i); }

std::vector<Hostile> hostile_pairs(std::size_t size) {
  const auto plain_step = [](std::size_t i, std::size_t) { return "Do thing " + number(i); };
  const auto plain = [](std::size_t i, std::size_t) {
    return R"("quantity":1,"ingredientName":"thing )" + number(i) + '"';
  };
  const auto reversed_step = [](std::size_t i, std::size_t n) { return "Do thing " + number(n - 1 - i); };
  const auto reversed = [](std::size_t i, std::size_t n) {
    return R"("quantity":1,"ingredientName":"thing )" + number(n - 1 - i) + '"';
  };
  const auto other_step = [](std::size_t i, std::size_t) { return "Quite other " + number(i * 7919); };
  const auto other = [](std::size_t i, std::size_t) {
    return R"("quantity":3,"ingredientName":"stuff )" + number(i * 7919) + '"';
  };
  const auto same_step = [](std::size_t, std::size_t) { return std::string("Stir."); };
  const auto same = [](std::size_t, std::size_t) {
    return std::string(R"("quantity":1,"measurement":"tsp","ingredientName":"salt")");
  };
  const auto nearly_same_step = [](std::size_t i, std::size_t) { return std::string(i % 3 == 0 ? "Shake." : "Stir."); };
  const auto amounts = [](std::size_t i, std::size_t) {
    return R"("quantity":)" + number(i % 97 + 1) + R"(,"measurement":"g","ingredientName":"salt")";
  };
  std::string word(size * 100, 'a');
  std::string other_word = word;
  other_word[word.size() / 2] = 'b';
  std::string words;
  std::string other_words;
  std::string measures;
  std::string other_measures;
  for (std::size_t i = 0; i < size * 15; ++i) {
    words += "word ";
    other_words += i % 7 == 0 ? "wurd " : "word ";
    measures += "1/3 cup ";
    other_measures += number(i % 9 + 1) + " cups ";
  }
  const auto one_step = [](const std::string& text) {
    return R"({"recipeName":"x","steps":[{"stepText":")" + text + "\"}]}";
  };
  std::string deep = "1";
  std::string other_deep = "2";
  for (int i = 0; i < 200; ++i) {
    deep = "[" + deep + ",1]";
    other_deep = "[" + other_deep + ",2]";
  }
  std::string values = "[0";
  std::string other_values = "[1";
  for (std::size_t i = 0; i < size; ++i) {
    values += "," + number(i);
    other_values += "," + number(i * 2 + 1);
  }
  const std::string key(size * 20, 'k');
  const auto member = [](const std::string& name, const std::string& json) {
    return R"({"recipeName":"x",")" + name + "\":" + json + "}";
  };
  return {{"reversed", list_of(size, plain_step, plain), list_of(size, reversed_step, reversed)},
          {"all different", list_of(size, plain_step, plain), list_of(size, other_step, other)},
          {"one line over and over", list_of(size, same_step, same), list_of(size * 2 / 3, nearly_same_step, amounts)},
          {"one word", one_step(word), one_step(other_word)},
          {"words over and over", one_step(words), one_step(other_words)},
          {"measures over and over", one_step(measures), one_step(other_measures)},
          {"deep", member("o", deep), member("o", other_deep)},
          {"a long key over many values", member(key, values + "]"), member(key, other_values + "]")}};
}

// Of this process alone: a machine has other work to do.
double milliseconds(const Hostile& pair) {
  Arena arena;
  const json::Limits limits{.bytes_max = std::size_t{8} << 20};
  const auto original = json::read(pair.original, arena, limits);
  const auto make = json::read(pair.make, arena, limits);
  REQUIRE(static_cast<bool>(original));
  REQUIRE(static_cast<bool>(make));
  const std::clock_t begin = std::clock();
  std::string out;
  diff::write(*diff::compare(*original, *make, arena), {}, out);
  return 1000.0 * static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
}

}  // namespace

TEST_CASE("measures are looked for up to a limit, and beyond it a text is still compared") {
  const auto step_of = [](const std::string& time, std::size_t bytes) {
    return R"({"recipeName":"x","steps":[{"stepText":"Rest )" + time + std::string(bytes, 'x') + "\"}]}";
  };
  const std::string hour = "1 hour, ";
  const std::string minutes = "60 minutes, ";
  const std::size_t around = 2 * std::string("Rest ").size() + hour.size() + minutes.size();
  for (const bool beyond : {false, true}) {
    // Both texts together are as long as the limit, or two bytes longer.
    const std::size_t bytes = (diff::measured_bytes_max - around) / 2 + (beyond ? 1 : 0);
    Arena arena;
    const std::string original_text = step_of(hour, bytes);
    const std::string make_text = step_of(minutes, bytes);
    const auto original = *json::read(original_text, arena);
    const auto make = *json::read(make_text, arena);
    const auto differences = *diff::compare(original, make, arena);
    CHECK(differences.differences.empty() == !beyond);
    CHECK(differences.identical == false);
  }
}

TEST_CASE("the laws hold where the work is cut short") {
  for (const Hostile& pair : hostile_pairs(300)) {
    const std::string wrong = test::broken_law(pair.original, pair.make, false);
    CHECK_MESSAGE(wrong.empty(), pair.name << ": " << wrong.substr(0, 2000));
  }
}

// Eight times the size may not take sixty-four times the time. 1 MiB a document is the limit; these are as large.
TEST_CASE("hostile documents stay near linear") {
  const std::vector<Hostile> small = hostile_pairs(1000);
  const std::vector<Hostile> large = hostile_pairs(8000);
  for (std::size_t i = 0; i < small.size(); ++i) {
    const double few = std::min({milliseconds(small[i]), milliseconds(small[i]), milliseconds(small[i])});
    const double many = std::min(milliseconds(large[i]), milliseconds(large[i]));
    MESSAGE(std::string(large[i].name) << ": " << few << " ms, eight times the size " << many << " ms");
    CHECK_MESSAGE(many < 32 * few + 100, large[i].name);
  }
}
