// The worked examples of tests/cases/formats/exports (archives by another writer than ours), and the limits.
#include "formats/exports.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "formats/support.hpp"
#include "json/equal.hpp"

namespace {

using namespace cookdiff;

std::vector<std::string> examples() {
  std::vector<std::string> out;
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(COOKDIFF_SOURCE_DIR "/tests/cases/formats/exports")) {
    const std::string path = entry.path().string();
    if (entry.is_regular_file() && std::filesystem::exists(path + ".expect.json")) out.push_back(path);
  }
  std::sort(out.begin(), out.end());
  return out;
}

void check(const formats::Export& read, const json::Value& expected) {
  const json::Value* format = expected.find("format");
  REQUIRE_MESSAGE(format != nullptr, "not refused");
  CHECK(format->text() == read.format);
  const auto recipes = expected.find("recipes")->array();
  REQUIRE(recipes.size() == read.recipes.size());
  for (std::size_t at = 0; at < recipes.size(); ++at) {
    INFO("expected " << json::to_text(recipes[at]) << "\nread     " << json::to_text(read.recipes[at].document));
    CHECK(json::equal(recipes[at], read.recipes[at].document));
  }
  const json::Value* refused = expected.find("refused");
  REQUIRE(read.refused.size() == (refused == nullptr ? 0 : refused->array().size()));
  for (std::size_t at = 0; at < read.refused.size(); ++at) {
    CHECK(refused->array()[at].text() == base::code_name(read.refused[at].error.code));
    CHECK(!read.refused[at].where.empty());
  }
}

}  // namespace

TEST_CASE("the worked examples of exports come out as they say") {
  const std::vector<std::string> paths = examples();
  CHECK(paths.size() >= 35);
  for (const std::string& path : paths) {
    CAPTURE(path);
    Arena arena;
    const std::string expected_bytes = formats_test::file_bytes(path + ".expect.json");
    const Result<json::Value> expected = json::read(expected_bytes, arena);
    REQUIRE(expected);
    // The documents must not view what was unpacked, nor the file's bytes.
    std::string bytes = formats_test::file_bytes(path);
    const Result<formats::Export> read = formats::read_export(bytes, arena);
    std::fill(bytes.begin(), bytes.end(), '#');
    if (read) {
      check(*read, *expected);
    } else {
      const json::Value* error = expected->find("error");
      REQUIRE_MESSAGE(error != nullptr, "refused: " << read.error().detail);
      CHECK(error->text() == base::code_name(read.error().code));
    }
  }
}

TEST_CASE("what is no export is refused with what was looked for") {
  for (const std::string_view bytes : {"", "hello", "<html></html>", "42", "{}", "[]", "\"text\""}) {
    Arena arena;
    const Result<formats::Export> read = formats::read_export(bytes, arena);
    REQUIRE(!read);
    CHECK(read.error().code == Code::unknown_format);
    for (const std::string_view name : {"Mealie", "Tandoor", "RecipeSage", "Nextcloud", "Paprika"}) {
      CHECK(read.error().detail.find(name) != std::string::npos);
    }
  }
  Arena arena;
  const Result<formats::Export> broken = formats::read_export("{\"slug\":", arena);
  REQUIRE(!broken);
  CHECK(broken.error().code == Code::bad_json);
}

TEST_CASE("a plain document of another program is told from a canonical one") {
  const auto is_export = [](std::string_view bytes) {
    Arena arena;
    const Result<json::Value> document = json::read(bytes, arena);
    REQUIRE(document);
    return formats::is_export(*document);
  };
  CHECK(is_export(R"({"name":"Eggs","steps":[{"instruction":"Boil.","ingredients":[]}]})"));
  CHECK(is_export(R"({"name":"Eggs","ingredients":"2 eggs","directions":"Boil."})"));
  CHECK(is_export(R"({"name":"Eggs","slug":"eggs","recipeIngredient":["2 eggs"]})"));
  CHECK(!is_export(R"({"recipeName":"Eggs","steps":[{"stepText":"Boil."}],"ingredients":[]})"));
  CHECK(!is_export(R"({"recipeName":"Eggs","name":"x","steps":[],"ingredients":[]})"));
  CHECK(!is_export(R"({"@type":"Recipe","name":"Eggs","recipeIngredient":["2 eggs"]})"));
  CHECK(!is_export("null"));
}
