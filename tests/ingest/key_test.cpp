#include "ingest/key.hpp"

#include <doctest/doctest.h>

using namespace cookdiff;
using ingest::read_key;

namespace {

struct Expected {
  const char* key;
  const char* kitchen;
  bool is_make;
  const char* recipe;
  const char* make;
};

}  // namespace

TEST_CASE("a key gives its kitchen and the ids that nothing else names") {
  const Expected table[] = {
      {"recipes/2.json", "home", false, "2", "recipes.2"},
      {"recipes/2/makes/7.json", "home", true, "2", "7"},
      {"kitchens/anna/recipes/2.json", "anna", false, "2", "recipes.2"},
      {"kitchens/anna/recipes/2/makes/sunday/noon.json", "anna", true, "2", "sunday.noon"},
      {"kitchens/home/pie.json", "home", false, "pie", "pie"},
      {"kitchens/pie.json", "home", false, "kitchens.pie", "kitchens.pie"},
      {"pie.cook", "home", false, "pie", "pie"},
      {"soups/miso/recipe.json", "home", false, "soups.miso", "soups.miso.recipe"},
      {"soups/miso/index.html", "home", false, "soups.miso", "soups.miso.index"},
      {"index.html", "home", false, "index", "index"},
      {"soups/miso/makes/1.json", "home", true, "soups.miso", "1"},
      {"soups/miso/recipe/makes/1.json", "home", true, "soups.miso", "1"},
      {"recipes/2/makes/old/makes/7.json", "home", true, "2", "7"},
      {"makes/7.json", "home", true, "", "7"},
      {"recipes/makes.json", "home", false, "makes", "recipes.makes"},
      {"recipes/2.1/makes/7.json", "home", true, "2.1", "7"},
      {"recipes/v1.2", "home", false, "recipes.v1.2", "recipes.v1.2"},
      {"recipes/.json", "home", false, "recipes..json", "recipes..json"},
  };
  for (const Expected& row : table) {
    CAPTURE(row.key);
    const ingest::KeyParts parts = read_key(row.key);
    CHECK(parts.acceptable);
    CHECK(parts.kitchen.name() == row.kitchen);
    CHECK(parts.is_make == row.is_make);
    CHECK(parts.recipe == row.recipe);
    CHECK(parts.make == row.make);
  }
}

TEST_CASE("a key that could mean another one is refused") {
  for (const char* key :
       {"", "/", "a/", "/a", "a//b", "./a", "a/..", "../a", "a/%2Fb", "a%2fb", "kitchens//a", "kitchens/a b/c"}) {
    CAPTURE(key);
    CHECK_FALSE(read_key(key).acceptable);
  }
  CHECK(read_key(std::string_view{"a\0b", 3}).acceptable.error().code == Code::nul_byte);
  CHECK(read_key("a..b/...").acceptable);
  CHECK(read_key("a%2").acceptable);
  CHECK(read_key("kitchens/anna/../b").kitchen.name() == "anna");
}

TEST_CASE("ids fit in 128 bytes and are cut at whole letters") {
  const std::string hash(64, 'a');
  CHECK(ingest::shorten(std::string(128, 'x'), hash) == std::string(128, 'x'));
  CHECK(ingest::shorten(std::string(129, 'x'), hash) == std::string(111, 'x') + "-" + std::string(16, 'a'));
  std::string umlauts;
  for (int n = 0; n < 80; ++n) umlauts += "ü";
  CHECK(ingest::shorten(umlauts, hash).size() == 110 + 17);
  CHECK(ingest::with_hash("7", hash) == "7-aaaaaaaaaaaaaaaa");
}

TEST_CASE("an id of a key is an integer where it is written as one") {
  for (const char* text : {"0", "7", "-3", "123456789012345"}) CHECK(ingest::id_from_text(text).is_number);
  for (const char* text : {"", "-", "02", "-0", "1234567890123456", "1.5", "7a", "+1"})
    CHECK_FALSE(ingest::id_from_text(text).is_number);
}
