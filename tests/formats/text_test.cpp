#include "formats/text.hpp"

#include <doctest/doctest.h>

#include "formats/steps.hpp"

using namespace cookdiff;
using namespace cookdiff::formats;

namespace {
std::string cleaned(std::string_view text) {
  Arena arena;
  return std::string(clean(text, arena));
}
std::string header(std::string_view line) {
  std::string_view name;
  return is_header(line, name) ? std::string(name) : "none";
}
std::string steps(std::string_view text) {
  std::string out;
  for (const StepText& step : split_steps(text)) {
    out += '|';
    if (!step.section.empty()) out.append(step.section).append(": ");
    out += step.text;
  }
  return out;
}
}  // namespace

TEST_CASE("entities are decoded, named and numeric, once and twice escaped") {
  CHECK(cleaned("salt &amp; pepper") == "salt & pepper");
  CHECK(cleaned("&frac12; cup &#189; &#xBD; &frac12cup") == "½ cup ½ ½ ½cup");
  CHECK(cleaned("180&deg;C, 350&degF") == "180°C, 350°F");
  CHECK(cleaned("It&amp;#39;s &amp;frac14;") == "It's ¼");
  CHECK(cleaned("&#146;s &#150;") == "’s –");
  CHECK(cleaned("&#0; &#xD800; &#99999999;") == "\xEF\xBF\xBD \xEF\xBF\xBD \xEF\xBF\xBD");
}

TEST_CASE("what is no entity stays") {
  CHECK(cleaned("M&M's & R&D; &unknown; &notable &") == "M&M's & R&D; &unknown; &notable &");
  CHECK(cleaned("&#; &#x; &;") == "&#; &#x; &;");
}

TEST_CASE("tags go and comparisons stay") {
  CHECK(cleaned("<p>Mix <strong>well</strong>.</p>") == "Mix well.");
  CHECK(cleaned("below <180 °C") == "below <180 °C");
  CHECK(cleaned("at &lt;180 &deg;C") == "at <180 °C");
  CHECK(cleaned("a < b > c, <5 min>, <made up>") == "a < b > c, <5 min>, <made up>");
  CHECK(cleaned("<a href=\"x\">pan</a><br/>hot") == "pan\nhot");
  CHECK(cleaned("&lt;p&gt;Mix&lt;/p&gt;") == "Mix");
  CHECK(cleaned("<!-- note -->stir<!-- open") == "stir<!-- open");
  CHECK(cleaned("1<sup>1</sup>/<sub>2</sub> cups") == "1 1/2 cups");
  CHECK(cleaned("<b unclosed") == "<b unclosed");
}

TEST_CASE("blanks around a text go, also those outside ASCII") {
  CHECK(trim("\xEF\xBB\xBF \xC2\xA0\tsalt\xE2\x80\x8B\n") == "salt");
  CHECK(trim(" \xC2\xA0 ").empty());
  Arena arena;
  CHECK(clean_line("two\n  lines  here", arena) == "two lines  here");
}

TEST_CASE("headers among ingredient lines") {
  CHECK(header("For the sauce:") == "For the sauce");
  CHECK(header("[Sauce]") == "Sauce");
  CHECK(header("## Sauce") == "Sauce");
  CHECK(header("**Sauce**:") == "Sauce");
  CHECK(header("2 cups flour:") == "none");
  CHECK(header("#10 can tomatoes") == "none");
  CHECK(header("salt") == "none");
  CHECK(header(":") == "none");
}

TEST_CASE("one text becomes its steps") {
  CHECK(steps("Mix.") == "|Mix.");
  CHECK(steps("Mix.\nBake.\n\n Cool. ") == "|Mix.|Bake.|Cool.");
  CHECK(steps("1. Mix. 2. Bake for 1.5 hours. 3. Cool.") == "|Mix.|Bake for 1.5 hours.|Cool.");
  CHECK(steps("1) Mix.\n2) Bake.") == "|Mix.|Bake.");
  CHECK(steps("Step 1: Mix.\nStep 2\nBake.\nSchritt 3. Essen.") == "|Mix.|Bake.|Essen.");
  CHECK(steps("- Mix.\n* Bake.\n• Cool.") == "|Mix.|Bake.|Cool.");
  CHECK(steps("Mix everything and\nbake it.\nCool.") == "|Mix everything and\nbake it.|Cool.");
  CHECK(steps("For the dough:\nMix.\n[Sauce]\nBoil.") == "|For the dough: Mix.|Sauce: Boil.");
  CHECK(steps("Add 2. That is all.") == "|Add 2. That is all.");
  CHECK(steps("1.5 l water boil.\n2 eggs fry.") == "|1.5 l water boil.|2 eggs fry.");
  CHECK(steps("").empty());
}
