// The shapes of JSON-LD that no file of tests/cases/formats has.
#include <doctest/doctest.h>

#include <string>

#include "formats/support.hpp"

using namespace cookdiff;
using formats_test::read_text;

namespace {

// What becomes of one member of a Recipe: the canonical document without the rest.
std::string member(std::string_view json_member) {
  return read_text(R"({"@type":"Recipe",)" + std::string(json_member) + "}");
}

}  // namespace

TEST_CASE("times: what says nothing is left out, what can be read is mended") {
  CHECK(member(R"("totalTime":"PT90M")") == R"({"totalTime":"PT90M"})");
  CHECK(member(R"("totalTime":"P0DT1H30M")") == R"({"totalTime":"P0DT1H30M"})");
  CHECK(member(R"("totalTime":"P30M")") == R"({"totalTime":"P30M"})");
  CHECK(member(R"("totalTime":"20 minutes")") == R"({"totalTime":"20 minutes"})");
  CHECK(member(R"("totalTime":"over night")") == R"({"totalTime":"over night"})");
  CHECK(member(R"("totalTime":"PT0S")") == R"({"totalTime":"PT0S"})");
  CHECK(member(R"("totalTime":"PT1HM")") == R"({"totalTime":"PT1H"})");
  CHECK(member(R"("totalTime":["PT5M"])") == R"({"totalTime":"PT5M"})");
  CHECK(member(R"("totalTime":{"@type":"Duration","@value":"PT5M"})") == R"({"totalTime":"PT5M"})");
  CHECK(member(R"("totalTime":45)") == R"({"totalTime":"PT45M"})");
  for (const std::string_view nothing :
       {R"("PTNaNM")", R"("PTnullM")", R"("PTundefinedM")", R"("PT")", R"("PT-471406H28M55S")", R"("")", R"(null)",
        R"({"@type":"Duration"})", R"([])", R"(true)"}) {
    CHECK(member("\"totalTime\":" + std::string(nothing)) == "{}");
  }
}

TEST_CASE("yields and ratings in every type") {
  CHECK(member(R"("recipeYield":4)") == R"({"yield":4})");
  CHECK(member(R"("recipeYield":"4 to 6")") == R"({"yield":"4 to 6"})");
  CHECK(member(R"("recipeYield":["4"])") == R"({"yield":"4"})");
  CHECK(member(R"("recipeYield":["4","4 servings",null])") == R"({"yield":["4","4 servings"]})");
  CHECK(member(R"("recipeYield":{"@type":"QuantitativeValue","value":"4"})") == R"({"yield":4})");
  CHECK(member(R"("recipeYield":null)") == "{}");
  CHECK(member(R"("aggregateRating":{"ratingValue":4.5})") == R"({"rating":4.5})");
  CHECK(member(R"("aggregateRating":{"ratingValue":" 4,50 "})") == R"({"rating":4.50})");
  CHECK(member(R"("aggregateRating":{"ratingValue":null,"ratingCount":0})") ==
        R"({"aggregateRating":{"ratingValue":null,"ratingCount":0}})");
  CHECK(member(R"("rating":3,"aggregateRating":{"ratingValue":5})") == R"({"rating":3})");
}

TEST_CASE("ids are kept as they were given, addresses are none") {
  CHECK(member(R"("identifier":2)") == R"({"recipeId":2})");
  CHECK(member(R"("identifier":"2")") == R"({"recipeId":"2"})");
  CHECK(member(R"("identifier":{"@type":"PropertyValue","value":"pie"})") == R"({"recipeId":"pie"})");
  CHECK(member(R"("id":"https://example.org/#pie")") == R"({"id":"https://example.org/#pie"})");
  CHECK(member(R"("@id":"https://example.org/#pie")") == "{}");
  CHECK(member("\"identifier\":\"" + std::string(128, 'x') + "\"") ==
        "{\"recipeId\":\"" + std::string(128, 'x') + "\"}");
  CHECK(member("\"identifier\":\"" + std::string(129, 'x') + "\"") == "{}");
}

TEST_CASE("an empty list means none, an absent one nothing") {
  CHECK(member(R"("recipeIngredient":[],"recipeInstructions":[])") == R"({"ingredients":[],"steps":[]})");
  CHECK(member(R"("recipeIngredient":null,"recipeInstructions":"")") == "{}");
}

TEST_CASE("ingredients as objects and groups") {
  CHECK(member(R"("recipeIngredient":[{"@value":"salt"},{"text":"<b>oil</b>"}])") ==
        R"({"ingredients":[{"ingredientName":"salt","line":"salt"},{"ingredientName":"oil","line":"oil"}]})");
  CHECK(member(R"("recipeIngredient":[{"name":"rice","amount":"1/2","unit":"cup","note":"washed"}])") ==
        R"({"ingredients":[{"quantity":"1/2","measurement":"cup","ingredientName":"rice","note":"washed"}]})");
  CHECK(
      member(R"("recipeIngredient":[{"name":"Base","itemListElement":["salt"]},"oil"])") ==
      R"({"ingredients":[{"ingredientName":"salt","section":"Base","line":"salt"},{"ingredientName":"oil",)"
      R"("line":"oil"}]})");
}

TEST_CASE("instructions as lists of items, and what a step has beside its text") {
  CHECK(
      member(
          R"("recipeInstructions":{"@type":"ItemList","itemListElement":[{"@type":"ListItem",)"
          R"("item":{"@type":"HowToStep","text":"Mix."}},"Bake."]})") ==
      R"({"steps":[{"stepText":"Mix."},{"stepText":"Bake."}]})");
  CHECK(
      member(
          R"("recipeInstructions":[{"@type":"HowToStep","name":"Step 1","text":"Mix.","position":1,)"
          R"("image":"a.png"}])") ==
      R"({"steps":[{"stepText":"Mix.","image":"a.png"}]})");
  CHECK(member(R"("recipeInstructions":[{"@type":"HowToStep","name":"Only a name"}])") ==
        R"({"steps":[{"stepText":"Only a name"}]})");
  CHECK(member(R"("recipeInstructions":[{"@type":"HowToStep","name":"Rest","text":"Wait 5 minutes."}])") ==
        R"({"steps":[{"stepText":"Wait 5 minutes.","name":"Rest"}]})");
  CHECK(
      member(
          R"("recipeInstructions":[{"@type":"HowToSection","name":"Base","itemListElement":"Mix.\nBake."},)"
          R"({"@type":"HowToSection","itemListElement":{"@type":"HowToStep","text":"Eat."}}])") ==
      R"({"steps":[{"stepText":"Mix.","section":"Base"},{"stepText":"Bake.","section":"Base"},{"stepText":"Eat."}]})");
}

TEST_CASE("unknown members are kept as they are") {
  CHECK(member(R"("cuisine":["a",1.0,{"b":null}],"author":{"@type":"Person","name":"A&amp;B"})") ==
        R"({"cuisine":["a",1.0,{"b":null}],"author":{"@type":"Person","name":"A&amp;B"}})");
}
