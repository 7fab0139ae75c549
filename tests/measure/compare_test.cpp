#include "measure/compare.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <string>

#include "measure/density.hpp"

using namespace cookdiff::measure;
using cookdiff::Arena;

namespace {

std::string_view word(Relation relation) {
  switch (relation) {
    case Relation::equal: return "equal";
    case Relation::restated: return "restated";
    case Relation::changed: return "changed";
    case Relation::incomparable: break;
  }
  return "incomparable";
}
std::string_view word(Size size) { return size == Size::trace ? "trace" : size == Size::small ? "small" : "large"; }

Amount amount(std::string_view text, Arena& arena) {
  // A JSON number where it is one, as documents have it: "0.33 cup" is the number 0.33 with the measurement cup.
  const std::size_t space = text.find(' ');
  const std::string_view number = text.substr(0, space);
  const Amount plain = amount_from_number(number, space == std::string_view::npos ? "" : text.substr(space + 1), arena);
  return plain.is_number() && plain.unit != &units::unknown ? plain : amount_from_text(text, "", arena);
}

std::string relation(std::string_view original, std::string_view made, std::string_view name = "thing",
                     double scale = 1) {
  Arena arena;
  const Amount a = amount(original, arena);
  const Amount b = amount(made, arena);
  const Comparison there = compare(a, b, name, scale);
  const Comparison back = compare(b, a, name, 1 / scale);
  CHECK(word(there.relation) == word(back.relation));
  CHECK(word(there.size) == word(back.size));
  std::string out(word(there.relation));
  if (there.relation == Relation::changed) out.append(" ").append(word(there.size));
  if (there.approximate) out += " approximately";
  return out;
}
Comparison compared(std::string_view original, std::string_view made, std::string_view name = "thing",
                    double scale = 1) {
  Arena arena;
  return compare(amount(original, arena), amount(made, arena), name, scale);
}

}  // namespace

TEST_CASE("the same in one system of units, to the last digit") {
  CHECK(relation("1 cup", "1 cup") == "equal");
  CHECK(relation("1 TBS", "3 tsp") == "restated");
  CHECK(relation("2 Tbsp.", "2 Tablespoons") == "restated");
  CHECK(relation("1 gallon", "768 tsp") == "restated");
  CHECK(relation("1 lb", "16 oz") == "restated");
  CHECK(relation("1 kg", "1000 g") == "restated");
  CHECK(relation("1 h", "60 min") == "restated");
  CHECK(relation("1 dozen", "12") == "restated");
  CHECK(relation("1/2 cup", "0.5 cup") == "restated");
  CHECK(relation("500 g", "503 g") == "changed trace");
  CHECK(relation("1 EL", "15 ml") == "restated");
  CHECK(relation("1 EL", "3 TL") == "restated");
  CHECK(relation("200 g", "0.15 kg") == "changed large");
  CHECK(relation("1 T", "1 t") == "changed large");
  CHECK(compared("200 g", "0.15 kg").ratio == doctest::Approx(0.75).epsilon(1e-12));
  CHECK(compared("200 g", "0.15 kg").delta == doctest::Approx(-50).epsilon(1e-12));
  CHECK(compared("1 T", "1 t").ratio == doctest::Approx(1.0 / 3).epsilon(1e-12));
}

TEST_CASE("a decimal is the fraction that it rounds or cuts") {
  CHECK(relation("1/3 cup", "0.33 cup") == "restated");
  CHECK(relation("2/3 cup", "0.67 cup") == "restated");
  CHECK(relation("2/3 cup", "0.66 cup") == "restated");
  CHECK(relation("1/3 cup", "0.33333334326744 cup") == "restated");
  CHECK(relation("1/8 tsp", "0.13 tsp") == "restated");
  CHECK(relation("1/8 tsp", "0.12 tsp") == "restated");
  CHECK(relation("1/16 tsp", "0.06 tsp") == "restated");
  CHECK(relation("1/6 cup", "0.17 cup") == "restated");
  CHECK(relation("1 1/3 cup", "1.33 cup") == "restated");
  CHECK(relation("0.33 cup", "16 tsp") == "restated");
  CHECK(relation("1/3 cup", "0.3 cup") == "changed large");
  CHECK(relation("1/3 cup", "0.34 cup") == "changed trace");
  CHECK(relation("1/3 cup", "0.32 cup") == "changed small");
  CHECK(relation("0.12 kg", "0.13 kg") == "changed small");
  CHECK(relation("1/3 cup", "0.67 cup", "oil", 2) != "changed trace");
}

TEST_CASE("across metric and US the customary roundings are the same") {
  CHECK(relation("1 cup", "240 ml") == "restated");
  CHECK(relation("1 lb", "450 g") == "restated");
  CHECK(relation("1 tbsp", "15 ml") == "restated");
  CHECK(relation("1 oz", "28 g") == "restated");
  CHECK(relation("1 cup", "300 ml") == "changed large");
  CHECK(relation("1 tbsp", "20 ml") == "changed large");
  CHECK(relation("1 cup", "250 ml") == "changed small");
  CHECK(relation("9 in", "23 cm") == "restated");
  CHECK(compared("1 cup", "300 ml").ratio == doctest::Approx(1.26802).epsilon(1e-5));
  CHECK(compared("1 tbsp", "20 ml").ratio == doctest::Approx(1.35256).epsilon(1e-5));
  // At the edge: 2.5 % is within, a hair more is not.
  CHECK(relation("10 in", "260.35 mm") == "restated");
  CHECK(relation("10 in", "260.36 mm") == "changed small");
}

TEST_CASE("counts, and units that nothing converts") {
  CHECK(relation("2", "2 cloves", "garlic") == "restated");
  CHECK(relation("2", "3 cloves", "garlic") == "changed large");
  CHECK(relation("2 cloves", "2 heads", "garlic") == "incomparable");
  CHECK(relation("2 can", "2 tin") == "restated");
  CHECK(relation("1 pinch", "1 pinch") == "equal");
  CHECK(relation("1 pinch", "2 pinches") == "changed large");
  CHECK(relation("1 pinch", "1 dash") == "incomparable");
  CHECK(relation("1 pinch", "1 tsp") == "incomparable");
  CHECK(relation("1", "1 pinch") == "incomparable");
  CHECK(relation("2 cups", "3 g", "dragon scales") == "incomparable");
  CHECK(relation("2", "300 g", "onions") == "incomparable");
  CHECK(relation("5 min", "5 g") == "incomparable");
  Arena arena;
  const Amount two = amount_from_number("2", "glugs", arena);
  CHECK(compare(two, amount_from_number("3", "glugs", arena), "oil").ratio == 1.5);
  CHECK(compare(two, amount_from_number("2", "Glug", arena), "oil").relation == Relation::restated);
  CHECK(compare(two, amount_from_number("2", "blobs", arena), "oil").relation == Relation::incomparable);
  CHECK(compare(two, amount_from_number("2", "tsp", arena), "oil").relation == Relation::incomparable);
}

TEST_CASE("sticks of butter, and of anything else") {
  CHECK(relation("1 stick", "8 tbsp", "butter") == "restated");
  CHECK(relation("1 stick", "1/2 cup", "unsalted butter") == "restated");
  CHECK(relation("1 stick", "4 oz", "butter") == "restated");
  CHECK(relation("1 stick", "113 g", "butter, softened") == "restated");
  CHECK(relation("1 stick", "115 g", "margarine") == "restated");
  CHECK(relation("1 stick", "200 g", "butter") == "changed large");
  CHECK(relation("1 stick", "8 tbsp", "cinnamon") == "incomparable");
  CHECK(relation("1 stick", "1", "cinnamon") == "restated");
  CHECK(compared("1 stick", "226.796185 g", "butter").ratio == doctest::Approx(2).epsilon(1e-9));
}

TEST_CASE("volume against mass by density: approximate, never by water") {
  CHECK(relation("1 cup", "125 g", "all-purpose flour") == "restated approximately");
  CHECK(relation("1 cup", "240 g", "all-purpose flour") == "changed large approximately");
  CHECK(relation("1 cup", "137 g", "flour") == "restated approximately");
  CHECK(relation("1 cup", "139 g", "flour") == "changed large approximately");
  CHECK(relation("1 cup", "200 g", "sugar") == "restated approximately");
  CHECK(relation("1 cup", "237 g", "dragon scales") == "incomparable");
}

namespace {
constexpr std::pair<const char*, double> known_densities[] = {{"water", 237},
                                                              {"warm water", 237},
                                                              {"milk", 245},
                                                              {"whole milk", 245},
                                                              {"2% milk", 245},
                                                              {"cream", 238},
                                                              {"heavy cream", 238},
                                                              {"flour", 125},
                                                              {"all-purpose flour", 125},
                                                              {"plain flour, sifted", 125},
                                                              {"bread flour", 127},
                                                              {"strong white bread flour", 127},
                                                              {"whole-wheat flour", 120},
                                                              {"whole wheat flour", 120},
                                                              {"sugar", 200},
                                                              {"granulated sugar", 200},
                                                              {"caster sugar", 200},
                                                              {"brown sugar", 213},
                                                              {"packed light brown sugar", 213},
                                                              {"powdered sugar", 115},
                                                              {"icing sugar", 115},
                                                              {"confectioners' sugar", 115},
                                                              {"butter", 227},
                                                              {"unsalted butter", 227},
                                                              {"butter (melted)", 227},
                                                              {"oil", 218},
                                                              {"olive oil", 218},
                                                              {"extra-virgin olive oil", 218},
                                                              {"honey", 340},
                                                              {"cocoa", 85},
                                                              {"unsweetened cocoa powder", 85},
                                                              {"oats", 90},
                                                              {"rolled oats", 90},
                                                              {"rice", 190},
                                                              {"basmati rice", 190},
                                                              {"salt", 288},
                                                              {"fine sea salt", 288},
                                                              {"cornstarch", 120},
                                                              {"yogurt", 245},
                                                              {"plain Greek yogurt", 245},
                                                              {"baking powder", 192},
                                                              {"Mehl", 125},
                                                              {"beurre", 227},
                                                              {"Zucker", 200}};
}  // namespace

TEST_CASE("the table of densities, by the words of a name") {
  const auto grams = [](std::string_view name) { return std::round(density(name) * 236.5882365); };
  for (const auto& [name, value] : known_densities) CHECK_MESSAGE(grams(name) == value, name);
  for (const char* name : {"flour tortillas",
                           "butter beans",
                           "milk chocolate",
                           "rice vinegar",
                           "peanut butter",
                           "coconut milk",
                           "almond flour",
                           "rice flour",
                           "coconut water",
                           "rose water",
                           "condensed milk",
                           "ice cream",
                           "sour cream",
                           "cream cheese",
                           "sugar snap peas",
                           "kosher salt",
                           "honeydew",
                           "oil spray",
                           "rice noodles",
                           "chili powder",
                           "cooked rice",
                           "buttermilk",
                           "",
                           "butternut squash",
                           "brown butter flour mix",
                           "cocoa butter",
                           "baking soda",
                           "buttercream",
                           "salt pork",
                           "almond milk",
                           "oat milk"})
    CHECK_MESSAGE(density(name) == 0, name);
  CHECK(density(std::string(name_bytes_max + 1, 'a') + " flour") == 0);
}

TEST_CASE("ranges") {
  CHECK(relation("2-3 cloves", "3 cloves") == "restated");
  CHECK(relation("2-3 cloves", "2 cloves") == "restated");
  CHECK(relation("2-3 cloves", "2.5 cloves") == "restated");
  CHECK(relation("2-3", "2 to 3") == "restated");
  CHECK(relation("2-3", "2-3") == "equal");
  CHECK(relation("2-3 cups", "480-720 ml") == "restated");
  CHECK(relation("½–1 tsp", "1.25 tsp") == "changed large");
  CHECK(relation("2-3", "2-4") == "changed large");
  CHECK(relation("1-3", "1.5-2.5") == "changed large");
  CHECK(relation("1-2 cup", "240 ml") == "restated");
  const Comparison changed = compared("20-30 min", "30-40 min");
  CHECK(changed.ratio == doctest::Approx(1.4));
  CHECK(changed.delta == doctest::Approx(10));
}

TEST_CASE("two readings and two spellings") {
  CHECK(relation("1000 g", "1,000 g") == "restated");
  CHECK(relation("1 g", "1,000 g") == "restated");
  CHECK(relation("2 g", "1,000 g") == "changed large");
  CHECK(compared("2 g", "1,000 g").ratio == 500);
  CHECK(relation("300g/10½oz", "300 g") == "restated");
  CHECK(relation("300g/10½oz", "10.5 oz") == "restated");
  CHECK(relation("300g/10½oz", "300g/10½oz") == "equal");
  CHECK(relation("300g/10½oz", "12 oz") == "changed large");
  CHECK(compared("300g/10½oz", "21 oz").ratio == 2);
  CHECK(compared("300g/10½oz", "600 g").ratio == 2);
  CHECK(relation("1 tbsp + 1 tsp", "4 tsp") == "restated");
  CHECK(relation("2 x 400 g", "800 g") == "restated");
  Arena arena;
  const Amount tins = amount_from_text("2 x 400g", "tins", arena);
  CHECK(compare(tins, amount_from_text("2", "cans", arena), "tomatoes").relation == Relation::restated);
}

// Found by fuzzing: of two pairs of spellings that tie the one that comes first on one side came last on the other.
TEST_CASE("of pairs of spellings that tie the one that is equal counts, from either side") {
  Arena arena;
  const Amount a = amount_from_text("", "355-0g/0oz0g/1~0\xC2\xBDoz", arena);
  const Amount b = amount_from_text("", "~0-0g/00oz0g/1~0\xC2\xBDoz", arena);
  REQUIRE(a.also != nullptr);
  REQUIRE(b.also != nullptr);
  for (const double scale : {1.5, 2.0}) {
    CHECK(compare(a, b, "thing", scale).relation == Relation::equal);
    CHECK(compare(b, a, "thing", 1 / scale).relation == Relation::equal);
  }
}

TEST_CASE("nothing said is not 0; text is text") {
  Arena arena;
  const Amount none = amount_unspecified("", arena);
  const Amount taste = amount_from_text("to taste", "", arena);
  const Amount some = amount_from_text("some", "", arena);
  const Amount zero = amount_from_number("0", "g", arena);
  const Amount five = amount_from_number("5", "g", arena);
  CHECK(compare(none, none, "salt").relation == Relation::equal);
  CHECK(compare(none, taste, "salt").relation == Relation::restated);
  CHECK(compare(none, five, "salt").relation == Relation::changed);
  CHECK(compare(none, zero, "salt").relation == Relation::changed);
  CHECK(!compare(none, five, "salt").has_ratio);
  CHECK(compare(none, five, "salt").size == Size::large);
  CHECK(compare(some, five, "salt").relation == Relation::incomparable);
  CHECK(compare(some, some, "salt").relation == Relation::equal);
  const Comparison from_zero = compare(zero, five, "salt");
  CHECK(!from_zero.has_ratio);
  CHECK(from_zero.delta == 5);
  CHECK(from_zero.size == Size::large);
  const Comparison to_zero = compare(five, zero, "salt");
  CHECK(to_zero.has_ratio);
  CHECK(to_zero.ratio == 0);
  CHECK(compare(zero, zero, "salt").relation == Relation::equal);
  CHECK(compare(amount_unspecified("pinch", arena), amount_unspecified("dash", arena), "salt").relation ==
        Relation::incomparable);
}

TEST_CASE("after scaling, equal from either side") {
  CHECK(relation("100 g", "200 g", "rice", 2) == "equal");
  CHECK(relation("250 ml", "1 l", "water", 4) == "restated");
  CHECK(relation("1 tsp", "1 tbsp", "salt", 3) == "restated");
  CHECK(relation("1/3 cup", "0.67 cup", "oil", 2) == "equal");
  CHECK(relation("0.33 cup", "2/3 cup", "oil", 2) == "equal");
  CHECK(relation("3", "5", "eggs", 1.5) == "restated");
  CHECK(relation("3", "4", "eggs", 1.5) == "restated");
  CHECK(relation("3", "6", "eggs", 1.5) == "changed large");
  CHECK(relation("1", "1", "bay leaf", 2) == "changed large");
  CHECK(relation("1", "1", "bay leaf", 0.5) == "changed large");
  CHECK(relation("1", "1", "egg", 1.5) == "restated");
  CHECK(relation("3 g", "5 g", "salt", 1.5) == "changed large");  // only counts are rounded
  const Comparison leaf = compared("1", "1", "bay leaf", 2);
  CHECK(leaf.ratio == 0.5);
  CHECK(leaf.delta == -1);
  CHECK(relation("30 min", "30 min", "", 2) == "equal");  // times never scale
  CHECK(relation("9 in", "9 in", "", 2) == "equal");
}

TEST_CASE("temperatures by difference") {
  CHECK(relation("350 °F", "175 °C") == "restated");
  CHECK(relation("350 °F", "180 °C") == "restated");
  CHECK(relation("350 °F", "170 °C") == "changed small");
  CHECK(relation("350 °F", "375 °F") == "changed small");
  CHECK(relation("350 °F", "351 °F") == "changed trace");
  CHECK(relation("180 °C", "200 °C") == "changed large");
  CHECK(relation("gas mark 4", "180 °C") == "restated");
  CHECK(relation("gas mark 4", "gas mark 5") == "changed small");
  CHECK(relation("350 degrees", "350 degrees") == "equal");
  CHECK(relation("350 degrees", "350 °F") == "incomparable");
  CHECK(relation("350 degrees", "350 °C") == "incomparable");
  CHECK(relation("180 °C", "100 g") == "incomparable");
  CHECK(relation("100 °C", "105 °C") == "changed small");
  CHECK(relation("212 °F", "105 °C") == "restated");
  CHECK(relation("212 °F", "105.1 °C") == "changed small");
  CHECK(relation("160-170 °C", "165 °C") == "restated");
  CHECK(!compared("350 °F", "375 °F").has_ratio);
  CHECK(compared("350 °F", "375 °F").delta == doctest::Approx(25));
  CHECK(compared("350 °F", "200 °C").delta == doctest::Approx(42));
}

TEST_CASE("lines that add up") {
  Arena arena;
  Amount sum = amount_from_number("100", "g", arena);
  CHECK(add(sum, amount_from_number("0.05", "kg", arena), "butter"));
  CHECK(compare(sum, amount_from_number("150", "g", arena), "butter").relation == Relation::equal);
  CHECK(!add(sum, amount_from_number("1", "cup", arena), "butter"));
  CHECK(!add(sum, amount_unspecified("g", arena), "butter"));
  Amount cloves = amount_from_number("2", "clove", arena);
  CHECK(!add(cloves, amount_from_number("1", "head", arena), "garlic"));
  CHECK(add(cloves, amount_from_text("1-2", "cloves", arena), "garlic"));
  CHECK(cloves.form == Form::range);
  CHECK(cloves.max == 4);
}

namespace {
constexpr const char* quantities[] = {"1",
                                      "2",
                                      "3",
                                      "0",
                                      "0.33",
                                      "1/3",
                                      "2/3",
                                      "0.5",
                                      "1,000",
                                      "2-3",
                                      "1-2",
                                      "1.5",
                                      "0.12",
                                      "5",
                                      "250",
                                      "240",
                                      "225",
                                      "100",
                                      "110",
                                      "101",
                                      "102",
                                      "12",
                                      "to taste",
                                      "some",
                                      "300g/10½oz",
                                      "2 x 400 g",
                                      "1 tbsp + 1 tsp",
                                      "1/8",
                                      "0.13",
                                      "0",
                                      "-1",
                                      "180 °C (350 °F)",
                                      "gas mark 4",
                                      "10½oz/300g",
                                      "1 lb 2 oz"};
}  // namespace

TEST_CASE("100,000 pairs: the comparison from the other side is its mirror") {
  std::uint64_t seed = 20;
  const auto next = [&seed](std::uint64_t below) {
    seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
    return (seed >> 33) % below;
  };
  const char* measurements[] = {
      "",   "cup", "ml",      "g",   "oz", "lb", "tsp", "TBS",   "clove", "can", "dozen",         "pinch", "stick",
      "°C", "°F",  "degrees", "min", "h",  "cm", "in",  "glugs", "kg",    "EL",  "imperial pint", "large", "gas mark"};
  const char* names[] = {"flour", "butter", "dragon scales", "water", "eggs"};
  const double scales[] = {1, 1, 1, 2, 0.5, 1.5, 3, 1.0 / 3, 0.75, 4};
  int changed = 0;
  int same = 0;
  for (int n = 0; n < 100'000; ++n) {
    Arena arena(256);
    const Amount a =
        amount_from_text(quantities[next(std::size(quantities))], measurements[next(std::size(measurements))], arena);
    const Amount b =
        amount_from_text(quantities[next(std::size(quantities))], measurements[next(std::size(measurements))], arena);
    const char* name = names[next(std::size(names))];
    const double scale = scales[next(std::size(scales))];
    const Comparison there = compare(a, b, name, scale);
    const Comparison back = compare(b, a, name, 1 / scale);
    const Kind kind = a.unit->kind;
    const double used = kind == Kind::time || kind == Kind::length || kind == Kind::temperature ? 1 : scale;
    INFO(n << ": " << a.text << " " << a.unit_text << " / " << b.text << " " << b.unit_text << " of " << name << " at "
           << scale);
    REQUIRE(there.relation == back.relation);
    REQUIRE(there.size == back.size);
    REQUIRE(there.approximate == back.approximate);
    REQUIRE(there.has_delta == back.has_delta);
    REQUIRE(there.original == back.made);
    REQUIRE(there.made == back.original);
    if (there.has_ratio && back.has_ratio) REQUIRE(there.ratio * back.ratio == doctest::Approx(1).epsilon(1e-9));
    if (there.has_ratio != back.has_ratio) REQUIRE((there.has_ratio ? there.ratio : back.ratio) == 0);
    if (there.has_delta && there.has_ratio && there.ratio != 0) {
      // The delta in the other unit: by the ratio of what one side is in the two units.
      const double from = there.original->middle() * used;
      const double in_other = there.made->middle() / (from * there.ratio);
      REQUIRE(back.delta * used == doctest::Approx(-there.delta * in_other).epsilon(1e-9));
    }
    REQUIRE(compare(a, a, name).relation == Relation::equal);
    (there.relation == Relation::changed ? changed : same) += 1;
  }
  CHECK(changed > 10'000);
  CHECK(same > 10'000);
}
