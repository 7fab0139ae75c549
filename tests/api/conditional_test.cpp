#include "api/conditional.hpp"

#include <doctest/doctest.h>

using namespace cookdiff::api;

TEST_CASE("a list of tags names a tag") {
  CHECK(names_weakly("*", "\"a\""));
  CHECK(names_weakly("\"a\"", "\"a\""));
  CHECK(names_weakly("\"b\", W/\"a\"", "\"a\""));
  CHECK(names_weakly("\"b,c\" ,\t\"a\"", "\"a\""));
  for (const char* list : {"", "a", "\"b\"", "\"a", "W/", "\"ab\"", "\"A\"", ",,,", "\"b\" x \"a\""})
    CHECK_MESSAGE(!names_weakly(list, "\"a\""), list);
}

TEST_CASE("a weak tag is good enough for a read and not for a write") {
  CHECK(names_weakly("W/\"a\"", "\"a\""));
  CHECK(!names_strongly("W/\"a\"", "\"a\""));
  CHECK(names_strongly("W/\"a\", \"a\"", "\"a\""));
}
