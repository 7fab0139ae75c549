// The laws over recipes made at random. A pair that breaks one is made as small as it can be and printed with its seed.
#include <doctest/doctest.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "diff/generate.hpp"
#include "diff/laws.hpp"

namespace {

using namespace cookdiff;
using test::MadeLine;
using test::MadeRecipe;

// More or fewer by COOKDIFF_PAIRS; COOKDIFF_SEED runs one.
std::uint64_t from_environment(const char* name, std::uint64_t otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

std::string broken(const MadeRecipe& original, const MadeRecipe& make) {
  return test::broken_law(test::to_text(original, false), test::to_text(make, true));
}

// Leaves out one thing after the other for as long as a law stays broken.
void shrink(MadeRecipe& original, MadeRecipe& make) {
  const auto try_it = [&](const MadeRecipe& a, const MadeRecipe& b) {
    if (broken(a, b).empty()) return false;
    original = a;
    make = b;
    return true;
  };
  bool smaller = true;
  while (smaller) {
    smaller = false;
    for (auto list : {&MadeRecipe::ingredients, &MadeRecipe::steps}) {
      for (const bool in_make : {false, true}) {
        for (std::size_t i = 0; i < ((in_make ? make : original).*list).size(); ++i) {
          MadeRecipe a = original;
          MadeRecipe b = make;
          std::vector<MadeLine>& lines = (in_make ? b : a).*list;
          lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(i));
          if (try_it(a, b)) smaller = true;
        }
        for (std::size_t i = 0; i < ((in_make ? make : original).*list).size(); ++i) {
          for (auto member :
               {&MadeLine::id, &MadeLine::measurement, &MadeLine::section, &MadeLine::note, &MadeLine::other}) {
            MadeRecipe a = original;
            MadeRecipe b = make;
            std::string& text = ((in_make ? b : a).*list)[i].*member;
            if (text.empty()) continue;
            text.clear();
            if (try_it(a, b)) smaller = true;
          }
        }
      }
    }
    for (auto member :
         {&MadeRecipe::rating, &MadeRecipe::yield, &MadeRecipe::time, &MadeRecipe::notes, &MadeRecipe::other}) {
      MadeRecipe a = original;
      MadeRecipe b = make;
      if ((a.*member).empty() && (b.*member).empty()) continue;
      (a.*member).clear();
      (b.*member).clear();
      if (try_it(a, b)) smaller = true;
    }
  }
}

}  // namespace

TEST_CASE("the laws hold for recipes and makes made at random") {
  const std::uint64_t pairs = from_environment("COOKDIFF_PAIRS", 100'000);
  const std::uint64_t first = from_environment("COOKDIFF_SEED", 1);
  int failures = 0;
  for (std::uint64_t seed = first; seed < first + pairs && failures < 5; ++seed) {
    test::Random random(seed);
    MadeRecipe original = test::make_recipe(random);
    MadeRecipe make = random.chance(5) ? test::make_recipe(random) : original;
    test::edit_recipe(make, random);
    const std::string wrong = broken(original, make);
    if (wrong.empty()) continue;
    ++failures;
    shrink(original, make);
    FAIL_CHECK("seed " << seed << ": " << broken(original, make) << "\n  " << test::to_text(original, false) << "\n  "
                       << test::to_text(make, true));
  }
  CHECK(failures == 0);
}
