// The worked examples of tests/cases: each names two documents and what must come out. The laws are checked on each.
#include <doctest/doctest.h>

#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "diff/laws.hpp"
#include "recipe/document.hpp"

namespace {

using Json = nlohmann::json;
using namespace cookdiff;

std::string file_text(const std::string& path) {
  std::ifstream file(std::string(COOKDIFF_SOURCE_DIR) + "/" + path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

bool all_fit(const Json& expected, const Json& actual, std::size_t from, std::vector<bool>& used);

// `expected` is a part of `actual`; null asks for null or nothing; numbers agree to 0.1 %; a list wants the same
// length, its items in any order.
bool fits(const Json& expected, const Json* actual) {
  if (expected.is_null()) return actual == nullptr || actual->is_null();
  if (actual == nullptr) return false;
  if (expected.is_number())
    return actual->is_number() && std::fabs(expected.get<double>() - actual->get<double>()) <=
                                      1e-3 * std::max(1e-9, std::fabs(expected.get<double>()));
  if (expected.is_array()) {
    std::vector<bool> used(actual->size());
    return actual->is_array() && actual->size() == expected.size() && all_fit(expected, *actual, 0, used);
  }
  if (expected.is_object()) {
    for (const auto& [key, value] : expected.items())
      if (!fits(value, actual->is_object() && actual->contains(key) ? &(*actual)[key] : nullptr)) return false;
    return true;
  }
  return expected == *actual;
}

bool all_fit(const Json& expected, const Json& actual, std::size_t from, std::vector<bool>& used) {
  if (from == expected.size()) return true;
  for (std::size_t i = 0; i < actual.size(); ++i) {
    if (used[i] || !fits(expected[from], &actual[i])) continue;
    used[i] = true;
    if (all_fit(expected, actual, from + 1, used)) return true;
    used[i] = false;
  }
  return false;
}

std::string text_of(const Json& example, const char* document) {
  const std::string as_text = std::string(document) + "Text";
  return example.contains(as_text) ? example[as_text].get<std::string>() : example[document].dump();
}

// What refuses the pair, or "": where the reader or the recipe's check does.
std::string refusal(const std::string& text) {
  Arena arena;
  const auto document = json::read(text, arena);
  if (!document) return document.error().detail + " at byte " + std::to_string(document.error().byte);
  if (!recipe::is_recipe(*document)) return "";
  const auto checked = recipe::check(*document);
  return checked ? "" : checked.error().detail + " at " + checked.error().pointer;
}

std::string wrong_with(const Json& example) {
  const Json& expect = example["expect"];
  const std::string original = text_of(example, "original");
  const std::string make = text_of(example, "make");
  const std::string refused = refusal(original) + refusal(make);
  if (expect.contains("error")) {
    const bool said = !refused.empty() && refused.find(expect["error"].get<std::string>()) != std::string::npos;
    return said ? "" : "not refused with " + expect["error"].dump() + ": " + refused;
  }
  if (!refused.empty()) return "refused: " + refused;
  Arena arena;
  const auto first = json::read(original, arena);
  const auto second = json::read(make, arena);
  std::string written;
  diff::write(*diff::compare(*first, *second, arena), {}, written);
  const Json out = Json::parse(written);
  for (const char* key : {"identical", "asWritten", "scale", "summary"})
    if (expect.contains(key) && !fits(expect[key], &out[key])) return std::string(key) + " is " + out[key].dump();
  if (expect.contains("differences") && !fits(expect["differences"], &out["differences"]))
    return "differences are " + out["differences"].dump().substr(0, 1500);
  if (expect.contains("restated")) {
    std::vector<bool> used(out["restated"].size());
    if (!all_fit(expect["restated"], out["restated"], 0, used))
      return "restated is " + out["restated"].dump().substr(0, 1000);
    if (expect.value("restatedExactly", false) && expect["restated"].size() != out["restated"].size())
      return "restated is " + out["restated"].dump().substr(0, 1000);
  }
  return test::broken_law(original, make);
}

// Documents of other formats are read by the room formats: those examples run through the command.
bool is_canonical(const Json& example) {
  for (const char* document : {"original", "make"})
    if (example.contains(document) && example[document].is_object() && example[document].contains("@context"))
      return false;
  return true;
}

void run_file(const std::string& name) {
  const Json examples = Json::parse(file_text("tests/cases/" + name), nullptr, false);
  REQUIRE(examples.is_array());
  for (const Json& example : examples) {
    if (!is_canonical(example)) continue;
    const std::string wrong = wrong_with(example);
    INFO(name << ": " << example["name"].get<std::string>() << " (" << example["why"].get<std::string>() << ")");
    CHECK_MESSAGE(wrong.empty(), wrong);
  }
}

}  // namespace

TEST_CASE("worked examples of the contract") { run_file("differences.json"); }
TEST_CASE("worked examples: ingredients") { run_file("ingredients.json"); }
TEST_CASE("worked examples: amounts and scaling") { run_file("amounts.json"); }
TEST_CASE("worked examples: steps") { run_file("steps.json"); }
TEST_CASE("worked examples: everything else") { run_file("fields.json"); }
TEST_CASE("worked examples: as cooks change things, expected before they were run") { run_file("kitchen.json"); }
