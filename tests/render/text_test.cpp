#include "render/text.hpp"

#include <doctest/doctest.h>

#include <string>

#include "render/markdown.hpp"
#include "render/samples.hpp"

using namespace samples;
using cookdiff::render::Show;

namespace {
std::string shown(const std::vector<Difference>& list, const Show& show = {}) {
  return cookdiff::render::text(of(list), show);
}
bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

std::string without_colours(const std::string& text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '\x1b') {
      at = text.find('m', at);
    } else {
      out += text[at];
    }
  }
  return out;
}
}  // namespace

TEST_CASE("nothing changed is one line") { CHECK(shown({}) == "Made exactly as written.\n"); }

TEST_CASE("the verdict says which of the three it is") {
  const std::vector<Difference> list{plain(Field::rating, Kind::changed, "5", "4")};
  auto differences = of(list, "rating 5 → 4");
  CHECK(cookdiff::render::text(differences, {}).starts_with("Not made as written: rating 5 → 4\n"));
  differences.as_written = true;
  CHECK(cookdiff::render::text(differences, {}).starts_with("Made as written: rating 5 → 4\n"));
  differences.summary = "made as written; rating 5 → 4";
  CHECK(cookdiff::render::text(differences, {}).starts_with("Made as written: rating 5 → 4\n"));
}

TEST_CASE("groups, signs and both sides") {
  const AmountChange change = by(0.75);
  Difference milk = plain(Field::ingredient, Kind::removed, "100 ml milk", "");
  milk.ingredient_name = "milk";
  Difference step = plain(Field::instruction, Kind::moved, "Stir.", "Stir.");
  step.step_number = 2;
  step.make_step_number = 3;
  Difference rack = plain(Field::other, Kind::changed, "2", "3");
  rack.has_path = true;
  rack.path = "/oven/rack";
  CHECK(shown({rack, step, milk, amount("sugar", "1 cup", "3/4 cup", change)}) ==
        "Not made as written: something changed\n"
        "Ingredients\n"
        "  - 100 ml milk\n"
        "  ~ sugar: 1 cup → 3/4 cup (−25 %)\n"
        "Steps\n"
        "  ~ 2 → 3: Stir. (moved)\n"
        "Other\n"
        "  ~ oven/rack: 2 → 3\n");
}

TEST_CASE("an amount without a side, without a ratio, about") {
  const AmountChange none;
  Difference unsaid = amount("salt", "1 tsp", "", none);
  unsaid.make.present = false;
  CHECK(has(shown({unsaid}), "~ salt: 1 tsp → not said\n"));
  const AmountChange about = by(1.25, true);
  CHECK(has(shown({amount("flour", "1 cup", "156 g", about)}), "(about +25 %)"));
  const AmountChange tiny = by(1.0125);
  CHECK(has(shown({amount("flour", "80 g", "81 g", tiny)}), "(+1.2 %)"));
  const AmountChange huge = by(1e300);
  CHECK(has(shown({amount("flour", "80 g", "1e300 g", huge)}), "(+1e+302 %)"));
}

TEST_CASE("changed words are marked, and a long unchanged stretch is cut to its ends at whole words") {
  std::string same = "Stir the";
  for (int n = 0; n < 40; ++n) same += " dough";
  const std::array words{Word{'=', same}, Word{'-', "gently"}, Word{'+', "hard"}, Word{'=', " now."}};
  const std::array measures{MeasureChange{.what = cookdiff::measure::What::temperature,
                                          .recipe = {true, false, 350, 350, "°F"},
                                          .make = {true, true, 370, 375, "°F"}}};
  Difference step = plain(Field::instruction, Kind::changed, same, same);
  step.step_number = step.make_step_number = 4;
  step.words = words;
  step.measures = measures;
  const std::string out = shown({step});
  CHECK(has(out, "  ~ 4: … dough dough dough dough dough[-gently-]{+hard+} now. (temperature 350 °F → 370–375 °F)\n"));
}

TEST_CASE("other ids of a list are told as the list's numbers, of ingredients and of steps") {
  const std::string text = shown({plain(Field::ingredient, Kind::changed, "2, 3", "4, 5"),
                                  plain(Field::instruction, Kind::changed, "1", "7")});
  CHECK(has(text, "Ingredients\n  ~ numbers in the list: 2, 3 → 4, 5\nSteps\n  ~ numbers in the list: 1 → 7\n"));
}

TEST_CASE("restated entries are counted, and shown when asked for") {
  const std::vector<Difference> list{plain(Field::rating, Kind::changed, "5.0", "five")};
  auto differences = of({});
  differences.restated = list;
  differences.identical = false;
  differences.as_written = true;
  CHECK(has(cookdiff::render::text(differences, {}), "1 more is only said in another way (--restated shows them)\n"));
  CHECK(has(cookdiff::render::text(differences, {.restated = true}), "  ~ rating: 5.0 → five\n"));
}

TEST_CASE("colour changes nothing but colour, and control characters never come out raw") {
  const AmountChange change = by(2);
  const std::string_view evil = "x\x1b[2J\r\n\xC2\x9B";
  Difference step = plain(Field::instruction, Kind::added, "", evil);
  step.make_step_number = 1;
  const std::vector<Difference> list{amount(evil, evil, evil, change), step,
                                     plain(Field::notes, Kind::added, "", evil)};
  const auto differences = of(list, evil);
  const std::string plain_text = cookdiff::render::text(differences, {});
  CHECK(without_colours(cookdiff::render::text(differences, {.colour = true})) == plain_text);
  for (const std::string& out : {plain_text, cookdiff::render::markdown(differences, {})}) {
    CHECK_FALSE(has(out, "\x1b"));
    CHECK_FALSE(has(out, "\r"));
    CHECK_FALSE(has(out, "\xC2\x9B"));
    CHECK(has(out, "␛"));
  }
}

TEST_CASE("markdown: nothing of a document is markup") {
  CHECK(cookdiff::render::markdown_text("a*b_c`<b>&[x](y)") == "a\\*b\\_c\\`&lt;b>&amp;\\[x\\](y)");
  const AmountChange change;
  const std::string out = cookdiff::render::markdown(of({amount("**salt**", "1", "2", change)}), {});
  CHECK(has(out, "- <b>\\*\\*salt\\*\\*</b>: <del>1</del> → <ins>2</ins>\n"));
}
