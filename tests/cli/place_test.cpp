#include "cli/place.hpp"

#include <doctest/doctest.h>

#include <string>

using cookdiff::cli::byte_of;
using cookdiff::cli::place_of;

TEST_CASE("a byte's line and letter, counted in letters") {
  const std::string_view text = "aß\nc€d\n";
  CHECK(place_of(text, 0).line == 1);
  CHECK(place_of(text, 3).letter == 3);
  CHECK(place_of(text, 4).line == 2);
  CHECK(place_of(text, 8).letter == 3);
  CHECK(place_of(text, 1000).line == 3);
}

TEST_CASE("the byte of a pointer is where the value begins") {
  const std::string text = "\xEF\xBB\xBF{ \"a\" : [1, {\"b/c\":\"}]\\\"\", \"~d\" : -1 } ], \"a\": [7,8], \"\":{}}";
  const auto at = [&](std::string_view pointer) {
    const auto byte = byte_of(text, pointer);
    return byte < 0 ? std::string("none") : text.substr(static_cast<std::size_t>(byte), 2);
  };
  CHECK(at("") == "{ ");
  CHECK(at("/a") == "[7");  // of two equal keys the last counts
  CHECK(at("/a/1") == "8]");
  CHECK(at("/") == "{}");
  CHECK(at("/a/2") == "none");
  CHECK(at("/b") == "none");
  CHECK(at("/a/1/x") == "none");
}

TEST_CASE("escaped tokens, strings that look like brackets") {
  const std::string text = R"({"x":[{"b/c":"}]\"","~d":-1}]})";
  CHECK(byte_of(text, "/x/0/b~1c") == static_cast<std::int64_t>(text.find("\"}]")));
  CHECK(byte_of(text, "/x/0/~0d") == static_cast<std::int64_t>(text.find("-1")));
}

TEST_CASE("deep documents and half ones end") {
  const std::string deep(100000, '[');
  CHECK(byte_of(deep, "/0/0") >= 0);
  for (const char* half : {"", "{", "{\"a", "{\"a\"", "{\"a\":", "[1,", "\"\\"}) CHECK(byte_of(half, "/a/b") == -1);
}
