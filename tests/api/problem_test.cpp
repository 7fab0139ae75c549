#include "api/problem.hpp"

#include <doctest/doctest.h>

#include "store/failure.hpp"

using namespace cookdiff;
using namespace cookdiff::api;

namespace {

int status(Code code, bool retryable = false, std::string pointer = {}) {
  return problem_of(Error{code, retryable, "d", std::move(pointer)}).status;
}

}  // namespace

TEST_CASE("every kind of error has its status") {
  for (const Code code : {Code::bad_json, Code::bad_utf8, Code::nul_byte}) CHECK(status(code) == 400);
  for (const Code code :
       {Code::too_deep, Code::wrong_type, Code::bad_value, Code::missing, Code::unknown_format, Code::unsupported})
    CHECK(status(code) == 422);
  CHECK(status(Code::too_large) == 413);
  CHECK(status(Code::too_large, false, "/steps") == 422);
  CHECK(status(Code::conflict) == 409);
  CHECK(status(Code::not_found) == 404);
  CHECK(status(Code::unavailable, true) == 503);
  CHECK(status(Code::unavailable, false) == 500);
  CHECK(status(Code::timeout, true) == 503);
  CHECK(status(Code::lost_race, true) == 503);
}

TEST_CASE("a bad document's problem says where") {
  const edge::Response wrong =
      answer_of(Error{Code::wrong_type, false, "a quantity is a number", "/ingredients/0/quantity"});
  const std::string_view wrong_body =
      R"({"type":"urn:cookdiff:problem:wrong-type","title":"Unprocessable Content","status":422,)"
      R"("detail":"a quantity is a number","pointer":"/ingredients/0/quantity"})";
  CHECK(wrong.body == wrong_body);
  const edge::Response broken = answer_of(Error{Code::bad_json, false, "a value is missing", "", 17});
  const std::string_view broken_body = R"({"type":"urn:cookdiff:problem:bad-json","title":"Bad Request","status":400,)"
                                       R"x("detail":"a value is missing (byte 17)"})x";
  CHECK(broken.body == broken_body);
}

TEST_CASE("a host's own words stay inside; a store that is away says when to try again") {
  const edge::Response away = answer_of(Error{Code::unavailable, true, "D1_ERROR: secret insides"});
  CHECK(away.status == 503);
  CHECK(away.body.find("insides") == std::string::npos);
  bool told = false;
  for (const auto& [name, value] : away.headers) told |= name == "retry-after" && value == "10";
  CHECK(told);
}

TEST_CASE("tables that are missing: the command that makes them") {
  const edge::Response answer = answer_of(Error{Code::unavailable, true, std::string{store::migrations_missing}});
  CHECK(answer.status == 503);
  CHECK(answer.body.find("run the migrations: npx wrangler d1 migrations apply") != std::string::npos);
}
