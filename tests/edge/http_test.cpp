#include "edge/http.hpp"

#include <doctest/doctest.h>

#include "edge/router.hpp"

using namespace cookdiff::edge;

TEST_CASE("percent decoding is strict") {
  CHECK(percent_decode("a%20b") == "a b");
  CHECK(percent_decode("caf%C3%A9") == "café");
  CHECK(percent_decode("a+b") == "a+b");
  CHECK(percent_decode("") == "");
  CHECK_FALSE(percent_decode("%"));
  CHECK_FALSE(percent_decode("%4"));
  CHECK_FALSE(percent_decode("%zz"));
  CHECK_FALSE(percent_decode("%00"));
  CHECK_FALSE(percent_decode("%C3"));
  CHECK_FALSE(percent_decode("%ED%A0%80"));
  CHECK_FALSE(percent_decode("%C0%AF"));
  CHECK_FALSE(percent_decode("%F4%90%80%80"));
}

TEST_CASE("encoding is what decoding takes back") {
  const std::string text = "a/b c?&=é😀~-._";
  CHECK(percent_encode("a/b") == "a%2Fb");
  CHECK(percent_decode(percent_encode(text)) == text);
}

TEST_CASE("parameters of a query") {
  Request request;
  request.query = "limit=5&name=apple+pie&empty=&flag&bad=%zz&limit=6";
  CHECK(request.parameter("limit") == "5");
  CHECK(request.parameter("name") == "apple pie");
  CHECK(request.parameter("empty") == "");
  CHECK(request.parameter("flag") == "");
  CHECK_FALSE(request.parameter("bad"));
  CHECK_FALSE(request.parameter("none"));
}

namespace {
constexpr Route routes[] = {
    {"GET", "/recipes", 1},        {"POST", "/recipes", 2},
    {"GET", "/recipes/{id}", 3},   {"GET", "/recipes/{id}/makes/{makeId}", 4},
    {"POST", "/uploads/sweep", 5}, {"POST", "/uploads/{id}/retry", 6},
};
}

TEST_CASE("the router finds, binds and says what is allowed") {
  CHECK(match(routes, "GET", "/recipes").route->id == 1);
  CHECK(match(routes, "POST", "/recipes").route->id == 2);
  CHECK(match(routes, "HEAD", "/recipes").route->id == 1);
  const Match make = match(routes, "GET", "/recipes/2/makes/a%2Fb");
  REQUIRE(make.kind == Match::Kind::found);
  CHECK(make.parameter("id") == "2");
  CHECK(make.parameter("makeId") == "a/b");
  CHECK(make.parameter("other") == "");
  const Match wrong = match(routes, "DELETE", "/recipes");
  CHECK(wrong.kind == Match::Kind::no_method);
  CHECK(wrong.allow == "GET, HEAD, POST, OPTIONS");
  CHECK(match(routes, "GET", "/recipes/%zz").kind == Match::Kind::bad_path);
  for (const char* path :
       {"/", "", "/recipes/", "/recipes//makes/1", "/recipes/2/makes", "/recipes/2/makes/1/x", "/Recipes", "recipes"})
    CHECK_MESSAGE(match(routes, "GET", path).kind == Match::Kind::no_path, path);
}
