#include "json/pointer.hpp"

#include <doctest/doctest.h>

#include <string>

#include "json/read.hpp"
#include "json/write.hpp"

using namespace cookdiff;

namespace {

std::string found(std::string_view document, std::string_view pointer) {
  Arena arena;
  const Result<json::Value> value = json::read(document, arena);
  REQUIRE(value);
  const Result<json::Value> out = json::find(*value, pointer);
  return out ? json::to_text(*out) : std::string(base::code_name(out.error().code)) + " " + out.error().pointer;
}

}  // namespace

TEST_CASE("the examples of RFC 6901") {
  const std::string document =
      R"({"foo":["bar","baz"],"":0,"a/b":1,"c%d":2,"e^f":3,"g|h":4,"i\\j":5,"k\"l":6," ":7,"m~n":8})";
  CHECK(found(document, "") == document);
  CHECK(found(document, "/foo") == R"(["bar","baz"])");
  CHECK(found(document, "/foo/0") == "\"bar\"");
  CHECK(found(document, "/") == "0");
  CHECK(found(document, "/a~1b") == "1");
  CHECK(found(document, "/c%d") == "2");
  CHECK(found(document, "/i\\j") == "5");
  CHECK(found(document, "/k\"l") == "6");
  CHECK(found(document, "/ ") == "7");
  CHECK(found(document, "/m~0n") == "8");
}

TEST_CASE("what is not there, and what is no pointer") {
  const std::string document = R"({"a":[{"~1":1}],"01":2})";
  CHECK(found(document, "/a/0/~01") == "1");
  CHECK(found(document, "/01") == "2");
  CHECK(found(document, "/a/1") == "not-found /a");
  CHECK(found(document, "/a/00") == "not-found /a");
  CHECK(found(document, "/a/-") == "not-found /a");
  CHECK(found(document, "/a/0/~01/x") == "not-found /a/0/~01");
  CHECK(found(document, "/a/4294967296") == "not-found /a");
  CHECK(found(document, "/b/0") == "not-found ");
  CHECK(found(document, "a") == "bad-value ");
  CHECK(found(document, "/a~") == "bad-value ");
  CHECK(found(document, "/a~2") == "bad-value ");
}

TEST_CASE("a pointer that is built parses back into its steps") {
  for (const std::string key : {"", "a", "a/b", "~", "~1", "/", "~~//", "½"}) {
    std::string pointer;
    json::append_token(key, pointer);
    json::append_token(std::size_t{12}, pointer);
    Arena arena;
    const auto tokens = json::parse_pointer(pointer, arena);
    REQUIRE(tokens);
    REQUIRE(tokens->size() == 2);
    CHECK((*tokens)[0] == key);
    CHECK((*tokens)[1] == "12");
  }
}
