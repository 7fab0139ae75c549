// Simulated makes: a planted effect is found, and where nothing matters the false alarms keep below the stated rate.
#include <algorithm>
#include <cstdint>

#include "analysis/effects.hpp"
#include "kitchen.hpp"

using namespace cookdiff;
using namespace cookdiff::analysis;
using namespace cookdiff::analysis::test;

namespace {

// A 64-bit linear congruential generator (Knuth's MMIX), its upper bits.
class Chance {
 public:
  explicit Chance(std::uint64_t seed) : state_(seed * 2 + 1) { (void)below(1); }
  std::uint64_t below(std::uint64_t limit) {
    state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
    return (state_ >> 33) % limit;
  }
  // Near normal with that deviation: twelve uniform ones.
  double normal(double deviation) {
    double sum = -6;
    for (int i = 0; i < 12; ++i) sum += static_cast<double>(below(1'000'000)) / 1'000'000;
    return sum * deviation;
  }

 private:
  std::uint64_t state_;
};

constexpr int changes = 6;
std::string fact(int change) {
  if (change < 4)
    return R"({"field":"ingredient","kind":"changed","name":"x","part":"quantity","line":)" +
           std::to_string(change + 1) + R"(,"ratio":1.25,"size":"large"})";
  return R"({"field":"instruction","kind":"removed","name":"x","step":)" + std::to_string(change - 3) + "}";
}

double as_rating(double value) {
  const double halves = static_cast<double>(static_cast<int>(value * 2 + 0.5));
  return std::min(5.0, std::max(1.0, halves / 2));
}

// Makes with each change made by chance; `effect` is what the first change adds to a rating of 3 with deviation 0.7.
Kitchen simulate(std::uint64_t seed, int makes, double effect) {
  Kitchen kitchen(bread);
  Chance chance(seed);
  for (int i = 0; i < makes; ++i) {
    std::string facts;
    double rating = 3 + chance.normal(0.7);
    for (int change = 0; change < changes; ++change) {
      if (chance.below(3) == 0) continue;
      facts += (facts.empty() ? "" : ",") + fact(change);
      if (change == 0) rating += effect;
    }
    kitchen.row({.id_json = std::to_string(i),
                 .key = std::to_string(i),
                 .made_ms = i + 1,
                 .version = 1,
                 .cook = "",
                 .rating = as_rating(rating)},
                R"({"changes":[)" + facts + "]}");
  }
  return kitchen;
}

struct Verdicts {
  int clear = 0;  // kitchens with a verdict
  int right = 0;  // where the planted change is said to be better
  int drift = 0;  // kitchens with a series that changed its level
};
Verdicts look(int kitchens, int makes, double effect) {
  Verdicts out;
  for (int seed = 1; seed <= kitchens; ++seed) {
    const Answer answer{simulate(static_cast<std::uint64_t>(seed), makes, effect)};
    const std::string verdict = answer.at("/effects/0/verdict");
    out.clear += verdict == "\"better\"" || verdict == "\"worse\"" ? 1 : 0;
    out.drift += answer.at("/drift") != "[]" ? 1 : 0;
    for (int i = 0; i < changes; ++i) {
      const std::string entry = "/effects/" + std::to_string(i);
      const std::string place = answer.at(entry + "/changes/0");
      if (answer.at("/changes/" + place + "/changeId") == "\"ingredient/1/more\"")
        out.right += answer.at(entry + "/verdict") == "\"better\"" ? 1 : 0;
    }
  }
  return out;
}

}  // namespace

TEST_CASE("where nothing matters, at most one kitchen in twenty has a verdict or a drift") {
  for (const int makes : {12, 40}) {
    const Verdicts verdicts = look(200, makes, 0);
    CAPTURE(makes);
    CHECK(verdicts.clear <= 200 / 20);
    CHECK(verdicts.drift <= 200 / 20);
  }
}

TEST_CASE("a planted effect of one point is found, and with its sign") {
  const Verdicts verdicts = look(100, 60, 1);
  CHECK(verdicts.right >= 90);
  const Verdicts worse = look(50, 60, -1);
  CHECK(worse.right == 0);
  CHECK(worse.clear >= 45);
}

TEST_CASE("the interval holds the planted effect about as often as it says") {
  int held = 0;
  constexpr int kitchens = 200;
  for (int seed = 1; seed <= kitchens; ++seed) {
    Chance chance(static_cast<std::uint64_t>(seed));
    std::vector<double> with;
    std::vector<double> without;
    for (int i = 0; i < 9; ++i) with.push_back(3.5 + chance.normal(0.7));
    for (int i = 0; i < 14; ++i) without.push_back(3 + chance.normal(0.7));
    const GroupDifference difference = compare_groups(with, without);
    held += difference.low <= 0.5 && difference.high >= 0.5 ? 1 : 0;
  }
  CHECK(held >= kitchens * 91 / 100);
  CHECK(held <= kitchens * 99 / 100);
}

TEST_CASE("changes that always come together are one entry; below three makes there are no figures") {
  Kitchen kitchen(bread);
  const auto add = [&kitchen](int number, const std::string& facts, double rating) {
    kitchen.row({.id_json = std::to_string(number),
                 .key = std::to_string(number),
                 .made_ms = number,
                 .version = 1,
                 .cook = "",
                 .rating = rating},
                R"({"changes":[)" + facts + "]}");
  };
  for (int i = 1; i <= 6; ++i) add(i, fact(0) + "," + fact(4), 5);
  for (int i = 7; i <= 12; ++i) add(i, "", 3);
  add(13, fact(2), 1);
  add(14, fact(2), 1);
  const Answer answer{kitchen};
  CHECK(answer.at("/effects/0/changes") == "[0,1]");
  CHECK(answer.change("ingredient/1/more", "makes") == "6");
  CHECK(answer.at("/effects/0/verdict") == "\"better\"");
  CHECK(answer.at("/effects/0/with") == "6");
  CHECK(answer.at("/effects/0/without") == "8");
  CHECK(answer.at("/effects/1") == R"({"changes":[2],"with":2,"without":12,"verdict":"not enough makes"})");
  add(15, fact(2), 1);
  CHECK(Answer{kitchen}.at("/effects/1/with") == "3");
  CHECK(Answer{kitchen}.at("/effects/1/difference") != "absent");
}

TEST_CASE("an amount that changed for good is a drift, with the make where it did") {
  Kitchen kitchen(bread);
  for (int i = 1; i <= 20; ++i)
    kitchen.row({.id_json = std::to_string(i), .key = std::to_string(i + 100), .made_ms = i, .version = 1, .cook = ""},
                i < 11 ? R"({"changes":[]})" : R"({"changes":[)" + fact(1) + "]}");
  const Answer answer{kitchen};
  CHECK(answer.at("/drift/0/series") == "\"ingredient/2\"");
  CHECK(answer.at("/drift/0/change/makeId") == "11");
  CHECK(answer.at("/drift/0/change/before") == "350");
  CHECK(answer.at("/drift/0/change/after") == "437.5");
  CHECK(answer.at("/drift/0/trend") == "\"rising\"");
  CHECK(answer.at("/drift/1") == "absent");
}

TEST_CASE("a make far from what is usual stands out") {
  Kitchen kitchen(bread);
  for (int i = 1; i <= 10; ++i)
    kitchen.row({.id_json = std::to_string(i),
                 .key = std::to_string(i + 100),
                 .made_ms = i,
                 .version = 1,
                 .cook = "",
                 .rating = i == 4 ? 1 : 4},
                i == 7 ? R"({"changes":[)" + fact(1) + "]}" : R"({"changes":[]})");
  const Answer answer{kitchen};
  CHECK(answer.at("/standOut/0/makeId") == "7");
  CHECK(answer.at("/standOut/0/series") == "\"ingredient/2\"");
  CHECK(answer.at("/standOut/0/value") == "437.5");
  CHECK(answer.at("/standOut/0/median") == "350");
  CHECK(answer.at("/standOut/1/makeId") == "4");
  CHECK(answer.at("/standOut/1/series") == "\"rating\"");
  CHECK(answer.at("/standOut/2") == "absent");
}
