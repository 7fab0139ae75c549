#include "api/forms.hpp"
#include "service.hpp"

using namespace cookdiff;
using namespace cookdiff::api;

namespace {

std::string pair(std::string_view recipe, std::string_view make) {
  return R"({"recipe":)" + std::string{recipe} + R"(,"make":)" + std::string{make} + "}";
}

constexpr std::string_view soup =
    R"({"recipeName":"Soup","ingredients":[{"quantity":1,"measurement":"l","ingredientName":"water"}]})";
constexpr std::string_view more =
    R"({"recipeName":"Soup","ingredients":[{"quantity":2,"measurement":"l","ingredientName":"water"}]})";

}  // namespace

TEST_CASE("two documents are compared and nothing is stored") {
  Service service;
  const edge::Response response = service.post("/compare", pair(soup, more));
  REQUIRE(response.status == 200);
  CHECK(header(response, "content-type") == "application/json");
  CHECK(at(response, "/identical") == "false");
  CHECK(at(response, "/recipeId") == "null");
  CHECK(at(response, "/makeId") == "null");
  CHECK(at(response, "/recipeVersion") == "null");
  CHECK(at(response, "/differences/0/ingredientField") == "\"quantity\"");
  CHECK(service.world.recipes.objects().empty());
  CHECK(at(service.post("/compare", pair(soup, soup)), "/identical") == "true");
}

TEST_CASE("any JSON can be compared, and what is absent or no JSON is refused with its place") {
  Service service;
  CHECK(at(service.post("/compare", pair("[1,2]", "[1,3]")), "/differences/0/recipeField") == "\"other\"");
  CHECK(at(service.post("/compare", pair("null", "null")), "/identical") == "true");
  CHECK(at(service.post("/compare", pair("\"a\"", "\"a\"")), "/identical") == "true");
  const edge::Response absent = service.post("/compare", R"({"recipe":1})");
  CHECK(absent.status == 422);
  CHECK(at(absent, "/pointer") == "\"/make\"");
  CHECK(service.post("/compare", "[]").status == 422);
  const edge::Response broken = service.post("/compare", R"({"recipe":})");
  CHECK(broken.status == 400);
  CHECK(broken.body.find("(byte 10)") != std::string::npos);
  CHECK(service.post("/compare", "").status == 400);
  const edge::Response negative = service.post(
      "/compare", pair(soup, R"({"recipeName":"Soup","ingredients":[{"quantity":-1,"ingredientName":"water"}]})"));
  CHECK(negative.status == 422);
  CHECK(at(negative, "/pointer") == "\"/make/ingredients/0/quantity\"");
}

TEST_CASE("the ids are the documents' own") {
  Service service;
  const edge::Response response =
      service.post("/compare", pair(R"({"recipeId":2,"recipeName":"a"})", R"({"makeId":"x","recipeName":"a"})"));
  CHECK(at(response, "/recipeId") == "2");
  CHECK(at(response, "/makeId") == "\"x\"");
}

TEST_CASE("a patch is between the documents as they are written, whatever they are") {
  Service service;
  const edge::Headers patch{{"accept", "application/json-patch+json"}};
  constexpr std::string_view page = R"({"@type":"Recipe","name":"A","recipeIngredient":["1 egg"]})";
  constexpr std::string_view other = R"({"@type":"Recipe","name":"B","recipeIngredient":["1 egg"]})";
  const edge::Response response = service.post("/compare", pair(page, other), patch);
  CHECK(response.body == R"([{"op":"replace","path":"/name","value":"B"}])");
  CHECK(service.post("/compare", pair(R"({"recipeName":"a","ingredients":[{"quantity":-1}]})", "7"), patch).status ==
        200);
}

TEST_CASE("the five forms") {
  Service service;
  const auto as = [&](std::string_view type, std::string_view make) {
    return service.post("/compare", pair(soup, make), {{"accept", std::string{type}}});
  };
  const edge::Response patch = as("application/json-patch+json", more);
  CHECK(header(patch, "content-type") == "application/json-patch+json");
  CHECK(header(patch, "vary") == "Accept");
  CHECK(at(patch, "/0/path") == "\"/ingredients/0/quantity\"");
  const edge::Response merge = as("application/merge-patch+json", more);
  CHECK(header(merge, "content-type") == "application/merge-patch+json");
  CHECK(at(merge, "/ingredients/0/quantity") == "2");
  CHECK(as("application/merge-patch+json", R"({"recipeName":"Soup","cook":null})").status == 422);
  const edge::Response text = as("text/plain", more);
  CHECK(header(text, "content-type") == "text/plain; charset=utf-8");
  CHECK(text.body.find("water") != std::string::npos);
  const edge::Response html = as("text/html", R"({"recipeName":"<b>Soup</b>"})");
  CHECK(header(html, "content-type") == "text/html; charset=utf-8");
  CHECK(html.body.starts_with("<!doctype html>"));
  CHECK(html.body.find("<b>Soup") == std::string::npos);
  CHECK(as("image/png", more).status == 406);
}
