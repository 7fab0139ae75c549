#include <doctest/doctest.h>

#include <string>

#include "json/patch.hpp"
#include "json/read.hpp"
#include "json/write.hpp"

using namespace cookdiff;

namespace {

std::string applied(std::string_view document, std::string_view patch) {
  Arena arena;
  const json::Limits limits{.bytes_max = std::size_t{16} << 20, .depth_max = 300};  // wider than what is tested
  const Result<json::Value> before = json::read(document, arena, limits);
  const Result<json::Value> operations = json::read(patch, arena, limits);
  REQUIRE(before);
  REQUIRE(operations);
  const Result<json::Value> after = json::apply(*before, *operations, arena);
  return after ? json::to_text(*after) : std::string(base::code_name(after.error().code)) + " " + after.error().pointer;
}

}  // namespace

TEST_CASE("each operation does its work") {
  CHECK(applied(R"({"a":1})", R"([{"op":"add","path":"/b","value":[2]}])") == R"({"a":1,"b":[2]})");
  CHECK(applied(R"({"a":1,"c":2})", R"([{"op":"add","path":"/a","value":3}])") == R"({"a":3,"c":2})");
  CHECK(applied("[1,3]", R"([{"op":"add","path":"/1","value":2},{"op":"add","path":"/-","value":4},)"
                         R"({"op":"add","path":"/4","value":5}])") == "[1,2,3,4,5]");
  CHECK(applied(R"({"a":{"b":1,"c":2}})", R"([{"op":"remove","path":"/a/b"}])") == R"({"a":{"c":2}})");
  CHECK(applied("[1,2,3]", R"([{"op":"remove","path":"/0"},{"op":"remove","path":"/0"}])") == "[3]");
  CHECK(applied("[[1]]", R"([{"op":"replace","path":"/0/0","value":{"x":null}}])") == R"([[{"x":null}]])");
  CHECK(applied("[1,2,3]", R"([{"op":"move","from":"/0","path":"/2"}])") == "[2,3,1]");
  CHECK(applied(R"({"a":{"b":1},"c":{}})", R"([{"op":"move","from":"/a/b","path":"/c/d"}])") ==
        R"({"a":{},"c":{"d":1}})");
  CHECK(applied(R"({"a":[1]})", R"([{"op":"copy","from":"/a","path":"/b"},{"op":"add","path":"/a/-","value":2}])") ==
        R"({"a":[1,2],"b":[1]})");
  CHECK(applied("1", R"([{"op":"test","path":"","value":1.0},{"op":"replace","path":"","value":2},)"
                     R"({"op":"add","path":"","value":[3]}])") == "[3]");
  CHECK(applied(R"({"a":1})", R"([{"op":"move","from":"/a","path":"/a"}])") == R"({"a":1})");
  CHECK(applied(R"({"a":1})", R"([{"op":"remove","path":"/a"},{"op":"add","path":"/a","value":2}])") == R"({"a":2})");
  CHECK(applied(R"({"":{"~/":1}})", R"([{"op":"test","path":"//~0~1","value":1}])") == R"({"":{"~/":1}})");
}

TEST_CASE("the first operation that cannot be done is named") {
  const std::string_view document = R"({"a":[1,2],"b":{"c":3}})";
  CHECK(applied(document, "{}") == "wrong-type ");
  CHECK(applied(document, "[1]") == "wrong-type /0");
  CHECK(applied(document, R"([{"path":"/a"}])") == "missing /0");
  CHECK(applied(document, R"([{"op":1,"path":"/a"}])") == "wrong-type /0/op");
  CHECK(applied(document, R"([{"op":"sum","path":"/a"}])") == "bad-value /0/op");
  CHECK(applied(document, R"([{"op":"add","value":1}])") == "missing /0");
  CHECK(applied(document, R"([{"op":"add","path":1,"value":1}])") == "wrong-type /0/path");
  CHECK(applied(document, R"([{"op":"add","path":"a","value":1}])") == "bad-value /0/path");
  CHECK(applied(document, R"([{"op":"add","path":"/x"}])") == "missing /0");
  CHECK(applied(document, R"([{"op":"move","path":"/x"}])") == "missing /0");
  CHECK(applied(document, R"([{"op":"copy","from":"b/c","path":"/x"}])") == "bad-value /0/from");
  CHECK(applied(document, R"([{"op":"test","path":"/b","value":{"c":3}},{"op":"test","path":"/b/c","value":"3"}])") ==
        "conflict /1");
  CHECK(applied(document, R"([{"op":"remove","path":"/b/x"}])") == "not-found /0/path");
  CHECK(applied(document, R"([{"op":"replace","path":"/a/2","value":0}])") == "not-found /0/path");
  CHECK(applied(document, R"([{"op":"replace","path":"/a/-","value":0}])") == "not-found /0/path");
  CHECK(applied(document, R"([{"op":"add","path":"/a/3","value":0}])") == "not-found /0/path");
  CHECK(applied(document, R"([{"op":"add","path":"/a/01","value":0}])") == "not-found /0/path");
  CHECK(applied(document, R"([{"op":"add","path":"/a/1e0","value":0}])") == "not-found /0/path");
  CHECK(applied(document, R"([{"op":"add","path":"/b/c/d","value":0}])") == "not-found /0/path");
  CHECK(applied(document, R"([{"op":"add","path":"/x/y","value":0}])") == "not-found /0/path");
  CHECK(applied(document, R"([{"op":"move","from":"/x","path":"/y"}])") == "not-found /0/from");
  CHECK(applied(document, R"([{"op":"move","from":"/b","path":"/b/c/d"}])") == "bad-value /0/path");
  CHECK(applied(document, R"([{"op":"move","from":"","path":"/b"}])") == "bad-value /0/path");
  CHECK(applied(document, R"([{"op":"remove","path":""}])") == "unsupported /0/path");
}

TEST_CASE("limits: depth, copies and work, each at its edge") {
  const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  const auto add = [&](const std::string& path, std::size_t depth) {
    return R"([{"op":"add","path":")" + path + R"(","value":)" + nested(depth) + "}]";
  };
  CHECK(applied("[]", add("/0", 255)) == "[" + nested(255) + "]");
  CHECK(applied("[]", add("/0", 256)) == "too-deep /0/path");
  CHECK(applied("[]", add("", 256)) == nested(256));
  CHECK(applied("[]", add("", 257)) == "too-deep /0/path");
  CHECK(applied("[[[]]]", R"([{"op":"replace","path":"/0/0","value":)" + nested(254) + "}]") ==
        "[[" + nested(254) + "]]");
  CHECK(applied("[[[]]]", R"([{"op":"replace","path":"/0/0","value":)" + nested(255) + "}]") == "too-deep /0/path");
  const std::string two = R"({"a":)" + nested(255) + R"(,"b":[]})";
  CHECK(applied(two, R"([{"op":"move","from":"/a","path":"/c"}])") == R"({"b":[],"c":)" + nested(255) + "}");
  CHECK(applied(two, R"([{"op":"move","from":"/a","path":"/b/0"}])") == "too-deep /0/path");
  std::string doubling = "[";
  for (int i = 0; i < 40; ++i) doubling += std::string(i == 0 ? "" : ",") + R"({"op":"copy","from":"","path":"/0"})";
  CHECK(applied("[]", doubling + "]").starts_with("too-large /2"));  // each doubles the document: 2^24 bytes are 16 MiB
  const std::string megabyte = "{\"a\":\"" + std::string((1U << 20) - 2, 'x') + "\"}";
  const auto copies = [](int count) {
    std::string out = "[";
    for (int i = 0; i < count; ++i) out += std::string(i == 0 ? "" : ",") + R"({"op":"copy","from":"/a","path":"/b"})";
    return out + "]";
  };
  Arena arena;
  const json::Limits large{.bytes_max = std::size_t{4} << 20};
  const json::Value document = *json::read(megabyte, arena, large);
  const std::string sixteen = copies(16);
  const std::string seventeen = copies(17);
  CHECK(json::apply(document, *json::read(sixteen, arena), arena));
  const Result<json::Value> refused = json::apply(document, *json::read(seventeen, arena), arena);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == Code::too_large);
  CHECK(refused.error().pointer == "/16");
}

TEST_CASE("a patch that opens and closes a wide document again and again is stopped") {
  std::string wide = "[[0";
  for (int i = 1; i < 100'000; ++i) wide += ",0";
  wide += "],1]";
  std::string patch = "[";
  for (int i = 0; i < 400; ++i)
    patch += std::string(i == 0 ? "" : ",") +
             R"({"op":"replace","path":"/0/7","value":1},{"op":"copy","from":"","path":"/1"})" +
             R"(,{"op":"replace","path":"/1","value":1})";
  CHECK(applied(wide, patch + "]").starts_with("too-large /"));
}

TEST_CASE("long arrays: blocks split, empty and join without losing an item") {
  std::string document = "[";
  std::string patch = "[";
  std::string expected = "[";
  for (int i = 0; i < 3000; ++i) {
    document += (i == 0 ? "" : ",") + std::to_string(i);
    patch += std::string(i == 0 ? "" : ",") + R"({"op":"move","from":"/2999","path":"/)" + std::to_string(i) + "\"}";
    expected += (i == 0 ? "" : ",") + std::to_string(2999 - i);
  }
  CHECK(applied(document + "]", patch + "]") == expected + "]");
  std::string removals = "[";
  for (int i = 0; i < 2999; ++i) removals += std::string(i == 0 ? "" : ",") + R"({"op":"remove","path":"/1"})";
  CHECK(applied(document + "]", removals + "]") == "[0]");
}
