#include "render/visible.hpp"

#include <doctest/doctest.h>

using cookdiff::render::visible;

TEST_CASE("what is only seen stays to the byte") {
  for (const char* text :
       {"", "salt", "crème brûlée", "½ cup, 180 °C", "大さじ 2", "👩‍🍳 <b>&\"'", "a\u200Bb", "\xEF\xBB\xBFx"})
    CHECK(visible(text) == text);
}

TEST_CASE("every control character becomes a picture or a number") {
  CHECK(visible("\x1b[2J") == "␛[2J");
  CHECK(visible("a\nb\tc\r") == "a␊b␉c␍");
  CHECK(visible("\x7f") == "␡");
  CHECK(visible(std::string_view("\0", 1)) == "␀");
  CHECK(visible("\xC2\x9B"
                "31m") == "<U+009B>31m");
  CHECK(visible("\u202Eevil\u2069") == "<U+202E>evil<U+2069>");
  CHECK(visible("\u2028") == "<U+2028>");
  for (int c = 0; c < 0x20; ++c) {
    const char raw = static_cast<char>(c);
    CHECK(visible(std::string_view(&raw, 1)).size() == 3);
  }
}

TEST_CASE("bytes that are no UTF-8 are replaced, one by one") {
  CHECK(visible("a\xFFz") == "a\uFFFDz");
  CHECK(visible("\xC3") == "\uFFFD");
  CHECK(visible("\xE2\x82") == "\uFFFD\uFFFD");
  CHECK(visible("\xC0\x9B") == "\uFFFD\uFFFD");            // ESC in too long a form
  CHECK(visible("\xED\xA0\x80") == "\uFFFD\uFFFD\uFFFD");  // half of a surrogate pair
  CHECK(visible("\xF4\x90\x80\x80") == "\uFFFD\uFFFD\uFFFD\uFFFD");
}
