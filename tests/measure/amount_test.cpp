#include "measure/amount.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <cstdlib>
#include <string>

#include "base/number.hpp"
#include "measure/decimal.hpp"

using namespace cookdiff::measure;
using cookdiff::Arena;

namespace {

// "2-3 cup = 480 ml", "unparsed", "unspecified"
std::string written(const Amount& amount) {
  std::string out;
  if (amount.form == Form::unspecified) return "unspecified";
  if (amount.form == Form::unparsed) return "unparsed";
  for (const Amount* one = &amount; one != nullptr; one = one->also) {
    if (!out.empty()) out += " = ";
    if (one->negative) out += '-';
    cookdiff::base::append_number(one->min, 12, out);
    if (one->form == Form::range) {
      out += '-';
      cookdiff::base::append_number(one->max, 12, out);
    }
    if (!symbol(*one).empty()) out.append(" ").append(symbol(*one));
  }
  return out;
}
std::string read(std::string_view quantity, std::string_view measurement = "") {
  Arena arena;
  return written(amount_from_text(quantity, measurement, arena));
}
std::string number(std::string_view text, std::string_view measurement = "") {
  Arena arena;
  return written(amount_from_number(text, measurement, arena));
}

}  // namespace

TEST_CASE("every way to write a number") {
  CHECK(read("5") == "5");
  CHECK(read("5.0") == "5");
  CHECK(read("1/2") == "0.5");
  CHECK(read("1 1/2") == "1.5");
  CHECK(read("1-1/2") == "1.5");
  CHECK(read("1½") == "1.5");
  CHECK(read("1 ½") == "1.5");
  CHECK(read("1\xC2\xA0½") == "1.5");
  CHECK(read("1\xE2\x80\xAF½") == "1.5");
  CHECK(read("1\xE2\x80\x89"
             "1/2") == "1.5");
  CHECK(read("1\xE2\x81\x84"
             "4") == "0.25");
  CHECK(read("1 1\xE2\x81\x84"
             "4") == "1.25");
  CHECK(read("¹⁄₂") == "0.5");
  CHECK(read("1,5") == "1.5");
  CHECK(read("0,25") == "0.25");
  CHECK(read(".5") == "0.5");
  CHECK(read(" 2 ") == "2");
  CHECK(read("１２") == "12");
  CHECK(read("1 e 1/2") == "1.5");
  CHECK(read("1 and 1/2") == "1.5");
  CHECK(read("1 / 2") == "0.5");
  CHECK(read("¾") == "0.75");
  CHECK(read("⅞") == "0.875");
  CHECK(read("1e3") == "1000");
  CHECK(read("one") == "1");
  CHECK(read("half") == "0.5");
}

TEST_CASE("one thousand or one") {
  Arena arena;
  const Amount amount = amount_from_text("1,000", "g", arena);
  CHECK(amount.min == 1000);
  CHECK(amount.either);
  CHECK(amount.other_min == 1);
  CHECK(amount_from_text("2,500", "", arena).other_min == 2.5);
  CHECK(!amount_from_text("1,000,000", "", arena).either);
  CHECK(amount_from_text("1,000,000", "", arena).min == 1e6);
  CHECK(amount_from_text("1,234.5", "", arena).min == 1234.5);
  CHECK(!amount_from_text("0,500", "", arena).either);
  CHECK(amount_from_text("0,500", "", arena).min == 0.5);
  CHECK(!amount_from_text("1.000", "", arena).either);
}

TEST_CASE("ranges") {
  CHECK(read("2-3") == "2-3");
  CHECK(read("2–3", "clove") == "2-3 clove");
  CHECK(read("½–1") == "0.5-1");
  CHECK(read("2 to 3") == "2-3");
  CHECK(read("2 or 3") == "2-3");
  CHECK(read("1 1/2 - 2") == "1.5-2");
  CHECK(read("1 1/2 to 2 1/4", "cups") == "1.5-2.25 cup");
  CHECK(read("3-2") == "2-3");
  CHECK(read("20 g - 30 g") == "20-30 g");
  CHECK(read("2~3") == "2-3");
  CHECK(read("1,5-2") == "1.5-2");
  Arena arena;
  CHECK(written(amount_from_range("2", "3", "cup", arena)) == "2-3 cup");
  CHECK(written(amount_from_range("3", "2.5", "", arena)) == "2.5-3");
  CHECK(written(amount_from_range("2", "x", "", arena)) == "unparsed");
  CHECK(amount_from_range("-2", "3", "", arena).negative);
}

TEST_CASE("units written into the quantity, sums, several of one, spellings") {
  CHECK(read("300 g") == "300 g");
  CHECK(read("300g") == "300 g");
  CHECK(read("2 cups") == "2 cup");
  CHECK(read("2 T") == "2 tbsp");
  CHECK(read("300g/10½oz") == "300 g = 10.5 oz");
  CHECK(read("500g/1lb 2oz") == "500 g = 18 oz");
  CHECK(read("1 cup (240 ml)") == "1 cup = 240 ml");
  CHECK(read("1", "cup (240 ml)") == "1 cup = 240 ml");
  CHECK(read("300", "g/10½oz") == "300 g = 10.5 oz");
  CHECK(read("", "300 g") == "300 g");
  CHECK(read("1 tbsp + 1 tsp") == "4 tsp");
  CHECK(read("1 tbsp plus 1 tsp") == "4 tsp");
  CHECK(read("1 cup plus 2 tablespoons") == "18 tbsp");
  CHECK(read("1 tsp + 1 tbsp") == "4 tsp");
  CHECK(read("1 lb 2 oz") == "18 oz");
  CHECK(read("2 x 400 g") == "800 g");
  CHECK(read("2 x 400g", "tins") == "800 g = 2 can");
  CHECK(read("2 × 400 g") == "800 g");
  CHECK(read("about 2 cups") == "2 cup");
  CHECK(read("a pinch") == "1 pinch");
  CHECK(read("half a cup") == "0.5 cup");
  CHECK(read("a dozen") == "1 dozen");
  Arena arena;
  CHECK(amount_from_text("2 x 400 g", "", arena).pieces == 2);
}

TEST_CASE("no amount at all is not 0, and what is no amount stays text") {
  for (const char* text :
       {"", " ", "\xC2\xA0", "to taste", "To taste", "q.b.", "as needed", "al gusto", "nach Geschmack"})
    CHECK_MESSAGE(read(text) == "unspecified", text);
  for (const char* text : {"1/0", "NaN", "1e999", "Infinity", "some", "1/0 cup", "--", "1/", "1e", "2 large eggs", "x",
                           "½½", "1.2.3", "300 g of it"})
    CHECK_MESSAGE(read(text) == "unparsed", text);
  CHECK(read("0") == "0");
  CHECK(read("300 g", "cup") == "unparsed");
  CHECK(number("1e999") == "unparsed");
  CHECK(number("1e-999") == "0");
}

TEST_CASE("JSON numbers and signs") {
  CHECK(number("0.5", "TBS") == "0.5 tbsp");
  CHECK(number("5") == "5");
  CHECK(number("1.5e2", "g") == "150 g");
  CHECK(number("-5", "g") == "-5 g");
  CHECK(number("-0") == "0");
  CHECK(read("-5", "g") == "-5 g");
  CHECK(read("\xE2\x88\x92"
             "5") == "-5");
  CHECK(read("-1/2") == "-0.5");
  Arena arena;
  CHECK(amount_from_number("0.33", "cup", arena).min_decimals == 2);
  CHECK(amount_from_number("33e-2", "cup", arena).min_decimals == 2);
  CHECK(amount_from_number("-5", "", arena).negative);
}

TEST_CASE("amounts at the edges of their limits") {
  CHECK(number("1e15") == "1000000000000000");
  CHECK(number("1.1e15") == "unparsed");
  CHECK(number("1e-15") == "1e-15");
  CHECK(number("9e-16") == "unparsed");
  std::string text = "2 " + std::string(amount_bytes_max - 2, ' ');
  CHECK(read(text) == "2");
  text = "2" + std::string(amount_bytes_max - 1, '0');
  CHECK(read(text) == "unparsed");
  text = "0." + std::string(amount_bytes_max - 3, '0') + "1";
  CHECK(text.size() == amount_bytes_max);
  CHECK(read("0." + std::string(amount_bytes_max - 4, '5') + "cl").substr(0, 8) == "0.555555");
  CHECK(read("2 cups (480 ml = 480 cc = 0.48 l = 4.8 dl = 48 cl)") == "unparsed");
}

TEST_CASE("the double of a decimal text is the nearest one") {
  std::uint64_t seed = 3;
  for (int n = 0; n < 100'000; ++n) {
    seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
    std::string text;
    cookdiff::base::append_integer(static_cast<std::int64_t>((seed >> 20) % 100'000'000), text);
    text += '.';
    std::string part;
    cookdiff::base::append_integer(static_cast<std::int64_t>((seed >> 7) % 10'000'000), part);
    text += part;
    const Number number = read_number(text);
    CHECK(number.bytes == text.size());
    CHECK(number.value == std::strtod(text.c_str(), nullptr));
  }
}

TEST_CASE("an amount as a person would write it") {
  Arena arena;
  const auto text = [](const Amount& amount) {
    std::string out;
    append_amount(amount, out);
    return out;
  };
  CHECK(text(amount_from_number("5.0", "", arena)) == "5");
  CHECK(text(amount_from_number("0.5", "TBS", arena)) == "0.5 TBS");
  CHECK(text(amount_from_text("1 1/2", "cups", arena)) == "1 1/2 cups");
  CHECK(text(amount_from_text("300 g", "", arena)) == "300 g");
  CHECK(text(amount_from_range("2", "3", "clove", arena)) == "2-3 clove");
  CHECK(text(amount_unspecified("pinch", arena)) == "pinch");
  CHECK(text(amount_unspecified("", arena)).empty());
  CHECK(symbol(amount_from_number("2", " glugs ", arena)) == "glugs");
}

TEST_CASE("any bytes are some amount") {
  std::uint64_t seed = 11;
  const std::string pieces[] = {
      "1",    "½", "-",       " ",  "/", ",",    ".",    "x", "g", "oz", "cup",          "plus",
      "+",    "(", ")",       "to", "e", "\xC2", "\xFF", "0", "9", "½",  "\xE2\x81\x84", "大さじ",
      "half", "a", "\xC2\xA0"};
  Arena arena;
  for (int n = 0; n < 50'000; ++n) {
    std::string text;
    std::string unit;
    for (int part = 0; part < 8; ++part) {
      seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
      (part < 6 ? text : unit) += pieces[(seed >> 33) % std::size(pieces)];
    }
    const Amount amount = amount_from_text(text, unit, arena);
    CHECK(std::isfinite(amount.min));
    CHECK(std::isfinite(amount.max));
    CHECK(amount.min <= amount.max);
    std::string out;
    append_amount(amount, out);
    if (n % 1000 == 0) arena = Arena();
  }
}
