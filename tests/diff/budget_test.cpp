// The counted budget of entries for what the model does not know: at its edge, and one above.
#include <doctest/doctest.h>

#include <string>

#include "diff/compare.hpp"
#include "diff/frame.hpp"
#include "json/read.hpp"
#include "recipe/document.hpp"

using namespace cookdiff;

namespace {

std::string list(std::size_t count, int first) {
  std::string out = R"({"recipeName":"A","steps":[],"marks":[)";
  for (std::size_t n = 0; n < count; ++n) {
    if (n != 0) out += ',';
    out += std::to_string(first + static_cast<int>(n));
  }
  return out + "]}";
}
std::string members(std::size_t count, const std::string& prefix) {
  std::string out = R"({"recipeName":"A","steps":[])";
  for (std::size_t n = 0; n < count; ++n) out += ",\"" + prefix + std::to_string(n) + "\":1";
  return out + "}";
}

diff::Differences compared(const std::string& original, const std::string& make, Arena& arena) {
  const auto a = json::read(original, arena);
  const auto b = json::read(make, arena);
  REQUIRE(a);
  REQUIRE(b);
  auto out = diff::compare(*a, *b, arena);
  REQUIRE(out);
  return *out;
}

}  // namespace

TEST_CASE("a list has an entry for each item that changed, up to the limit, and above it one for the list") {
  const std::size_t half = diff::other_entries_max / 2;
  Arena arena;
  const auto at_limit = compared(list(half, 0), list(half, 1000000), arena);
  CHECK(at_limit.differences.size() == half);  // as many gone as come: each took the place of one
  const auto above = compared(list(half + 1, 0), list(half + 1, 1000000), arena);
  REQUIRE(above.differences.size() == 1);
  CHECK(above.differences[0].kind == diff::Kind::changed);
  CHECK(above.differences[0].path == "/marks");
  CHECK_FALSE(above.as_written);
  const auto back = compared(list(half + 1, 1000000), list(half + 1, 0), arena);
  REQUIRE(back.differences.size() == 1);
  CHECK(back.differences[0].path == "/marks");
}

TEST_CASE("members that only one side has: up to the limit each, above it one entry for the recipe") {
  const std::size_t half = diff::other_entries_max / 2;
  Arena arena;
  CHECK(compared(members(half, "a"), members(half, "b"), arena).differences.size() == 2 * half);
  const auto above = compared(members(half, "a"), members(half + 1, "b"), arena);
  REQUIRE(above.differences.size() == 1);
  CHECK(above.differences[0].path.empty());
}

TEST_CASE("many members that are equal use nothing up") {
  Arena arena;
  CHECK(compared(members(20000, "a"), members(20000, "a"), arena).identical);
  CHECK(compared(members(20000, "a"), members(20001, "a"), arena).differences.size() == 1);
}
