#include "json/read.hpp"

#include <doctest/doctest.h>

#include <string>

#include "json/write.hpp"

using namespace cookdiff;
using namespace std::string_literals;

namespace {

// What comes out of a document again, or the error as "code@byte pointer".
std::string read_back(std::string_view bytes, const json::Limits& limits = {}) {
  Arena arena;
  const Result<json::Value> value = json::read(bytes, arena, limits);
  if (value) return json::to_text(*value);
  const Error& error = value.error();
  return std::string(base::code_name(error.code)) + "@" + std::to_string(error.byte) + " " + error.pointer;
}

std::string nested(std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); }

}  // namespace

TEST_CASE("a document comes out as it came in, without its white space") {
  CHECK(read_back(R"( {"a" : [1, 2.50, -0, 1e5, true, false, null, "x"], "b":{} , "c": [ ] } )") ==
        R"({"a":[1,2.50,-0,1e5,true,false,null,"x"],"b":{},"c":[]})");
  CHECK(read_back("3") == "3");
  CHECK(read_back("\"pie\"") == "\"pie\"");
  CHECK(read_back("\t\r\n null \n") == "null");
}

TEST_CASE("a byte order mark is skipped, once and only at the start") {
  CHECK(read_back("\xEF\xBB\xBF{}") == "{}");
  CHECK(read_back("\xEF\xBB\xBF\xEF\xBB\xBF{}") == "bad-json@3 ");
  CHECK(read_back("\xEF\xBB\xBF") == "bad-json@3 ");
}

TEST_CASE("strings: escapes, pairs, every length around the eight bytes that are looked at together") {
  CHECK(read_back(R"("\"\\\/\b\f\n\r\t\u0041\u00e9\u20AC\ud83e\uDD67")") ==
        "\"\\\"\\\\/\\b\\f\\n\\r\\tA\u00e9\u20AC\U0001F967\"");
  CHECK(read_back(R"("\u0000\u001f\u007f")") == "\"\\u0000\\u001f\x7f\"");
  for (std::size_t length = 0; length < 40; ++length) {
    for (std::size_t at = 0; at < length; ++at) {
      std::string text(length, 'x');
      text[at] = '\n';
      std::string out;
      json::write_string(text, out);
      CHECK(read_back(out) == out);
      text.replace(at, 1, "é");
      CHECK(read_back('"' + text + '"') == '"' + text + '"');
      text.replace(at, 2, "\xE9");
      CHECK(read_back('"' + text + '"') == "bad-utf8@" + std::to_string(at + 1) + " ");
    }
  }
}

TEST_CASE("errors name the byte and the pointer of the value") {
  CHECK(read_back("") == "bad-json@0 ");
  CHECK(read_back("{\"a\":{\"b/c\":[1,x]}}") == "bad-json@15 /a/b~1c/1");
  CHECK(read_back("[1 2]") == "bad-json@3 ");
  CHECK(read_back("[1,]") == "bad-json@3 /1");
  CHECK(read_back("{\"a\":1,}") == "bad-json@7 ");
  CHECK(read_back("{\"a\" 1}") == "bad-json@5 ");
  CHECK(read_back("{\"a\":[{\"b\":tru}]}") == "bad-json@11 /a/0/b");
  CHECK(read_back("[[],[1],01]") == "bad-json@8 /2");
  CHECK(read_back("{} {}") == "bad-json@3 ");
  CHECK(read_back("[1") == "bad-json@2 ");
  CHECK(read_back("{\"a\":\"x") == "bad-json@7 /a");
  CHECK(read_back("{\"a\":\"x\\") == "bad-json@8 /a");
  CHECK(read_back("[\"\\x\"]") == "bad-json@2 /0");
  CHECK(read_back("[\"\\u12\"]") == "bad-json@2 /0");
  CHECK(read_back("[\"a\nb\"]") == "bad-json@3 /0");
  CHECK(read_back("[-]") == "bad-json@2 /0");
  CHECK(read_back("[1.]") == "bad-json@3 /0");
  CHECK(read_back("[1e+]") == "bad-json@4 /0");
}

TEST_CASE("a NUL byte is an error wherever it stands; one that is written as an escape is text") {
  CHECK(read_back("\0"s) == "nul-byte@0 ");
  CHECK(read_back("123\0"s) == "nul-byte@3 ");
  CHECK(read_back("{}\0garbage"s) == "nul-byte@2 ");
  CHECK(read_back("{\"a\":\"x\0\"}"s) == "nul-byte@7 /a");
  CHECK(read_back("[1,\0]"s) == "nul-byte@3 /1");
}

TEST_CASE("UTF-8 is strict, and half of a surrogate pair is no letter") {
  for (const char* bad : {"\xC0\xAF", "\xE0\x80\xAF", "\xED\xA0\x80", "\xF0\x80\x80\xAF", "\xF4\x90\x80\x80",
                          "\xF8\x88\x80\x80\x80", "\x80", "\xE2\x82", "\xFF"})
    CHECK(read_back("\""s + bad + "\"") == "bad-utf8@1 ");
  for (const char* good : {"\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xEE\x80\x80", "\xEF\xBF\xBF",
                           "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF"})
    CHECK(read_back("\""s + good + "\"") == "\""s + good + "\"");
  CHECK(read_back("\xFF\xFE{") == "bad-utf8@0 ");
  for (const char* half :
       {R"("\ud800")", R"("\udc00")", R"("\ud800x")", R"("\ud800\ud800")", R"("\udc00\ud800")", R"("\uD800\n")"})
    CHECK(read_back(half) == "bad-utf8@1 ");
  CHECK(read_back(R"(["\ud800\u1"])") == "bad-json@8 /0");
}

TEST_CASE("of equal keys the last wins and keeps its place, few or many") {
  CHECK(read_back(R"({"a":1,"b":2,"a":3})") == R"({"b":2,"a":3})");
  CHECK(read_back(R"({"a":1,"\u0061":2})") == R"({"a":2})");
  CHECK(read_back(R"({"a":{"a":1},"b":{"a":2}})") == R"({"a":{"a":1},"b":{"a":2}})");
  for (const std::size_t count : {15U, 16U, 17U, 40U, 3000U}) {
    std::string twice = "{";
    std::string once = "{";
    for (std::size_t i = 0; i < count * 2; ++i)
      twice += (i == 0 ? "\"" : ",\"") + std::to_string(i % count * 7919) + "\":" + std::to_string(i);
    for (std::size_t i = count; i < count * 2; ++i)
      once += (i == count ? "\"" : ",\"") + std::to_string(i % count * 7919) + "\":" + std::to_string(i);
    CHECK(read_back(twice + "}") == once + "}");
    CHECK(read_back(once + "}") == once + "}");
  }
}

TEST_CASE("limits hold at their edge") {
  CHECK(read_back(nested(256)) == nested(256));
  CHECK(read_back(nested(257)).starts_with("too-deep@256 /0/0"));
  CHECK(read_back(nested(100'000)).starts_with("too-deep@256 /0/0"));
  std::string objects;
  for (int i = 0; i < 10'000; ++i) objects += "{\"a\":";
  CHECK(read_back(objects).starts_with("too-deep@1280 /a/a"));
  CHECK(read_back("[[1]]", {.depth_max = 1}) == "too-deep@1 /0");
  CHECK(read_back("1", {.depth_max = 0}) == "1");
  const std::string full = "\"" + std::string((1U << 20) - 2, 'x') + "\"";
  CHECK(read_back(full) == full);
  CHECK(read_back(full + " ") == "too-large@-1 ");
  CHECK(read_back("[12]", {.bytes_max = 4}) == "[12]");
  CHECK(read_back("[12]", {.bytes_max = 3}) == "too-large@-1 ");
}

TEST_CASE("wide documents: the stacks grow past what lies in the reader") {
  std::string wide = "[";
  for (int i = 0; i < 5000; ++i)
    wide += (i == 0 ? "[" : ",[") + std::to_string(i) + ",{\"k\":[" + std::to_string(i) + "]}]";
  wide += "]";
  CHECK(read_back(wide) == wide);
}

TEST_CASE("a wrong-typed value reads as empty") {
  Arena arena;
  const Result<json::Value> value = json::read(R"({"a":[1,"x"]})", arena);
  REQUIRE(value);
  CHECK(value->text().empty());
  CHECK(value->array().empty());
  CHECK(value->find("b") == nullptr);
  REQUIRE(value->find("a") != nullptr);
  CHECK(value->find("a")->object().empty());
  CHECK(value->find("a")->array()[0].number_text() == "1");
  CHECK(value->find("a")->find("x") == nullptr);
}

TEST_CASE("the writer keeps track of commas") {
  std::string out;
  json::Writer writer(out);
  writer.begin_object()
      .key("id")
      .number(7)
      .key("name")
      .string("p\"ie")
      .key("list")
      .begin_array()
      .integer(-1)
      .boolean(true)
      .null();
  writer.begin_object()
      .end_object()
      .begin_array()
      .end_array()
      .raw("{\"x\":1}")
      .value(json::string("y"))
      .number(1.0 / 0.0);
  writer.end_array().key("z").begin_array().end_array().end_object();
  CHECK(out == R"({"id":7,"name":"p\"ie","list":[-1,true,null,{},[],{"x":1},"y",null],"z":[]})");
}
