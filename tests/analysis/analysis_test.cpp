#include "kitchen.hpp"

using namespace cookdiff;
using namespace cookdiff::analysis;
using namespace cookdiff::analysis::test;

namespace {

std::string ingredients(
    std::string_view water, std::string_view salt = R"("quantity":10,"measurement":"g")",
    std::string_view milk = R"({"ingredientId":4,"quantity":1,"measurement":"cup","ingredientName":"milk"})") {
  std::string out =
      R"("ingredients":[{"ingredientId":1,"quantity":500,"measurement":"g","ingredientName":"bread flour"},)";
  out += R"({"ingredientId":2,"quantity":)" + std::string{water} + R"(,"measurement":"g","ingredientName":"water"},)";
  out += R"({"ingredientId":3,)" + std::string{salt} + R"(,"ingredientName":"salt"})";
  if (!milk.empty()) out += "," + std::string{milk};
  return out + "]";
}
std::string make(const std::string& members) { return "{" + members + "}"; }
std::string baked(std::string_view text) {
  return R"("steps":[{"stepId":1,"stepText":"Knead for 10 minutes"},{"stepId":2,"stepText":")" + std::string{text} +
         R"("},{"stepId":3,"stepText":"Let it cool"}])";
}

}  // namespace

TEST_CASE("no makes: the recipe alone") {
  const Answer answer{Kitchen(bread)};
  CHECK(answer.at("/makes/count") == "0");
  CHECK(answer.at("/makes/asWrittenShare") == "null");
  CHECK(answer.at("/rating") == "null");
  CHECK(answer.at("/ingredients/0/amount/original") == "500");
  CHECK(answer.at("/ingredients/1/bakersPercent/original") == "70");
  CHECK(answer.at("/steps/1/measures/0/value/unit") == "\"°C\"");
  CHECK(answer.at("/suggested") == "null");
  CHECK(answer.at("/changes") == "[]");
}

TEST_CASE("facts name line, step, ratio and measures") {
  Kitchen kitchen(bread);
  kitchen.make(make(ingredients("400") + "," + baked("Bake at 230 °C for 40 minutes")));
  CHECK(kitchen.facts(0).find(R"("line":2)") != std::string::npos);
  CHECK(kitchen.facts(0).find(R"("step":2)") != std::string::npos);
  CHECK(kitchen.facts(0).find(R"("measures":[[1,230],[2,40]])") != std::string::npos);
}

TEST_CASE("amounts over the makes: in the original's unit, relative to scale") {
  Kitchen kitchen(bread);
  kitchen.make("{}", 4);
  kitchen.make(make(ingredients("400")), 5);
  // Everything doubled: as written at scale 2.
  kitchen.make(R"({"ingredients":[{"ingredientId":1,"quantity":1,"measurement":"kg","ingredientName":"bread flour"},)"
               R"({"ingredientId":2,"quantity":700,"measurement":"g","ingredientName":"water"},)"
               R"({"ingredientId":3,"quantity":20,"measurement":"g","ingredientName":"salt"},)"
               R"({"ingredientId":4,"quantity":2,"measurement":"cup","ingredientName":"milk"}],"yield":"4 loaves"})");
  const Answer answer{kitchen};
  CHECK(answer.at("/timeline/scales") == "[1,1,2]");
  CHECK(answer.at("/ingredients/0/amount/values") == "[500,500,500]");
  CHECK(answer.at("/ingredients/1/amount/values") == "[350,400,350]");
  CHECK(answer.at("/ingredients/1/bakersPercent/values") == "[70,80,70]");
  CHECK(answer.at("/yield/values") == "[2,2,4]");
  CHECK(answer.at("/yield/unit") == "\"loaves\"");
  CHECK(answer.at("/timeline/ratings") == "[4,5,null]");
  CHECK(answer.at("/rating/mean") == "4.5");
  CHECK(answer.change("ingredient/2/more", "makes") == "1");
  CHECK(answer.change("ingredient/2/more", "of") == "3");
  CHECK(answer.change("yield/scaled", "makes") == "1");
}

TEST_CASE("left out, added, substituted, more and less are counted; a trace is none") {
  Kitchen kitchen(bread);
  kitchen.make(make(ingredients("350", R"("quantity":10.1,"measurement":"g")")));  // a trace
  kitchen.make(make(ingredients("350", R"("quantity":10,"measurement":"g")", "")));
  kitchen.make(
      make(ingredients("300", R"("quantity":10,"measurement":"g")",
                       R"({"ingredientId":4,"quantity":1,"measurement":"cup","ingredientName":"oat drink"})")));
  kitchen.make(make(ingredients("350", R"("quantity":10,"measurement":"g")",
                                R"({"ingredientId":4,"quantity":1,"measurement":"cup","ingredientName":"milk"},)"
                                R"({"ingredientId":5,"quantity":2,"measurement":"tbsp","ingredientName":"honey"})")));
  const Answer answer{kitchen};
  CHECK(answer.change("ingredient/3/more", "makes") == "absent");
  CHECK(answer.at("/ingredients/2/amount/values/0") == "10.1");
  CHECK(answer.at("/ingredients/3/leftOut") == "1");
  CHECK(answer.at("/ingredients/3/substituted") == R"([{"by":"oat drink","makes":1}])");
  CHECK(answer.at("/ingredients/3/amount/values") == "[1,0,null,1]");
  CHECK(answer.at("/ingredients/1/less/makes") == "1");
  CHECK(answer.change("ingredient/added/honey", "label") == "\"honey added\"");
  CHECK(answer.change("ingredient/added/honey", "medianAmount") == R"({"value":2,"unit":"tbsp"})");
  CHECK(answer.at("/makes/asWritten") == "1");
}

TEST_CASE("temperatures and times of the steps, also when said in another unit") {
  Kitchen kitchen(bread);
  kitchen.make(make(baked("Bake at 230 °C for 40 minutes")));
  kitchen.make(make(baked("Bake at 220 °C for 1 hour")));
  kitchen.make(make(baked("Bake at 482 °F for 40 minutes")));
  kitchen.make(R"({"steps":[{"stepId":1,"stepText":"Knead for 10 minutes"},)"
               R"({"stepId":2,"stepText":"Bake at 220 °C for 40 minutes"}]})");
  const Answer answer{kitchen};
  CHECK(answer.at("/steps/1/measures/0/value/values") == "[230,220,250,220]");
  CHECK(answer.at("/steps/1/measures/1/value/values") == "[40,60,40,40]");
  CHECK(answer.at("/steps/1/measures/0/more") == R"({"makes":2,"medianDelta":20})");
  CHECK(answer.at("/steps/1/measures/1/more") == R"({"makes":1,"medianRatio":1.5})");
  CHECK(answer.change("step/2/1/more", "label") == "\"step 2 hotter\"");
  CHECK(answer.change("step/2/changed", "makes") == "absent");
  CHECK(answer.at("/steps/2/leftOut") == "1");
}

TEST_CASE("observations are series in one unit") {
  Kitchen kitchen(bread);
  kitchen.make(R"({"observations":[{"name":"Dough temperature","value":24,"unit":"°C"}]})");
  kitchen.make(R"({"observations":[{"name":"dough temperature","value":77,"unit":"°F"},{"name":"pH","value":"4.2"}]})");
  kitchen.make("{}");
  const Answer answer{kitchen};
  CHECK(answer.at("/observations/0/values") == "[24,25,null]");
  CHECK(answer.at("/observations/0/unit") == "\"°C\"");
  CHECK(answer.at("/observations/1/values") == "[null,4.2,null]");
}

TEST_CASE("the recipe as it is really made") {
  Kitchen kitchen(bread);
  const std::string oat = R"({"ingredientId":4,"quantity":1,"measurement":"cup","ingredientName":"oat drink"},)"
                          R"({"ingredientId":5,"quantity":2,"measurement":"tbsp","ingredientName":"honey"})";
  const std::string steps = baked("Bake at 230 °C for 40 minutes");
  kitchen.make(make(ingredients("400", R"("quantity":10,"measurement":"g")", oat) + "," + steps));
  kitchen.make(make(ingredients("390", R"("quantity":10,"measurement":"g")", oat) + "," + steps));
  kitchen.make(make(ingredients("410", R"("quantity":10,"measurement":"g")", oat) + "," + steps));
  kitchen.make("{}");
  const Answer answer{kitchen};
  CHECK(answer.at("/suggested/makes") == "4");
  CHECK(answer.at("/suggested/recipe/ingredients/1/quantity") == "395");
  CHECK(answer.at("/suggested/recipe/ingredients/3/ingredientName") == "\"oat drink\"");
  CHECK(answer.at("/suggested/recipe/ingredients/4") ==
        R"({"ingredientId":5,"quantity":2,"measurement":"tbsp","ingredientName":"honey"})");
  CHECK(answer.at("/suggested/recipe/steps/1/stepText") == "\"Bake at 230 °C for 40 minutes\"");
  CHECK(answer.at("/suggested/recipe/recipeId") == "2");
  CHECK(answer.at("/suggested/recipe/yield") == "\"2 loaves\"");
  CHECK(answer.at("/suggested/changes/0/makes") == "3");
  CHECK(answer.at("/suggested/changes/0/of") == "4");
  CHECK(answer.at("/suggested/differences/asWritten") == "false");
  CHECK(answer.at("/suggested/differences/recipeVersion") == "1");
}

TEST_CASE("the note of what was substituted is no change of its own; another note of what stayed is one") {
  const auto with = [](std::string_view name, std::string_view note) {
    return R"({"ingredients":[{"ingredientId":1,"quantity":150,"measurement":"g","ingredientName":")" +
           std::string{name} + R"(")" + (note.empty() ? "" : R"(,"note":")" + std::string{note} + "\"") + "}]}";
  };
  Kitchen kitchen(with("butter", "soft"));
  kitchen.make(with("olive oil", ""));
  kitchen.make(with("olive oil", ""));
  kitchen.make(with("butter", "melted"));
  const Answer answer{kitchen};
  CHECK(answer.at("/changes/0/label") == "\"olive oil instead of butter\"");
  CHECK(answer.at("/changes/1/label") == "\"butter with another note\"");
  CHECK(answer.at("/changes/1/makes") == "1");
  CHECK(answer.at("/changes/2") == "absent");
}

TEST_CASE("two makes agree on nothing yet, and half is not most") {
  Kitchen kitchen(bread);
  kitchen.make(make(ingredients("400")));
  kitchen.make(make(ingredients("400")));
  CHECK(Answer{kitchen}.at("/suggested") == "null");
  kitchen.make("{}");
  CHECK(Answer{kitchen}.at("/suggested/recipe/ingredients/1/quantity") == "400");
  kitchen.make("{}");
  kitchen.make("{}");
  CHECK(Answer{kitchen}.at("/suggested") == "null");
}

TEST_CASE("steps that most leave out, write anew or add") {
  Kitchen kitchen(bread);
  const std::string steps =
      R"("steps":[{"stepId":1,"stepText":"Knead for 10 minutes"},{"stepText":"Let it rise overnight in the fridge"},)"
      R"({"stepId":2,"stepText":"Bake at 220 °C for 40 minutes in a closed pot, then take off the lid"}])";
  for (int i = 0; i < 3; ++i) kitchen.make(make(steps));
  const Answer answer{kitchen};
  CHECK(answer.at("/suggested/recipe/steps") ==
        R"([{"stepId":1,"stepText":"Knead for 10 minutes"},)"
        R"({"stepId":4,"stepText":"Let it rise overnight in the fridge"},)"
        R"({"stepId":2,"stepText":"Bake at 220 °C for 40 minutes in a closed pot, then take off the lid"}])");
}

TEST_CASE("once accepted, the suggestion has nothing more to say; older makes count for what the versions share") {
  Kitchen kitchen(bread);
  for (int i = 0; i < 4; ++i) kitchen.make(make(ingredients("400")), 4);
  Kitchen next = Kitchen(bread);
  const Answer before{kitchen};
  kitchen.version(before.at("/suggested/recipe"));
  const Answer after{kitchen};
  CHECK(after.at("/recipeVersion") == "2");
  CHECK(after.at("/suggested") == "null");
  CHECK(after.at("/ingredients/1/amount/values") == "[400,400,400,400]");
  CHECK(after.at("/ingredients/1/makes") == "0");  // the amount is another one
  CHECK(after.at("/ingredients/2/makes") == "4");
  CHECK(after.at("/steps/0/makes") == "4");
  CHECK(after.change("ingredient/2/more", "makes") == "absent");
}

TEST_CASE("a make that waits for its original, or is of a version that is not known, gives its rating") {
  Kitchen kitchen(bread);
  kitchen.row({.id_json = "\"early\"", .key = "a", .made_ms = 1, .version = 0, .cook = "", .rating = 3}, "");
  kitchen.row({.id_json = "\"old\"", .key = "b", .made_ms = 2, .version = 99, .cook = "", .rating = 5}, "{}");
  const Answer answer{kitchen};
  CHECK(answer.at("/makes/count") == "2");
  CHECK(answer.at("/makes/compared") == "0");
  CHECK(answer.at("/rating/mean") == "4");
  CHECK(answer.at("/timeline/scales") == "[null,null]");
}

TEST_CASE("facts that are broken or hostile change nothing and never trap") {
  Kitchen kitchen(bread);
  for (const std::string_view facts :
       {"", "[]", "{", R"({"changes":[1,null,{}]})",
        R"({"changes":[{"field":"ingredient","kind":"removed","line":-1}]})",
        R"({"changes":[{"field":"ingredient","kind":"removed","line":1e300}]})",
        R"({"changes":[{"field":"ingredient","kind":"changed","part":"quantity","line":2,"ratio":1e999}]})",
        R"({"changes":[{"field":"instruction","kind":"changed","step":2,)"
        R"("measures":[[1,1e999],[],[2],["x",1],[1,"x"],7]}]})",
        R"({"yield":"x","observations":[{"name":"t","value":1e999}]})"})
    kitchen.row({.id_json = "1", .key = std::string{facts}, .made_ms = 1, .version = 1, .cook = ""},
                std::string{facts});
  const Answer answer{kitchen};
  CHECK(answer.at("/makes/compared") == "9");
}

TEST_CASE("the limits, at their edges") {
  Kitchen kitchen(bread);
  for (std::size_t i = 0; i <= timeline_makes_max; ++i)
    kitchen.row({.id_json = std::to_string(i),
                 .key = std::to_string(i),
                 .made_ms = static_cast<std::int64_t>(i + 1),
                 .version = 1,
                 .cook = std::to_string(i % (cooks_max + 1))},
                R"({"changes":[{"field":"other","kind":"changed","name":"/x)" + std::to_string(i) + R"("}]})");
  const Answer answer{kitchen};
  CHECK(answer.at("/timeline/complete") == "false");
  CHECK(answer.at("/timeline/makeIds/0") == "1");
  CHECK(answer.at("/timeline/makeIds/999") == "1000");
  CHECK(answer.at("/timeline/makeIds/1000") == "absent");
  CHECK(answer.at("/changes/299/makes") == "1");
  CHECK(answer.at("/changes/300") == "absent");
  CHECK(answer.at("/cooks/99/makes") != "absent");
  CHECK(answer.at("/cooks/100") == "absent");
}

TEST_CASE("facts are bounded: texts, values, observations, changes and all of them, at their edges") {
  const auto step_of = [](std::size_t letters) { return baked("Bake at 230 °C " + std::string(letters - 16, 'x')); };
  Kitchen kitchen(bread);
  kitchen.make(make(step_of(fact_text_bytes_max)));
  kitchen.make(make(step_of(fact_text_bytes_max + 1)));
  CHECK(kitchen.facts(0).find("\"text\"") != std::string::npos);
  CHECK(kitchen.facts(1).find("\"text\"") == std::string::npos);
  const auto observed = [](std::size_t count) {
    std::string out = R"("observations":[)";
    for (std::size_t i = 0; i < count; ++i)
      out += std::string{i == 0 ? "" : ","} + R"({"name":"n)" + std::to_string(i) + R"(","value":1})";
    return make(out + "]");
  };
  kitchen.make(observed(fact_observations_max));
  kitchen.make(observed(fact_observations_max + 1));
  CHECK(kitchen.facts(2) == kitchen.facts(3));
  CHECK(kitchen.facts(2).find("n49") != std::string::npos);
  const auto added = [](std::size_t count, std::size_t letters) {
    std::string out = R"("ingredients":[)";
    for (std::size_t i = 0; i < count; ++i)
      out += std::string{i == 0 ? "" : ","} + R"({"ingredientName":")" + std::to_string(i) + std::string(letters, 'q') +
             R"("})";
    return make(out + "]");
  };
  kitchen.make(added(300, fact_name_bytes_max + 50));
  CHECK(kitchen.facts(4).size() < facts_bytes_max + 1000);
  CHECK(kitchen.facts(4).find(std::string(fact_name_bytes_max, 'q')) == std::string::npos);
  CHECK(kitchen.facts(4).find(R"("count":304)") != std::string::npos);
  CHECK(Answer{kitchen}.at("/makes/compared") == "5");
}

TEST_CASE("distinct changes, variants and observed series are told apart up to their limits") {
  Kitchen kitchen(bread);
  std::size_t number = 0;
  const auto add = [&](const std::string& facts) {
    ++number;
    kitchen.row(
        {.id_json = std::to_string(number), .key = std::to_string(number), .made_ms = 1, .version = 1, .cook = ""},
        facts);
  };
  for (std::size_t i = 0; i <= observed_series_max; ++i)
    add(R"({"observations":[{"name":"series )" + std::to_string(i) + R"(","value":1,"unit":""}]})");
  const Answer answer{kitchen};
  CHECK(answer.at("/observations/49/figures/makes") == "1");
  CHECK(answer.at("/observations/50") == "absent");
  Kitchen many(bread);
  for (std::size_t i = 0; i <= distinct_changes_max; ++i)
    many.row({.id_json = std::to_string(i), .key = std::to_string(i), .made_ms = 1, .version = 1, .cook = ""},
             R"({"changes":[{"field":"other","kind":"changed","name":"/)" + std::to_string(i) +
                 R"("},{"field":"name","kind":"changed","name":"Bread"}]})");
  CHECK(Answer{many}.change("name", "makes") == std::to_string(distinct_changes_max + 1));
}

TEST_CASE("no more temperatures and times are followed than their limit, over all steps") {
  const auto waits = [](std::size_t times) {
    std::string text = "Wait";
    for (std::size_t i = 0; i < times; ++i) text += " 5 minutes, then";
    return text + " eat";
  };
  constexpr std::size_t first = followed_measures_max / 2;
  const Answer answer{Kitchen(R"({"recipeName":"Waiting","steps":[{"stepText":")" + waits(first) +
                              R"("},{"stepText":")" + waits(followed_measures_max - first + 1) + R"("}]})")};
  CHECK(answer.at("/steps/0/measures/" + std::to_string(first - 1) + "/what") == "\"duration\"");
  CHECK(answer.at("/steps/0/measures/" + std::to_string(first)) == "absent");
  CHECK(answer.at("/steps/1/measures/" + std::to_string(followed_measures_max - first - 1) + "/what") ==
        "\"duration\"");
  CHECK(answer.at("/steps/1/measures/" + std::to_string(followed_measures_max - first)) == "absent");
}

TEST_CASE("no more makes and versions than their limits are looked at") {
  Kitchen kitchen(bread);
  for (std::size_t i = 0; i <= makes_max; ++i)
    kitchen.row({.id_json = "1", .key = std::to_string(i), .made_ms = 1, .version = 1, .cook = ""}, "{}");
  CHECK(Answer{kitchen}.at("/makes/count") == std::to_string(makes_max));
  Kitchen versions(bread);
  for (std::size_t i = 0; i < versions_max; ++i) versions.version(bread);
  versions.make("{}");
  versions.row(
      {.id_json = "2", .key = "2", .made_ms = 1, .version = static_cast<std::int64_t>(versions_max), .cook = ""}, "{}");
  CHECK(Answer{versions}.at("/makes/compared") == "1");
}
