#include "api/negotiate.hpp"

#include <doctest/doctest.h>

#include <array>

using namespace cookdiff::api;

namespace {

constexpr std::array<std::string_view, 4> offered{"application/json", "application/json-patch+json", "text/plain",
                                                  "text/html"};

std::string chosen(std::string_view accept) {
  const auto at = choose_form(accept, offered);
  return at ? std::string{offered[*at]} : "none";
}

}  // namespace

TEST_CASE("what Accept asks for") {
  struct Row {
    std::string_view accept;
    std::string_view form;
  };
  for (const Row& row : {
           Row{"", "application/json"},
           {"*/*", "application/json"},
           {"text/html", "text/html"},
           {"TEXT/HTML", "text/html"},
           {"text/*", "text/plain"},
           {"text/html;q=0.5, text/plain;q=0.6", "text/plain"},
           {"text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8", "text/html"},
           {"application/json;q=0, */*", "application/json-patch+json"},
           {"*/*;q=0.1, application/json;q=0", "application/json-patch+json"},
           {"application/json-patch+json", "application/json-patch+json"},
           {"text/plain;format=\"a,b;q=0\";q=1", "text/plain"},
           {"text/plain; q=0.001, text/html; q=0.01", "text/html"},
           {"text/plain;q=nonsense", "text/plain"},
           {"image/png", "none"},
           {"application/json;q=0", "none"},
           {"json", "none"},
           {",,, ,", "none"},
           {"text/plain;q=\"", "text/plain"},
           {"text/plain;a=\"\\", "text/plain"},
       })
    CHECK_MESSAGE(chosen(row.accept) == row.form, row.accept);
}

TEST_CASE("no more media ranges are looked at than the limit") {
  std::string accept;
  for (int n = 1; n < media_ranges_max; ++n) accept += "image/png,";
  CHECK(chosen(accept + "text/html") == "text/html");
  CHECK(chosen("image/png," + accept + "text/html") == "none");
}

TEST_CASE("the type of a body, and only UTF-8") {
  CHECK(media_type("Application/JSON; charset=utf-8") == "application/json");
  CHECK(media_type("application/json;charset=\"UTF-8\"") == "application/json");
  CHECK(media_type("text/html; boundary=x") == "text/html");
  CHECK(media_type("") == "");
  CHECK(!media_type("text/html; charset=iso-8859-1"));
  CHECK(!media_type("application/json; charset=utf-16"));
}
