// JSON-LD: whatever the bytes, as a document, as ingredients and as instructions of a Recipe, and as one text of each.
#include "formats_laws.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace cookdiff;
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  fuzz::check_reading(bytes, "recipe.json");
  fuzz::check_reading(R"({"@type":"Recipe","name":"x","recipeIngredient":)" + bytes + "}", "recipe.json");
  fuzz::check_reading(R"({"@type":"Recipe","recipeYield":[1],"recipeInstructions":)" + bytes + "}", "recipe.json");
  std::string text;
  json::write_string(bytes, text);
  fuzz::check_reading(R"({"@type":"Recipe","recipeIngredient":)" + text + R"(,"recipeInstructions":)" + text +
                          R"(,"totalTime":)" + text + R"(,"aggregateRating":{"ratingValue":)" + text + "}}",
                      "recipe.json");
  return 0;
}
