// Two texts are read only where they differ: that must find what reading all of them finds.
#include <doctest/doctest.h>

#include <array>
#include <random>
#include <string>
#include <vector>

#include "measure/in_text.hpp"

using namespace cookdiff;
using measure::Measure;

namespace {

// What measures are made of and what stands between them, in no order that makes sense.
constexpr std::array words = {
    "butter",  "golden",  "bubbles", "overnight", "dish",     "Preheat", "the",     "oven",    "to",     "at",
    "350",     "180",     "°F",      "°C",        "degrees",  "and",     "a",       "half",    "hour",   "hours",
    "min",     "minutes", "1",       "1/2",       "½",        "2-3",     "two",     "twenty",  "cups",   "tbsp",
    "tbsp.",   "plus",    "more",    "gas",       "mark",     "4",       "between", "step",    "9",      "x",
    "13",      "inch",    "pan",     "for",       "g",        "(350",    "°F)",     "crust",   "slice",  "cool,",
    "serve.",  "Bake",    "or",      "of",        "in",       "heaping", "spoon",   "fl",      "oz",     "23",
    "cm",      "1,000",   "100",     "until",     "the",      "#2",      "onions",  "another", "minute", "-",
    "20",      "kg",      "roast",   "auf",       "zwischen", "und",     "160",     "Grad",    "EL",     "Löffel",
    "大さじ2", "20分",    "with",    "another",   "turning"};

std::string text_of(const std::vector<std::string>& list) {
  std::string out;
  for (const std::string& word : list) out += (out.empty() ? "" : " ") + word;
  return out;
}

bool same(const Measure& a, const Measure& b, std::size_t shift) {
  return a.what == b.what && a.begin == b.begin + shift && a.end == b.end + shift && a.amount.form == b.amount.form &&
         a.amount.min == b.amount.min && a.amount.max == b.amount.max && a.amount.unit == b.amount.unit &&
         (a.amount.also == nullptr) == (b.amount.also == nullptr);
}

std::vector<Measure> all(const std::string& text, Arena& arena) {
  std::vector<Measure> out;
  measure::find_measures(text, arena, out);
  return out;
}

// The window's measures are those of the whole that lie in it, and none lies across its borders.
void check_window(const std::string& text, std::size_t from, std::size_t until, const std::vector<Measure>& whole) {
  Arena arena;
  std::vector<Measure> part;
  measure::find_measures(text, from, until, arena, part);
  std::size_t next = 0;
  for (const Measure& measure : whole) {
    if (measure.end <= from || measure.begin >= until) continue;
    CHECK(measure.begin >= from);
    CHECK(measure.end <= until);
    REQUIRE(next < part.size());
    CHECK(same(measure, part[next++], 0));
  }
  CHECK(next == part.size());
}

}  // namespace

TEST_CASE("a window of two texts has what the whole texts have there, and outside both have the same") {
  std::mt19937 random(20261125);
  const auto pick = [&](std::size_t below) { return std::size_t{random() % below}; };
  std::size_t narrower = 0;
  for (int round = 0; round < 60000; ++round) {
    std::vector<std::string> list;
    for (std::size_t n = 4 + pick(24); n != 0; --n) list.emplace_back(words[pick(words.size())]);
    const std::string first = text_of(list);
    for (std::size_t edits = 1 + pick(3); edits != 0; --edits) {
      const std::size_t at = pick(list.size());
      const auto place = list.begin() + static_cast<std::ptrdiff_t>(at);
      switch (pick(3)) {
        case 0: *place = words[pick(words.size())]; break;
        case 1: list.insert(place, words[pick(words.size())]); break;
        default:
          if (list.size() > 1) list.erase(place);
      }
    }
    const std::string second = text_of(list);
    const measure::Window window = measure::differing(first, second);
    narrower += window.from != 0 || window.behind != 0 ? 1 : 0;
    Arena arena;
    const std::vector<Measure> in_first = all(first, arena);
    const std::vector<Measure> in_second = all(second, arena);
    CAPTURE(first);
    CAPTURE(second);
    CAPTURE(window.from);
    CAPTURE(window.behind);
    REQUIRE(window.from + window.behind <= std::min(first.size(), second.size()));
    CHECK(first.substr(0, window.from) == second.substr(0, window.from));
    CHECK(first.substr(first.size() - window.behind) == second.substr(second.size() - window.behind));
    check_window(first, window.from, first.size() - window.behind, in_first);
    check_window(second, window.from, second.size() - window.behind, in_second);
    for (std::size_t n = 0; n < std::min(in_first.size(), in_second.size()); ++n) {
      if (in_first[n].end > window.from && in_second[n].end > window.from) break;
      CHECK(same(in_first[n], in_second[n], 0));
    }
    const std::size_t shift = first.size() - second.size();  // wraps round where the second is longer
    for (std::size_t n = 1; n <= std::min(in_first.size(), in_second.size()); ++n) {
      const Measure& a = in_first[in_first.size() - n];
      const Measure& b = in_second[in_second.size() - n];
      if (a.begin < first.size() - window.behind && b.begin < second.size() - window.behind) break;
      CHECK(same(a, b, shift));
    }
  }
  CHECK(narrower > 20000);
}

TEST_CASE("texts without a word apart, and equal texts, are read whole or not at all") {
  const measure::Window none = measure::differing("1 cup", "2 cups");
  CHECK(none.from == 0);
  CHECK(none.behind == 0);
  // The oven is looked for before a bare 350: the window reaches to the end.
  const measure::Window oven =
      measure::differing("Heat the oven now, then bake it at 350", "Heat the grill now, then bake it at 350");
  CHECK(oven.behind == 0);
}
