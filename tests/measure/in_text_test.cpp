#include "measure/in_text.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "base/number.hpp"
#include "measure/duration.hpp"
#include "measure/temperature.hpp"

using namespace cookdiff::measure;
using cookdiff::Arena;

namespace {

void append_value(const Amount& amount, std::string& out) {
  cookdiff::base::append_number(amount.min, 12, out);
  if (amount.form == Form::range) {
    out += '-';
    cookdiff::base::append_number(amount.max, 12, out);
  }
  if (!symbol(amount).empty()) out.append(" ").append(symbol(amount));
}

// "temperature 350 °F = 180 °C [350 degrees F (180 °C)]; …"
std::string found(std::string_view text) {
  Arena arena;
  std::vector<Measure> measures;
  find_measures(text, arena, measures);
  std::string out;
  std::size_t last = 0;
  for (const Measure& measure : measures) {
    CHECK(measure.begin >= last);
    CHECK(measure.end > measure.begin);
    REQUIRE(measure.end <= text.size());
    last = measure.end;
    if (!out.empty()) out += "; ";
    out.append(what_name(measure.what)).append(" ");
    append_value(measure.amount, out);
    for (const Amount* also = measure.amount.also; also != nullptr; also = also->also) {
      out += " = ";
      append_value(*also, out);
    }
    out.append(" [").append(text.substr(measure.begin, measure.end - measure.begin)).append("]");
  }
  return out;
}

}  // namespace

TEST_CASE("temperatures in steps") {
  CHECK(found("Bake at 350 degrees F for 30 minutes.") ==
        "temperature 350 °F [350 degrees F]; duration 30 min [30 minutes]");
  CHECK(found("Heat the oven to 375°F.") == "temperature 375 °F [375°F]");
  CHECK(found("Oven to 180 °C (350 °F).") == "temperature 180 °C = 350 °F [180 °C (350 °F)]");
  CHECK(found("350 degrees F (175 degrees C)") == "temperature 350 °F = 175 °C [350 degrees F (175 degrees C)]");
  CHECK(found("180°C/350°F/gas mark 4") == "temperature 180 °C = 350 °F = 4 gas mark [180°C/350°F/gas mark 4]");
  CHECK(found("to 180C/160C fan/gas 4.") ==
        "temperature 180 °C [180C]; temperature 160 °C [160C]; temperature 4 gas mark [gas 4]");
  CHECK(found("400°F (200°C / gas mark 6), then") ==
        "temperature 400 °F = 200 °C = 6 gas mark [400°F (200°C / gas mark 6)]");
  CHECK(found("Pre heat oven to 350 degrees") == "temperature 350 ° [350 degrees]");
  CHECK(found("Preheat the oven to 350.") == "temperature 350 ° [350]");
  CHECK(found("Keep the oven <180 °C.") == "temperature 180 °C [180 °C]");
  CHECK(found("gas mark 4") == "temperature 4 gas mark [gas mark 4]");
  CHECK(found("325-350 F") == "temperature 325-350 °F [325-350 F]");
  CHECK(found("350° to 375°F") == "temperature 350-375 °F [350° to 375°F]");
  CHECK(found("between 160 and 170 °F") == "temperature 160-170 °F [160 and 170 °F]");
  CHECK(found("bake at 200 C until") == "temperature 200 °C [200 C]");
  CHECK(found("350 degrees Fahrenheit 30 to 35 minutes, rest 2 hours.") ==
        "temperature 350 °F [350 degrees Fahrenheit]; duration 30-35 min [30 to 35 minutes]; duration 2 h [2 hours]");
  CHECK(found("Bei 180 Grad backen") == "temperature 180 ° [180 Grad]");
}

TEST_CASE("durations in steps") {
  CHECK(found("Bake for 20-25 minutes until golden.") == "duration 20-25 min [20-25 minutes]");
  CHECK(found("about 1 hour 30 minutes more") == "duration 90 min [1 hour 30 minutes]");
  CHECK(found("1 h 30 min") == "duration 90 min [1 h 30 min]");
  CHECK(found("1h30 au four") == "duration 90 min [1h30]");
  CHECK(found("1 h 30 m") == "duration 90 min [1 h 30 m]");
  CHECK(found("1½ hours") == "duration 1.5 h [1½ hours]");
  CHECK(found("twenty minutes") == "duration 20 min [twenty minutes]");
  CHECK(found("Wait half an hour.") == "duration 0.5 h [half an hour]");
  CHECK(found("an hour and a half") == "duration 1.5 h [an hour and a half]");
  CHECK(found("two to three hours") == "duration 2-3 h [two to three hours]");
  CHECK(found("twenty-five minutes") == "duration 25 min [twenty-five minutes]");
  CHECK(found("45 min to 1 hour") == "duration 45-60 min [45 min to 1 hour]");
  CHECK(found("rest 2 h.") == "duration 2 h [2 h]");
  CHECK(found("for a minute or so") == "duration 1 min [a minute]");
  CHECK(found("overnight, a few minutes") == "");
  CHECK(found("10 Minuten kochen") == "duration 10 min [10 Minuten]");
  CHECK(found("1 hour and 15 minutes") == "duration 75 min [1 hour and 15 minutes]");
  CHECK(found("bake 25 more minutes") == "duration 25 min [25 more minutes]");
  CHECK(found("180度のオーブンで20分焼く。") == "temperature 180 ° [180度]; duration 20 min [20分]");
  CHECK(found("Sätt in i en timme") == "duration 1 h [en timme]");
  CHECK(found("for 30 seconds.") == "duration 30 s [30 seconds]");
}

TEST_CASE("quantities and lengths in steps") {
  CHECK(found("Add 2 cups of stock.") == "quantity 2 cup [2 cups]");
  CHECK(found("Add ½ tsp salt") == "quantity 0.5 tsp [½ tsp]");
  CHECK(found("Cut into 8 pieces.") == "quantity 8 [8 pieces]");
  CHECK(found("Beat 3 eggs") == "quantity 3 [3]");
  CHECK(found("in a 9 x 13 inch pan") == "length 9 in [9]; length 13 in [13 inch]");
  CHECK(found("a 9x13-inch pan") == "length 9 in [9]; length 13 in [13-inch]");
  CHECK(found("a 9-by-13-inch pan") == "length 9 in [9]; length 13 in [13-inch]");
  CHECK(found("a 20 cm tin") == "length 20 cm [20 cm]");
  CHECK(found("2 cups (480 ml) water") == "quantity 2 cup = 480 ml [2 cups (480 ml)]");
  CHECK(found("1 cup plus 2 tablespoons of it") == "quantity 18 tbsp [1 cup plus 2 tablespoons]");
  CHECK(found("a pinch of salt") == "quantity 1 pinch [a pinch]");
  CHECK(found("2 C flour") == "quantity 2 cup [2 C]");
  CHECK(found("Add two eggs, one at a time.") == "quantity 2 [two]");
  CHECK(found("en el horno") == "");
  CHECK(found("put 2 in the pan") == "quantity 2 [2]");
  // what cannot be added up is read one by one
  CHECK(found("小さじ1+10 g") == "quantity 1 小さじ [小さじ1]; quantity 10 g [10 g]");
  CHECK(found("Add 5 g plus 2 cloves.") == "quantity 5 g [5 g]; quantity 2 clove [2 cloves]");
  CHECK(found("大さじ2を加える") == "quantity 2 大さじ [大さじ2]");
}

TEST_CASE("numbers that are no measures") {
  for (const char* text : {"Step 3", "1. Mix", "2) Stir", "see page 12", "B12", "2nd batch", "100% rye", "at 10:30",
                           "&#189; of it", "7-Up", "a the an", "v2.5", "$5", "no 1/0"})
    CHECK_MESSAGE(found(text) == "", text);
}

TEST_CASE("any bytes: no trap, whole code points, order") {
  std::uint64_t seed = 7;
  const std::string pieces[] = {
      "1",    "½",      "-",  " ",   "°", "C", "F", "(",      ")",    "/",    "hour", "min", "x",    "\xC3",
      "\xFF", "gas",    "to", "and", "9", ".", ",", "大さじ", "inch", "half", "an",   "cup", "plus", "\xE2\x81\x84",
      "0",    "degrees"};
  for (int n = 0; n < 20'000; ++n) {
    std::string text;
    for (int part = 0; part < 12; ++part) {
      seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
      text += pieces[(seed >> 33) % std::size(pieces)];
      if ((seed >> 50) % 3 == 0) text += ' ';
    }
    (void)found(text);
  }
}

TEST_CASE("a mebibyte of anything is read in linear time") {
  for (const char* part :
       {"1", "1 ", "1-", "1/", "1 1/2 ", "9x", "1 c ", "(", "1 h ", "a", "half ", "1 cup plus ", "1,", "one "}) {
    std::string text;
    while (text.size() < (std::size_t{1} << 20)) text += part;
    Arena arena;
    std::vector<Measure> measures;
    find_measures(text, arena, measures);
    CHECK(measures.size() <= text.size());
  }
}

TEST_CASE("times: ISO and words") {
  Arena arena;
  const auto minutes = [&](std::string_view text) {
    const Amount amount = read_duration(text, arena);
    return amount.form == Form::exact ? amount.min * amount.unit->factor / 60 : -1;
  };
  CHECK(minutes("PT90M") == 90);
  CHECK(minutes("P0DT1H30M") == 90);
  CHECK(minutes("PT1H30M") == 90);
  CHECK(minutes("P30M") == 30);
  CHECK(minutes("PT0S") == 0);
  CHECK(minutes("PT1.5H") == 90);
  CHECK(minutes("P1D") == 1440);
  CHECK(minutes("20 minutes") == 20);
  CHECK(minutes("1 hour 30 minutes") == 90);
  CHECK(minutes("2 Hours 30 Minutes") == 150);
  CHECK(minutes("one hour") == 60);
  for (const char* text : {"PTNaNM", "PTH5MS", "PTnullM", "PT", "P", "PT-471406H28M55S", "30", "soon", "PT5X"})
    CHECK_MESSAGE(read_duration(text, arena).form == Form::unparsed, text);
  CHECK(read_duration(" ", arena).form == Form::unspecified);
  CHECK(read_duration("20-25 min", arena).form == Form::range);
}

TEST_CASE("temperatures: the scales") {
  CHECK(to_celsius(212, units::fahrenheit).value == 100);
  CHECK(to_celsius(32, units::fahrenheit).value == 0);
  CHECK(to_celsius(4, units::gas_mark).value == to_celsius(350, units::fahrenheit).value);
  CHECK(to_celsius(1, units::gas_mark).value == to_celsius(275, units::fahrenheit).value);
  CHECK(to_celsius(9, units::gas_mark).value == to_celsius(475, units::fahrenheit).value);
  CHECK(to_celsius(0.5, units::gas_mark).value == to_celsius(250, units::fahrenheit).value);
  CHECK(to_celsius(0.25, units::gas_mark).value == to_celsius(225, units::fahrenheit).value);
  CHECK(!to_celsius(10, units::gas_mark).known);
  CHECK(!to_celsius(350, units::degree).known);
}
