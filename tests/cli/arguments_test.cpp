#include "cli/arguments.hpp"

#include <doctest/doctest.h>

#include <array>
#include <string>
#include <vector>

using cookdiff::cli::Arguments;
using cookdiff::cli::nearest;
using cookdiff::cli::Option;

namespace {
constexpr std::array options{
    Option{.name = "format", .value = "FORM", .choices = "text json"},
    Option{.name = "pairs", .value = "LIST"},
    Option{.name = "color", .value = "WHEN", .choices = "auto always never", .if_bare = "always"},
    Option{.name = "fill"},
};
auto parse(const std::vector<std::string_view>& typed) { return Arguments::parse(typed, options); }
std::string refusal(const std::vector<std::string_view>& typed) {
  const auto parsed = parse(typed);
  return parsed ? "" : parsed.error().detail;
}
}  // namespace

TEST_CASE("options and words in any order; the last value counts") {
  const auto parsed = parse({"a", "--format", "text", "--fill", "-", "--format=json", "--", "--fill", "-x"});
  REQUIRE(parsed);
  CHECK(parsed->value("format") == "json");
  CHECK(parsed->has("fill"));
  CHECK_FALSE(parsed->has("pairs"));
  CHECK(parsed->value("pairs", "none") == "none");
  CHECK(std::vector(parsed->words().begin(), parsed->words().end()) ==
        std::vector<std::string_view>{"a", "-", "--fill", "-x"});
}

TEST_CASE("a value that may be left out takes the next word only when it is one of the choices") {
  CHECK(parse({"--color", "never"})->value("color") == "never");
  CHECK(parse({"--color", "pie.json"})->value("color") == "always");
  CHECK(parse({"--color", "pie.json"})->words().size() == 1);
}

TEST_CASE("refusals say what was meant") {
  CHECK(refusal({"--formt", "json"}).find("--format?") != std::string::npos);
  CHECK(refusal({"--format", "jso"}).find("json?") != std::string::npos);
  CHECK(refusal({"--pairs"}).find("--pairs LIST") != std::string::npos);
  CHECK(refusal({"--fill=yes"}).find("takes no value") != std::string::npos);
  CHECK(refusal({"--zzzzzz"}).find("mean") == std::string::npos);
  CHECK(refusal({std::string_view("--\0", 3)}) != "");
}

TEST_CASE("nearest: few edits, or a beginning; never a guess") {
  const std::array<std::string_view, 3> names{"diff", "read", "apply"};
  CHECK(nearest("dif", names) == "diff");
  CHECK(nearest("raed", names).empty());  // two of four letters
  CHECK(nearest("aply", names) == "apply");
  CHECK(nearest("app", names) == "apply");
  CHECK(nearest("", names).empty());
  CHECK(nearest(std::string(100000, 'd'), names).empty());
}
