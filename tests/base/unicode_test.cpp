#include "base/unicode.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

namespace {

using namespace cookdiff;

std::string folded(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const base::Letter letter = base::decode(text.data() + at);
    at += letter.bytes;
    const base::Folded parts = base::fold(letter.value);
    for (int i = 0; i < parts.count; ++i) {
      char bytes[4];
      out.append(bytes, base::encode(parts.letters[i], bytes));
    }
  }
  return out;
}

}  // namespace

TEST_CASE("every letter is decoded and encoded to its own bytes") {
  for (char32_t letter = 1; letter <= 0x10FFFF; ++letter) {
    if (letter >= 0xD800 && letter <= 0xDFFF) continue;
    char bytes[4];
    char* const end = base::encode(letter, bytes);
    const base::Letter back = base::decode(bytes);
    if (back.value != letter || bytes + back.bytes != end) FAIL_CHECK("U+" << static_cast<std::uint32_t>(letter));
    const base::Folded parts = base::fold(letter);
    if (parts.count < 1 || parts.count > base::folded_max)
      FAIL_CHECK("folded U+" << static_cast<std::uint32_t>(letter));
  }
}

TEST_CASE("composed and decomposed letters of any case fold alike") {
  CHECK(folded("Cr\u00e8ME") == folded("cre\u0300me"));
  CHECK(folded("\u00c9") == "e\u0301");
  CHECK(folded("\u1EC6") == folded("e\u0323\u0302"));  // Ệ
  CHECK(folded("\u212B") == folded("\u00e5"));         // the ångström sign
  CHECK(folded("\u03A3\u0390") == folded("\u03c3\u03b9\u0308\u0301"));
  CHECK(folded("\u0419") == folded("\u0438\u0306"));  // Й
  CHECK(folded("\uD55C") == folded("\u1112\u1161\u11AB"));
  CHECK(folded("\u304C") == folded("\u304B\u3099"));  // が
  CHECK(folded("Stra\u00dfe") == "strasse");
  CHECK(folded("\u304C") != folded("\u304B"));
}

TEST_CASE("classes") {
  using base::LetterClass;
  CHECK(base::classify('a') == LetterClass::letter);
  CHECK(base::classify('7') == LetterClass::digit);
  CHECK(base::classify(0xBD) == LetterClass::fraction);
  CHECK(base::classify(0x301) == LetterClass::mark);
  CHECK(base::classify(0xA0) == LetterClass::space);
  CHECK(base::classify(0x2019) == LetterClass::punctuation);
  CHECK(base::classify('%') == LetterClass::punctuation);
  CHECK(base::classify('<') == LetterClass::symbol);
  CHECK(base::classify(0xB0) == LetterClass::symbol);
  CHECK(base::classify(0x1F600) == LetterClass::symbol);
  CHECK(base::classify(0x200D) == LetterClass::joiner);
  CHECK(base::classify(0x200B) == LetterClass::invisible);
  CHECK(base::classify(0x5927) == LetterClass::letter);
}

TEST_CASE("letters are counted, not bytes") { CHECK(base::count_letters("a\u00e9\U0001F600") == 3); }
