#include "json/equal.hpp"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "json/generate.hpp"
#include "json/read.hpp"
#include "json/write.hpp"

using namespace cookdiff;

namespace {

// Checks the three of them against each other on the way.
bool same(std::string_view a_text, std::string_view b_text) {
  Arena arena;
  const Result<json::Value> a = json::read(a_text, arena);
  const Result<json::Value> b = json::read(b_text, arena);
  REQUIRE(a);
  REQUIRE(b);
  const bool out = json::equal(*a, *b);
  CHECK(out == json::equal(*b, *a));
  CHECK(out == (json::order(*a, *b) == 0));
  CHECK(json::order(*a, *b) == -json::order(*b, *a));
  if (out)
    CHECK(json::hash(*a) == json::hash(*b));
  else
    CHECK(json::hash(*a) != json::hash(*b));
  return out;
}

int order(std::string_view a_text, std::string_view b_text) {
  Arena arena;
  const Result<json::Value> a = json::read(a_text, arena);
  const Result<json::Value> b = json::read(b_text, arena);
  REQUIRE(a);
  REQUIRE(b);
  CHECK(json::order(*a, *b) == -json::order(*b, *a));
  return json::order(*a, *b);
}

}  // namespace

TEST_CASE("numbers are equal by value, exactly") {
  CHECK(same("1", "1.0"));
  CHECK(same("1", "10e-1"));
  CHECK(same("0.001E3", "1"));
  CHECK(same("0", "-0.0"));
  CHECK(same("0e5", "0"));
  CHECK(same("1e999999999999999999999", "1e999999999999999999999"));
  CHECK(same("10", "1e1"));
  CHECK(same("123456789012345678901234567890", "1.2345678901234567890123456789e29"));
  CHECK_FALSE(same("9007199254740993", "9007199254740992"));
  CHECK_FALSE(same("123456789012345678901234567890", "123456789012345678901234567891"));
  CHECK_FALSE(same("0.1", "0.10000000000000001"));
  CHECK_FALSE(same("1e400", "1e401"));
  CHECK_FALSE(same("1", "-1"));
  CHECK_FALSE(same("1", "\"1\""));
  CHECK_FALSE(same("0", "false"));
  CHECK_FALSE(same("0", "null"));
  CHECK_FALSE(same("1", "true"));
}

TEST_CASE("key order does not count, the order of items does") {
  CHECK(same(R"({"a":1,"b":[2,{"c":3,"d":4}]})", R"({"b":[2.0,{"d":4,"c":3}],"a":1})"));
  CHECK_FALSE(same("[1,2]", "[2,1]"));
  CHECK_FALSE(same(R"({"a":1})", R"({"a":1,"b":1})"));
  CHECK_FALSE(same(R"({"a":1,"b":2})", R"({"a":2,"b":1})"));
  CHECK_FALSE(same(R"({"a":null})", R"({"b":null})"));
  CHECK_FALSE(same("[]", "{}"));
  CHECK_FALSE(same("[[]]", "[]"));
  CHECK_FALSE(same("[[],[1]]", "[[1],[]]"));
  std::string rising = "{";
  std::string falling = "{";
  for (int i = 0; i < 5000; ++i) {
    rising += (i == 0 ? "\"k" : ",\"k") + std::to_string(i) + "\":" + std::to_string(i);
    falling += (i == 0 ? "\"k" : ",\"k") + std::to_string(4999 - i) + "\":" + std::to_string(4999 - i);
  }
  CHECK(same(rising + "}", falling + "}"));
  CHECK_FALSE(same(rising + ",\"x\":1}", falling + ",\"y\":1}"));
}

TEST_CASE("the order of numbers is that of their values") {
  const std::string_view rising[] = {"-1e400", "-10", "-2.5", "-2", "-1e-9", "0",    "1e-400", "0.1",
                                     "0.12",   "0.2", "1",    "9",  "10",    "99.9", "100",    "1e400"};
  for (std::size_t i = 0; i < std::size(rising); ++i)
    for (std::size_t j = 0; j < std::size(rising); ++j)
      CHECK(order(rising[i], rising[j]) == (i == j ? 0 : i < j ? -1 : 1));
}

TEST_CASE("the order of other values: by kind, then by content") {
  const std::string_view rising[] = {"null",       "false",     "true",  "0",          "\"\"",
                                     "\"a\"",      "\"aa\"",    "\"b\"", "[]",         "[1]",
                                     "[1,1]",      "[2]",       "{}",    R"({"a":1})", R"({"a":1,"b":0})",
                                     R"({"a":2})", R"({"b":0})"};
  for (std::size_t i = 0; i < std::size(rising); ++i)
    for (std::size_t j = 0; j < std::size(rising); ++j)
      CHECK(order(rising[i], rising[j]) == (i == j ? 0 : i < j ? -1 : 1));
}

TEST_CASE("property: equal agrees with another library, and order is transitive") {
  for (std::uint64_t seed = 0; seed < 3000; ++seed) {
    Arena arena;
    json::Generator generate(seed, arena);
    const json::Value a = generate.value(3);
    const json::Value b = seed % 2 == 0 ? generate.edited(a, 3) : generate.value(3);
    const json::Value c = generate.edited(b, 3);
    INFO("seed ", seed);
    CHECK(json::equal(a, b) == (nlohmann::json::parse(json::to_text(a)) == nlohmann::json::parse(json::to_text(b))));
    CHECK(json::equal(a, b) == (json::order(a, b) == 0));
    CHECK(json::equal(a, b) == (json::hash(a) == json::hash(b)));
    if (json::order(a, b) <= 0 && json::order(b, c) <= 0) CHECK(json::order(a, c) <= 0);
  }
}
