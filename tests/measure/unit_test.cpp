#include "measure/unit.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <cstring>
#include <memory>
#include <string>

#include "measure/line.hpp"

using cookdiff::Arena;
using namespace cookdiff::measure;

namespace {

const Unit* unit(std::string_view text) {
  const Unit* found = find_unit(text);
  return found != nullptr ? found : &units::unknown;
}
void all_are(std::string_view symbol, std::initializer_list<const char*> spellings) {
  for (const char* text : spellings) CHECK_MESSAGE(unit(text)->symbol == symbol, text);
}
// factor == numerator / denominator to the last bits.
void is_exactly(std::string_view text, double numerator, double denominator) {
  CHECK_MESSAGE(std::fabs(unit(text)->factor * denominator / numerator - 1) < 1e-15, std::string(text));
}

}  // namespace

TEST_CASE("every spelling of the table") {
  all_are("tsp",
          {"tsp", "teaspoon", "teaspoonful", "tsps", "t", "ts", "t.", "tsp.", "Teaspoons", "TSP", "teaspoonfuls"});
  all_are("tbsp", {"tbsp", "tbs", "TBS", "tbl", "tblsp", "tbls", "tb", "tablespoon", "tablespoonful", "T", "Ts", "T.",
                   "Tbsp.", "Tablespoons", "Tbs.", "TBSP"});
  all_are("fl oz", {"fl oz", "fl. oz.", "floz", "fluid ounce", "fl-oz", "fluid ounces", "Fl Oz", "fl. oz"});
  all_are("cup", {"cup", "cups", "c", "C", "c.", "cupful", "Cups"});
  all_are("pint", {"pint", "pints", "pt", "pt."});
  all_are("quart", {"quart", "qt", "qts"});
  all_are("gallon", {"gallon", "gal", "gallons"});
  all_are("ml", {"ml", "mL", "ML", "millilitre", "milliliters", "cc"});
  all_are("cl", {"cl", "cL"});
  all_are("dl", {"dl", "dL"});
  all_are("l", {"l", "L", "liter", "litres"});
  all_are("mg", {"mg"});
  all_are("g", {"g", "gr", "gm", "gram", "grams", "gramme", "g.", "G"});
  all_are("kg", {"kg", "kilo", "kilogram", "kilos"});
  all_are("oz", {"oz", "oz.", "ounce", "ounces"});
  all_are("lb", {"lb", "lbs", "lbs.", "pound", "pounds", "#"});
  all_are("stick", {"stick", "sticks"});
  all_are("pinch", {"pinch", "pinches"});
  all_are("dash", {"dash", "dashes"});
  all_are("smidgen", {"smidgen"});
  all_are("drop", {"drop", "drops"});
  all_are("splash", {"splash", "splashes"});
  all_are("handful", {"handful", "handfuls"});
  all_are("knob", {"knob"});
  for (const char* text : {"", "unit", "whole", "each", "ea", "piece", "pieces", "pc", "pcs", "count", "units", " "})
    CHECK_MESSAGE(find_unit(text) == &units::piece, text);
  all_are("dozen", {"dozen", "doz", "dz"});
  all_are("clove", {"clove", "cloves"});
  all_are("can", {"can", "cans", "tin", "tins"});
  all_are("jar", {"jar", "jars"});
  all_are("package", {"package", "pkg", "pkgs", "pkt", "packages", "pkg."});
  all_are("bunch", {"bunch", "bunches"});
  all_are("sprig", {"sprig", "sprigs"});
  all_are("slice", {"slice", "slices"});
  all_are("head", {"head", "heads"});
  all_are("ear", {"ear", "ears"});
  all_are("stalk", {"stalk", "stalks"});
  all_are("leaf", {"leaf", "leaves"});
  all_are("sheet", {"sheet", "sheets"});
  all_are("envelope", {"envelope"});
  all_are("bag", {"bag"});
  all_are("bottle", {"bottle"});
  all_are("mm", {"mm"});
  all_are("cm", {"cm"});
  all_are("in", {"in", "inch", "inches", "\""});
  all_are("s", {"s", "sec", "second", "seconds"});
  all_are("min", {"mins", "minute", "minutes", "min."});
  all_are("h", {"hr", "hrs", "hour", "hours", "h"});
  all_are("d", {"day", "days", "d"});
  all_are("°C", {"°C", "º C", "℃", "degrees C", "degrees Celsius", "Celsius", "centigrade", "deg C", "°c"});
  all_are("°F", {"°F", "degrees F", "Fahrenheit", "º F", "degrees Fahrenheit"});
  all_are("°", {"°", "º", "deg", "degrees", "degree"});
  all_are("gas mark", {"gas mark", "gas", "Gas Mark", "regulo"});
}

TEST_CASE("units of other languages") {
  all_are("EL", {"EL", "el", "Esslöffel"});
  all_are("TL", {"TL", "Teelöffel", "tl"});
  all_are("msk", {"msk", "matskedar"});
  all_are("tsk", {"tsk", "tesked"});
  all_are("大さじ", {"大さじ"});
  all_are("小さじ", {"小さじ"});
  all_are("pinch", {"Prise", "Prisen", "pincée", "pizca", "pitada", "pizzico"});
  all_are("clove",
          {"Zehe", "Zehen", "klyfta", "klyftor", "gousse", "gousses", "diente", "dientes", "dente", "spicchi", "片"});
  all_are("can", {"Dose", "Dosen", "burk", "lata", "boîte"});
  all_are("bunch", {"Bund", "manojo", "botte"});
  all_are("package", {"Packung", "Pck.", "Päckchen", "sachet", "Pkt."});
  all_are("c. à soupe", {"c. à soupe", "c à s", "càs", "cuillère à soupe", "cuillères à soupe", "c.à.s."});
  all_are("c. à café", {"c. à café", "càc", "cuillère à café"});
  all_are("cucharada", {"cucharada", "cucharadas"});
  all_are("cucharadita", {"cucharadita", "cucharaditas"});
  all_are("colher de sopa", {"colher de sopa", "colheres de sopa", "colheres (sopa)"});
  all_are("colher de chá", {"colher de chá", "colheres de chá"});
  all_are("cucchiaio", {"cucchiaio", "cucchiai"});
  all_are("cucchiaino", {"cucchiaino", "cucchiaini"});
  CHECK(find_unit("Stück") == &units::piece);
  CHECK(find_unit("st") == &units::piece);
  CHECK(find_unit("個") == &units::piece);
  CHECK(find_unit("krm")->factor == 1);
}

TEST_CASE("factors are exact: against the definitions, as rationals") {
  const double gallon = 231 * 2.54 * 2.54 * 2.54;  // ml
  CHECK(gallon == doctest::Approx(3785.411784).epsilon(1e-15));
  is_exactly("tsp", 3785.411784, 768);
  is_exactly("tbsp", 3785.411784, 256);
  is_exactly("fl oz", 3785.411784, 128);
  is_exactly("cup", 3785.411784, 16);
  is_exactly("pint", 3785.411784, 8);
  is_exactly("quart", 3785.411784, 4);
  is_exactly("gallon", 3785.411784, 1);
  is_exactly("oz", 453.59237, 16);
  is_exactly("lb", 453.59237, 1);
  is_exactly("imperial fl oz", 4546.09, 160);
  is_exactly("imperial pint", 4546.09, 8);
  is_exactly("in", 254, 10);
  const std::pair<const char*, double> metric[] = {{"ml", 1},
                                                   {"cl", 10},
                                                   {"dl", 100},
                                                   {"l", 1000},
                                                   {"mg", 0.001},
                                                   {"g", 1},
                                                   {"kg", 1000},
                                                   {"mm", 1},
                                                   {"cm", 10},
                                                   {"s", 1},
                                                   {"min", 60},
                                                   {"h", 3600},
                                                   {"day", 86400},
                                                   {"EL", 15},
                                                   {"TL", 5},
                                                   {"msk", 15},
                                                   {"tsk", 5},
                                                   {"大さじ", 15},
                                                   {"小さじ", 5},
                                                   {"metric cup", 250},
                                                   {"japanese cup", 200},
                                                   {"合", 180},
                                                   {"Australian tbsp", 20},
                                                   {"dozen", 12}};
  for (const auto& [text, factor] : metric) CHECK_MESSAGE(unit(text)->factor == factor, text);
  CHECK(unit("tbsp")->factor / unit("tsp")->factor == 3);
  CHECK(unit("cup")->factor / unit("tbsp")->factor == 16);
}

TEST_CASE("a plural in brackets or after a slash is the word itself; a bracket of another word is not") {
  all_are("clove", {"clove(s)", "gousse(s)", "Zehe/n", "Zehe(n)"});
  all_are("pinch", {"pinc\u00E9e(s)"});
  all_are("c. \u00E0 soupe", {"cuill\u00E8re(s) \u00E0 soupe"});
  all_are("can", {"Dose/n", "can(s)"});
  all_are("colher de sopa", {"colher (sopa)", "colheres (sopa)"});
  CHECK(find_unit("clove(d)") == nullptr);
}

TEST_CASE("feet, and words that look like units and are none") {
  is_exactly("feet", 3048, 10);
  CHECK(find_unit("chili") == nullptr);
  CHECK(find_unit("chilis") == nullptr);
}

TEST_CASE("what is no unit") {
  for (const char* text : {"glug", "glugs", "m", "x", "cu", "tspx", "\xFF", "a cup of tea in the garden", "大", "-"})
    CHECK_MESSAGE((find_unit(text) == nullptr || find_unit(text) == &units::piece), text);
  CHECK(find_unit("glugs") == nullptr);
  CHECK(find_unit(std::string(unit_bytes_max + 1, 'a')) == nullptr);
  CHECK(find_unit(std::string(100'000, 't')) == nullptr);
}

// A word that may have others behind it, as the last thing of a text that ends there and nowhere else.
TEST_CASE("a unit of several words that is not finished ends with the text") {
  for (const char* text : {"1 c", "1 c ", "1 c.", "1 c. ",
                           "1 x\xC3\xAD"
                           "c",
                           "1 cuill", "1 colher ", "1 colher de "}) {
    const std::unique_ptr<char[]> exact(new char[std::string_view(text).size()]);  // so that a sanitizer sees its end
    std::memcpy(exact.get(), text, std::string_view(text).size());
    Arena arena;
    const Line line = read_line({exact.get(), std::string_view(text).size()}, arena);
    CHECK(line.quantity == "1");
  }
}
