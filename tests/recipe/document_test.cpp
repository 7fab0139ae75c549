#include "recipe/document.hpp"

#include <doctest/doctest.h>

#include <string>

#include "json/equal.hpp"
#include "json/read.hpp"
#include "json/write.hpp"
#include "recipe/recipe.hpp"

namespace {

using namespace cookdiff;

// The pointer of what is refused, or "accepted".
std::string refused_at(const std::string& text) {
  Arena arena;
  const auto document = json::read(text, arena);
  REQUIRE(static_cast<bool>(document));
  const auto checked = recipe::check(*document);
  return checked ? "accepted" : checked.error().pointer;
}

std::string list_of(const std::string& key, std::size_t size) {
  std::string out = "{\"" + key + "\":[";
  for (std::size_t i = 0; i < size; ++i) out += i == 0 ? "{}" : ",{}";
  return out + "]}";
}

}  // namespace

TEST_CASE("what can never be right is refused with its place") {
  CHECK(refused_at(R"([])") == "");
  CHECK(refused_at(R"({"recipeName":5})") == "/recipeName");
  CHECK(refused_at(R"({"ingredients":"flour"})") == "/ingredients");
  CHECK(refused_at(R"({"ingredients":[{},7]})") == "/ingredients/1");
  CHECK(refused_at(R"({"ingredients":[{"quantity":true}]})") == "/ingredients/0/quantity");
  CHECK(refused_at(R"({"ingredients":[{"quantity":{"least":1}}]})") == "/ingredients/0/quantity");
  CHECK(refused_at(R"({"ingredients":[{"quantity":-0.001}]})") == "/ingredients/0/quantity");
  CHECK(refused_at(R"({"ingredients":[{"quantity":"-5 g"}]})") == "/ingredients/0/quantity");
  CHECK(refused_at(R"({"ingredients":[{"quantity":"−5"}]})") == "/ingredients/0/quantity");
  CHECK(refused_at(R"({"ingredients":[{"quantity":{"min":2,"max":-1}}]})") == "/ingredients/0/quantity/max");
  CHECK(refused_at(R"({"ingredients":[{"ingredientId":1.5}]})") == "/ingredients/0/ingredientId");
  CHECK(refused_at(R"({"ingredients":[{"measurement":1}]})") == "/ingredients/0/measurement");
  CHECK(refused_at(R"({"steps":[{"stepText":null},{"stepText":[]}]})") == "/steps/1/stepText");
  CHECK(refused_at(R"({"recipeId":""})") == "/recipeId");
  CHECK(refused_at(R"({"makeOf":{}})") == "/makeOf");
  CHECK(refused_at(R"({"rating":[5]})") == "/rating");
  CHECK(refused_at(R"({"cook":5})") == "/cook");
}

TEST_CASE("what can be right is accepted") {
  CHECK(refused_at(R"({})") == "accepted");
  CHECK(refused_at(R"({"ingredients":null,"steps":null,"rating":null})") == "accepted");
  CHECK(refused_at(R"({"ingredients":["1 cup flour",{"quantity":-0,"x":[-5]},{"quantity":"2-3"}],"steps":["Mix."]})") ==
        "accepted");
  CHECK(refused_at(R"({"recipeId":123456789012345678901234567890,"makeId":"-5"})") == "accepted");
}

TEST_CASE("limits at their edge") {
  const auto id = [](std::size_t bytes) { return R"({"recipeId":")" + std::string(bytes, 'x') + "\"}"; };
  CHECK(refused_at(id(recipe::id_bytes_max)) == "accepted");
  CHECK(refused_at(id(recipe::id_bytes_max + 1)) == "/recipeId");
  CHECK(refused_at(list_of("ingredients", recipe::ingredients_max)) == "accepted");
  CHECK(refused_at(list_of("ingredients", recipe::ingredients_max + 1)) == "/ingredients");
  CHECK(refused_at(list_of("steps", recipe::steps_max)) == "accepted");
  CHECK(refused_at(list_of("steps", recipe::steps_max + 1)) == "/steps");
}

TEST_CASE("identity comes back as it was given") {
  Arena arena;
  const auto document = *json::read(
      R"({"recipeId":"02","makeId":7,"makeOf":12345678901234567890,"madeAt":"2026-03-01T09:00:00Z","cook":"K"})",
      arena);
  const recipe::Identity identity = *recipe::check(document);
  CHECK(identity.recipe_id.text == "02");
  CHECK_FALSE(identity.recipe_id.is_number);
  CHECK(identity.make_id.text == "7");
  CHECK(identity.make_id.is_number);
  CHECK(identity.make_of.text == "12345678901234567890");
  CHECK(identity.made_at == "2026-03-01T09:00:00Z");
  CHECK(identity.cook == "K");
  CHECK(identity.is_make());
}

TEST_CASE("a recipe has a name, ingredients or steps, or is a make by its fields") {
  Arena arena;
  for (const char* text : {R"({"recipeName":"x"})", R"({"ingredients":[]})", R"({"steps":[]})",
                           R"({"makeOf":2,"rating":4})", R"({"makeId":1})"})
    CHECK(recipe::is_recipe(*json::read(text, arena)));
  for (const char* text : {R"({})", R"([])", R"("pie")", R"({"recipeName":null})", R"({"recipeId":2})"})
    CHECK_FALSE(recipe::is_recipe(*json::read(text, arena)));
}

TEST_CASE("a make takes what it left out from its original, but not what says which document it is") {
  Arena arena;
  const auto original = *json::read(
      R"({"recipeName":"Pie","recipeId":2,"rating":5,"notes":"n","cook":"A","steps":[{"stepText":"Mix."}],)"
      R"("yield":4,"oven":{"rack":1}})",
      arena);
  const auto make = *json::read(R"({"makeOf":2,"rating":4,"notes":"a bit dry","yield":null})", arena);
  const recipe::Filled filled = recipe::fill(make, original, arena);
  CHECK(
      json::to_text(filled.document) ==
      R"({"makeOf":2,"rating":4,"notes":"a bit dry","yield":null,"recipeName":"Pie",)"
      R"("steps":[{"stepText":"Mix."}],"oven":{"rack":1}})");
  CHECK(filled.members == std::vector<std::string_view>{"recipeName", "steps", "oven"});
  const auto whole = *json::read(R"({"recipeName":"P","steps":[],"yield":1,"oven":0})", arena);
  const recipe::Filled unchanged = recipe::fill(whole, original, arena);
  CHECK(unchanged.members.empty());
  CHECK(json::equal(unchanged.document, whole));
}

TEST_CASE("a plain text is an ingredient's line or a step") {
  Arena arena;
  const auto document = *json::read(R"({"ingredients":["1 1/2 cups flour, sifted"],"steps":["Mix."]})", arena);
  const recipe::Recipe view = recipe::view(document, arena);
  REQUIRE(view.ingredients.size() == 1);
  CHECK(view.ingredients[0].name == "flour");
  CHECK(view.ingredients[0].note == "sifted");
  CHECK(recipe::amount(view.ingredients[0], arena).min == 1.5);
  CHECK(view.steps[0].text == "Mix.");
}
