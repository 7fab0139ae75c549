// Recipes made at random, and makes of them that were edited at random. The same seed gives the same pair everywhere.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cookdiff::test {

class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed * 0x9E3779B97F4A7C15U + 1) {}
  std::uint64_t next() {
    state_ += 0x9E3779B97F4A7C15U;
    std::uint64_t out = state_;
    out = (out ^ (out >> 30)) * 0xBF58476D1CE4E5B9U;
    out = (out ^ (out >> 27)) * 0x94D049BB133111EBU;
    return out ^ (out >> 31);
  }
  std::size_t below(std::size_t limit) { return static_cast<std::size_t>(next() % limit); }
  bool chance(std::size_t percent) { return below(100) < percent; }
  template <typename List>
  auto& of(List& list) {
    return list[below(std::size(list))];
  }

 private:
  std::uint64_t state_;
};

// All members are JSON text; an empty one is absent.
struct MadeLine {
  std::string id;
  std::string quantity;     // of an ingredient
  std::string measurement;  // of an ingredient
  std::string text;         // the name, or the step's text
  std::string section;
  std::string note;
  std::string other;
};
struct MadeRecipe {
  std::string name;
  std::string rating;
  std::string yield;
  std::string time;
  std::string notes;
  std::string other;
  std::vector<MadeLine> ingredients;
  std::vector<MadeLine> steps;
};

namespace made {

inline constexpr std::string_view names[] = {"flour",
                                             "Flour",
                                             "sugar",
                                             "brown sugar",
                                             "butter",
                                             "unsalted butter",
                                             "butter, unsalted",
                                             "egg",
                                             "eggs",
                                             "large eggs",
                                             "milk",
                                             "salt",
                                             "sea salt",
                                             "olive oil",
                                             "oil",
                                             "cr\u00e8me fra\u00eeche",
                                             "cre\u0300me frai\u0302che",
                                             "jalape\u00f1o",
                                             "\U0001F9C2",
                                             "\U0001F469\u200D\U0001F373 mix",
                                             "\u5927\u6839",
                                             "water",
                                             "yeast",
                                             "bread flour",
                                             "flour tortillas",
                                             "garlic",
                                             "",
                                             "smør",
                                             "a",
                                             "b",
                                             "tomatoes",
                                             "tomato",
                                             "thing a",
                                             "thing b",
                                             "lemon juice",
                                             "juice of lemon"};
inline constexpr std::string_view quantities[] = {"1",
                                                  "2",
                                                  "3",
                                                  "0.5",
                                                  "1.0",
                                                  "100",
                                                  "200",
                                                  "250",
                                                  "0",
                                                  "null",
                                                  "\"1/2\"",
                                                  "\"1 1/2\"",
                                                  "\"½\"",
                                                  "\"1½\"",
                                                  "\"2-3\"",
                                                  "\"½–1\"",
                                                  "\"to taste\"",
                                                  "\"\"",
                                                  "\"1,000\"",
                                                  "1000",
                                                  "\"1,5\"",
                                                  "0.33",
                                                  "\"1/3\"",
                                                  "{\"min\":2,\"max\":3}",
                                                  "\"some\"",
                                                  "\"300g/10½oz\"",
                                                  "\"1/0\"",
                                                  "5",
                                                  "4",
                                                  "6",
                                                  "1e999",
                                                  "12345678901234567890",
                                                  "\"2 x 400 g\"",
                                                  "\"1 tbsp + 1 tsp\"",
                                                  "0.1",
                                                  "503",
                                                  "500"};
inline constexpr std::string_view units[] = {
    "",       "cup", "g",     "kg",    "TBS", "tsp", "ml",    "l",    "unit",        "oz",  "lb", "T",     "t", "clove",
    "cloves", "can", "pinch", "glugs", "°C",  "°F",  "stick", "cups", "Tablespoons", "min", "cm", "dozen", "EL"};
inline constexpr std::string_view sections[] = {"", "", "", "Dough", "dough", "Sauce"};
inline constexpr std::string_view notes[] = {"", "", "", "diced", "Diced!", "sliced", "room temperature", "350 °F"};
inline constexpr std::string_view steps[] = {"Mix the flour and salt.",
                                             "Knead for 10 minutes.",
                                             "Bake.",
                                             "Rest.",
                                             "Fold.",
                                             "Bake at 350 degrees F for 30 minutes.",
                                             "Bake at 175 °C for 30 minutes.",
                                             "Bake at 375°F 25 to 30 minutes, rest 2 h.",
                                             "Let the dough rest for 1 hour.",
                                             "Let the dough rest for 60 minutes.",
                                             "Keep the oven <180 °C.",
                                             "Add 2 cups of stock.",
                                             "Add 4 cups of stock.",
                                             "Cut into 8 pieces.",
                                             "Stir the sauce slowly until it thickens.",
                                             "Whisk the sauce slowly until it thickens.",
                                             "<p>Mix the flour &amp; salt</p>",
                                             "Bake \U0001F600 now.",
                                             "Bake \U0001F601 now.",
                                             "Serve \U0001F469\u200D\U0001F373 with cr\u00e8me.",
                                             "Serve \U0001F469\u200D\U0001F373 with cre\u0300me.",
                                             "",
                                             "Chop 1 1/2 onions, fry 1½ minutes.",
                                             "Add ½ tsp salt",
                                             "Add 1/2 teaspoon salt",
                                             "Pre heat oven to 350 degrees",
                                             "Gas mark 4, 20-25 minutes",
                                             "Mix. Rest.",
                                             "Mix",
                                             "Mix the flour and salt. Knead for 10 minutes.",
                                             "9 x 13 inch pan",
                                             "Cool to -18 °C",
                                             "180 °C (350 °F)",
                                             "1",
                                             "1 2",
                                             "12"};
inline constexpr std::string_view words[] = {"slowly", "gently", "well",       "350 °F", "½",
                                             "1 1/2",  "2 cups", "😀",         "é",      "e\u0301",
                                             "<b>",    "&amp;",  "10 minutes", ",",      "\u00a0"};
inline constexpr std::string_view others[] = {"",
                                              "",
                                              "",
                                              "{\"rack\":\"middle\"}",
                                              "{\"rack\":\"top\",\"a/b\":[1,2,3]}",
                                              "[1,2,3]",
                                              "[1,5,3,{\"x\":null}]",
                                              "1.0",
                                              "1",
                                              "\"x\"",
                                              "null",
                                              "9007199254740993",
                                              "9007199254740992"};
inline constexpr std::string_view yields[] = {"",
                                              "",
                                              "4",
                                              "8",
                                              "\"4 servings\"",
                                              "\"8 servings\"",
                                              "\"Serves 4-6\"",
                                              "[\"4\",\"4 servings\"]",
                                              "\"1 loaf\"",
                                              "\"12 cookies\"",
                                              "16",
                                              "{}"};
inline constexpr std::string_view times[] = {"",           "",   "\"PT90M\"", "\"P0DT1H30M\"", "\"90 minutes\"",
                                             "\"PTNaNM\"", "90", "\"90\"",    "\"1 h 30 min\""};
inline constexpr std::string_view ratings[] = {"", "5", "5.0", "4", "\"5\"", "\"4.5 stars\"", "null"};

inline std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}
inline std::string quoted_or_none(std::string_view text) { return text.empty() ? "" : quoted(text); }

inline MadeLine ingredient(Random& random, std::size_t number, bool ids) {
  MadeLine out;
  if (ids) out.id = random.chance(90) ? std::to_string(number + 1) : quoted("i" + std::to_string(number));
  out.quantity = random.chance(60) ? std::to_string(1 + random.below(20) * 25) : std::string(random.of(quantities));
  out.measurement = random.chance(90) ? quoted(random.of(units)) : "null";
  out.text = quoted(random.of(names));
  out.section = quoted_or_none(random.of(sections));
  out.note = quoted_or_none(random.of(notes));
  if (random.chance(5)) out.other = random.of(others);
  return out;
}
inline MadeLine step(Random& random, std::size_t number, bool ids) {
  MadeLine out;
  if (ids) out.id = std::to_string(number + 1);
  out.text = quoted(random.of(steps));
  out.section = quoted_or_none(random.of(sections));
  if (random.chance(10)) out.note = quoted_or_none(random.of(notes));
  if (random.chance(3)) out.other = random.of(others);
  return out;
}
inline std::string edited(std::string text, Random& random) {
  text.pop_back();  // the quote
  return text + " " + std::string(random.of(words)) + '"';
}

}  // namespace made

inline MadeRecipe make_recipe(Random& random) {
  MadeRecipe out;
  out.name = made::quoted(random.chance(50) ? "Apple Pie" : "Brot 🍞");
  out.rating = random.of(made::ratings);
  out.yield = random.of(made::yields);
  out.time = random.of(made::times);
  out.notes = random.chance(20) ? made::quoted("nice crust") : "";
  out.other = random.of(made::others);
  const bool ids = random.chance(60);
  for (std::size_t i = random.below(8); i > 0; --i)
    out.ingredients.push_back(made::ingredient(random, out.ingredients.size(), ids));
  for (std::size_t i = random.below(8); i > 0; --i) out.steps.push_back(made::step(random, out.steps.size(), ids));
  return out;
}

inline void edit_lines(std::vector<MadeLine>& lines, bool ingredients, Random& random) {
  const auto fresh = [&] {
    return ingredients ? made::ingredient(random, lines.size() + 20, random.chance(50))
                       : made::step(random, lines.size() + 20, random.chance(50));
  };
  const auto at = [&] { return static_cast<std::ptrdiff_t>(random.below(lines.size())); };
  if (lines.empty() || random.chance(10)) {
    lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(random.below(lines.size() + 1)), fresh());
    return;
  }
  MadeLine& line = random.of(lines);
  switch (random.below(13)) {
    case 0: lines.erase(lines.begin() + at()); break;
    case 1: lines.insert(lines.begin() + at(), lines[static_cast<std::size_t>(at())]); break;  // a repeat
    case 2: {
      const MadeLine moved = lines.back();
      lines.pop_back();
      lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(random.below(lines.size() + 1)), moved);
      break;
    }
    case 3:
      line.text = ingredients ? made::quoted(random.of(made::names)) : made::quoted(random.of(made::steps));
      break;
    case 4: line.text = made::edited(line.text, random); break;
    case 5: line.quantity = ingredients ? std::string(random.of(made::quantities)) : ""; break;
    case 6: line.measurement = ingredients ? made::quoted(random.of(made::units)) : ""; break;
    case 7: line.section = made::quoted_or_none(random.of(made::sections)); break;
    case 8: line.note = made::quoted_or_none(random.of(made::notes)); break;
    case 9:
      for (std::size_t i = 0; i < lines.size(); ++i) lines[i].id = std::to_string(i + 1);
      break;
    case 10: std::reverse(lines.begin(), lines.end()); break;
    case 11: line.other = random.of(made::others); break;
    default: line = fresh(); break;
  }
}

inline void scale_recipe(MadeRecipe& recipe, Random& random) {
  const std::size_t factor = 2 + random.below(3);
  for (MadeLine& line : recipe.ingredients) {
    if (line.quantity.empty() || line.quantity.size() > 6 ||
        line.quantity.find_first_not_of("0123456789") != std::string::npos)
      continue;
    if (random.chance(85)) line.quantity = std::to_string(std::stoul(line.quantity) * factor);
  }
  if (random.chance(50) && (recipe.yield == "4" || recipe.yield == "8"))
    recipe.yield = std::to_string(std::stoul(recipe.yield) * factor);
}

inline void edit_recipe(MadeRecipe& recipe, Random& random) {
  if (random.chance(20)) scale_recipe(recipe, random);
  for (std::size_t edits = random.below(5); edits > 0; --edits) {
    switch (random.below(12)) {
      case 0: recipe.name = made::edited(recipe.name, random); break;
      case 1: recipe.rating = random.of(made::ratings); break;
      case 2: recipe.yield = random.of(made::yields); break;
      case 3: recipe.time = random.of(made::times); break;
      case 4: recipe.notes = made::quoted("drier"); break;
      case 5: recipe.other = random.of(made::others); break;
      case 6:
      case 7:
      case 8: edit_lines(recipe.steps, false, random); break;
      default: edit_lines(recipe.ingredients, true, random); break;
    }
  }
}

inline std::string to_text(const MadeRecipe& recipe, bool make) {
  std::string out = "{\"recipeName\":" + recipe.name;
  const auto member = [&out](std::string_view key, const std::string& json) {
    if (json.empty()) return;
    if (out.back() != '{') out += ',';
    out += '"' + std::string(key) + "\":" + json;
  };
  member("recipeId", "2");
  if (make) member("makeId", "7");
  member("rating", recipe.rating);
  member("yield", recipe.yield);
  member("totalTime", recipe.time);
  member("notes", recipe.notes);
  member("oven", recipe.other);
  out += ",\"ingredients\":[";
  for (const MadeLine& line : recipe.ingredients) {
    out += &line == recipe.ingredients.data() ? "{" : ",{";
    member("ingredientId", line.id);
    member("quantity", line.quantity);
    member("measurement", line.measurement);
    member("ingredientName", line.text);
    member("section", line.section);
    member("note", line.note);
    member("brand", line.other);
    out += '}';
  }
  out += "],\"steps\":[";
  for (const MadeLine& line : recipe.steps) {
    out += &line == recipe.steps.data() ? "{" : ",{";
    member("stepId", line.id);
    member("stepText", line.text);
    member("section", line.section);
    member("note", line.note);
    member("timer", line.other);
    out += '}';
  }
  return out + "]}";
}

}  // namespace cookdiff::test
