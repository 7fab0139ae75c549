// What is recognised, what is refused, and the limits at their edge.
#include <doctest/doctest.h>

#include <chrono>
#include <string>

#include "formats/support.hpp"

using namespace cookdiff;
using formats_test::read_text;

namespace {

std::string repeat(std::string_view part, std::size_t bytes) {
  std::string out;
  while (out.size() + part.size() <= bytes) out += part;
  return out;
}

Error refusal(std::string_view bytes, std::string_view name = "upload") {
  Arena arena;
  const Result<formats::Reading> reading = formats::read(bytes, name, arena);
  REQUIRE(!reading);
  return reading.error();
}

std::string format_of(std::string_view bytes, std::string_view name = "upload") {
  Arena arena;
  const Result<formats::Reading> reading = formats::read(bytes, name, arena);
  return reading ? std::string(reading->format) : "error: " + std::string(base::code_name(reading.error().code));
}

}  // namespace

TEST_CASE("canonical JSON passes through without a copy") {
  const std::string bytes = R"({"recipeName":"Apple Pie","recipeId":2,"steps":[],"unknown":{"a":[1.0,null]}})";
  Arena arena;
  const Result<formats::Reading> reading = formats::read(bytes, "recipes/2.json", arena);
  REQUIRE(reading);
  CHECK(reading->format == "cookdiff");
  CHECK(json::to_text(reading->document) == bytes);
  const char* name = reading->document.find("recipeName")->text().data();
  CHECK((name >= bytes.data() && name < bytes.data() + bytes.size()));
  CHECK(reading->document.members == reading->raw.members);
}

TEST_CASE("a format is told by its content") {
  CHECK(format_of(R"({"makeOf":2,"rating":4})") == "cookdiff");
  CHECK(format_of(R"({"recipeName":"x","@context":"y"})") == "cookdiff");
  CHECK(format_of(R"( [{"@type":"Recipe","name":"x"}])") == "json-ld");
  CHECK(format_of(R"({"@context":"https://schema.org","type":"Recipe","name":"x"})") == "json-ld");
  CHECK(format_of(R"({"@type":"WebPage","mainEntity":{"@type":["Thing","Recipe"]}})") == "json-ld");
  CHECK(format_of(R"({"recipe":{"@type":"Recipe"}})") == "json");
  CHECK(format_of(R"({"type":"Recipe"})") == "json");
  CHECK(format_of("{}") == "json");
  CHECK(format_of(R"("text")") == "json");
  CHECK(format_of("Boil @water{1%l}.", "recipes/tea.COOK") == "cooklang");
  CHECK(format_of("---\ntitle: Tea\n---\nBoil @water{1%l}.") == "cooklang");
  CHECK(format_of("Boil @water{1%l}.") == "error: unknown-format");
  CHECK(format_of("---\ntitle: Tea\n---\nBoil water.") == "error: unknown-format");
  CHECK(format_of("---\ntitle: Tea\nBoil @water{1%l}.") == "error: unknown-format");
}

TEST_CASE("bytes that begin as JSON are JSON or refused as JSON") {
  CHECK(format_of("{", "tea.cook") == "error: bad-json");
  CHECK(format_of("[- a comment -]", "tea.cook") == "error: bad-json");
  CHECK(format_of("\"open") == "error: bad-json");
  CHECK(format_of("\xEF\xBB\xBF  {\"recipeName\":}") == "error: bad-json");
  CHECK(refusal(R"({"a":1,})").byte == 7);
  CHECK(format_of(std::string_view("{\"a\":\"\0\"}", 9)) == "error: nul-byte");
  CHECK(format_of("{\"a\":\"\xff\"}") == "error: bad-utf8");
}

TEST_CASE("what is unknown is refused with what was looked for") {
  for (const std::string_view bytes : {"", " \n", "hello", "\x89PNG", "%PDF-1.7", "PK\x03\x04", "42"}) {
    const Error error = refusal(bytes);
    CHECK(error.code == Code::unknown_format);
    CHECK(error.detail.find("JSON-LD") != std::string::npos);
    CHECK(error.detail.find("Cooklang") != std::string::npos);
  }
}

TEST_CASE("what is unknown is told by what it looks like, also where a lone scalar would be a document") {
  const std::pair<std::string_view, std::string_view> cases[]{
      {"Apple pie\n\n2 apples", "plain text;"},
      {"name: pie", "plain text;"},
      {"%PDF-1.7", "a PDF;"},
      {"\xFF\xD8\xFF\xE0", "a picture;"},
      {"\x89PNG\r\n", "a picture;"},
      {std::string_view("\0\0\0\x1C"
                        "ftypheic",
                        12),
       "a picture;"},
      {"\xFF\xFE{", "text in UTF-16"},
      {"\xFE\xFF", "text in UTF-16"},
      {"\xE9t\xE9", "no text in UTF-8;"},
  };
  for (const auto& [bytes, what] : cases) {
    CHECK(refusal(bytes).detail.starts_with(what));
    Arena arena;
    const auto handed = formats::read(bytes, "x", arena, formats::Scalars::accepted);
    REQUIRE(!handed);
    CHECK(handed.error().detail == refusal(bytes).detail);
  }
}

TEST_CASE("lone scalars are documents where they are wanted") {
  Arena arena;
  for (const std::string_view bytes : {"42", "-1.5e3", "true", "false", "null", " 0 "}) {
    const Result<formats::Reading> reading = formats::read(bytes, "x.json", arena, formats::Scalars::accepted);
    REQUIRE(reading);
    CHECK(reading->format == "json");
  }
  CHECK(!formats::read("nul", "x.json", arena, formats::Scalars::accepted));
  const auto cook = formats::read("---\na: 1\n---\n@salt{}", "x", arena, formats::Scalars::accepted);
  REQUIRE(cook);
  CHECK(cook->format == "cooklang");
}

TEST_CASE("a document has 1 MiB, a page 8 MiB") {
  const std::string_view open = R"({"recipeName":")";
  const std::string pie = std::string(open) + std::string(formats::document_bytes_max - open.size() - 2, 'x') + "\"}";
  CHECK(pie.size() == formats::document_bytes_max);
  CHECK(format_of(pie) == "cookdiff");
  CHECK(format_of(pie + " ") == "error: too-large");

  const std::string tea = "Boil @water{1%l}.\n";
  CHECK(format_of(tea + std::string(formats::document_bytes_max - tea.size(), 'x'), "tea.cook") == "cooklang");
  CHECK(format_of(tea + std::string(formats::document_bytes_max - tea.size() + 1, 'x'), "tea.cook") ==
        "error: too-large");

  const std::string page = "<script type=\"application/ld+json\">{\"@type\":\"Recipe\",\"name\":\"x\"}</script>";
  CHECK(format_of(page + std::string(formats::page_bytes_max - page.size(), ' ')) == "html");
  CHECK(format_of(page + std::string(formats::page_bytes_max - page.size() + 1, ' ')) == "error: too-large");

  const std::string long_name(formats::document_bytes_max, 'x');
  CHECK(format_of("<script type=\"application/ld+json\">{\"@type\":\"Recipe\",\"name\":\"" + long_name +
                  "\"}</script>") == "error: too-large");
}

TEST_CASE("a document has 256 levels, also in a page") {
  const auto nested = [](std::size_t depth) {
    return "{\"@type\":\"Recipe\",\"recipeInstructions\":" + std::string(depth, '[') + std::string(depth, ']') + "}";
  };
  CHECK(format_of(nested(255)) == "json-ld");
  CHECK(format_of(nested(256)) == "error: too-deep");
  CHECK(format_of("<script type=\"application/ld+json\">" + nested(256) + "</script>") == "error: too-deep");
}

TEST_CASE("a NUL byte anywhere in a page is an error at its byte") {
  const std::string page("<p>\0</p><script type=\"application/ld+json\">{\"@type\":\"Recipe\"}</script>", 70);
  const Error error = refusal(page);
  CHECK(error.code == Code::nul_byte);
  CHECK(error.byte == 3);
}

// A megabyte of "@a" took 90 MB: a mark for each.
TEST_CASE("what Cooklang only names again is one ingredient and one thing to cook in") {
  Arena arena;
  const std::string text = "---\ntitle: a\n---\n" + repeat("@a #b{2} @&a @salt{1%g} #b ", 2700) + "@?c @c";
  const Result<formats::Reading> reading = formats::read(text, "x.cook", arena);
  REQUIRE(reading);
  CHECK(reading->document.find("ingredients")->array().size() == 102);  // a, a hundred times salt, c
  CHECK(json::to_text(*reading->document.find("cookware")) == R"([{"name":"b","quantity":2}])");
}

// Each would take minutes where a search for an end began anew at every beginning.
TEST_CASE("hostile repetition is read in linear time") {
  const std::size_t size = formats::document_bytes_max - 200;
  const auto start = std::chrono::steady_clock::now();
  for (const std::string_view part : {"@a{", "@a b ", "[-", "@a(", "\\", "~{", "#a{", "@&?+", "-- x\n[- ", "= x\n",
                                      "> x\n", ">> a:b\n", "@a{1}", "a: b\n", "\n\n@salt"}) {
    read_text(repeat(part, size), "x.cook");
    read_text("---\n" + repeat(part, size) + "\n---\n@a{}", "x.cook");
  }
  for (const std::string_view part :
       {"<b ", "&", "<!--", "&#", "&amp;amp;", "<", "1. ", "2. a ", "[", "a:\\n", "\\n", "<p>", "  \\t"}) {
    read_text("{\"@type\":\"Recipe\",\"recipeInstructions\":\"" + repeat(part, size) + "\"}");
    read_text("{\"@type\":\"Recipe\",\"recipeIngredient\":\"" + repeat(part, size) + "\"}");
  }
  for (const std::string_view part :
       {"<script ", "<script>", "<!--", "</", "<script type='", "<script a=\"", "<",
        "<script type=application/ld+json>{", "<script type=application/ld+json></script>"}) {
    read_text("<" + repeat(part, size));
  }
  for (const std::string_view part : {"{\"@type\":\"Recipe\"},", "[],", "{\"@graph\":[]},", "\"\",", ",", ",;"}) {
    read_text("<script type=application/ld+json>[" + repeat(part, size) + "0]</script>");
  }
  const auto spent = std::chrono::steady_clock::now() - start;
  CHECK(std::chrono::duration_cast<std::chrono::seconds>(spent).count() < 60);
}
