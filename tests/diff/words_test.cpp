// The words that changed between two long texts: each, up to the limit; all as one behind it; to the byte in either
// case.
#include "diff/words.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace cookdiff;

namespace {

// So many pieces, words and the spaces between them, every second word `changing`; the ends differ from any other's.
std::string text_of(std::size_t pieces, char changing, char ends) {
  std::string out{ends};
  for (std::size_t n = 1; n + 1 < pieces; ++n) out += n % 2 == 1 ? ' ' : n % 4 == 0 ? 'a' : changing;
  out += ends;
  return out;
}

std::string joined(std::span<const diff::Word> words, char side) {
  std::string out;
  for (const diff::Word& word : words)
    if (word.op == '=' || word.op == side) out += word.text;
  return out;
}

void check_joins(std::span<const diff::Word> words, const std::string& first, const std::string& second) {
  CHECK(joined(words, '-') == first);
  CHECK(joined(words, '+') == second);
}

}  // namespace

TEST_CASE("up to pieces_max each changed word is told; of one piece more all is one change") {
  Arena arena;
  for (const std::size_t pieces : {diff::pieces_max, diff::pieces_max + 1}) {
    const std::string first = text_of(pieces, 'b', 'x');
    const std::string second = text_of(pieces, 'c', 'y');
    const auto words = diff::changed_words(first, second, arena);
    check_joins(words, first, second);
    CHECK((words.size() == 2) == (pieces > diff::pieces_max));
    // Both ways alike, and when only one is long.
    const auto back = diff::changed_words(second, first, arena);
    check_joins(back, second, first);
    CHECK(back.size() == words.size());
    const auto one = diff::changed_words(first, "x a b", arena);
    check_joins(one, first, "x a b");
    check_joins(diff::changed_words("", second, arena), "", second);
  }
}

TEST_CASE("what two long texts begin and end with alike is no change") {
  Arena arena;
  const std::string first = "Bake it " + text_of(diff::pieces_max + 1, 'b', 'x') + " and eat it";
  const std::string second = "Bake it " + text_of(diff::pieces_max + 1, 'c', 'y') + " and eat it";
  const auto words = diff::changed_words(first, second, arena);
  check_joins(words, first, second);
  REQUIRE(words.size() == 4);
  CHECK(words.front().text == "Bake ");  // cut at a border that both take
  CHECK(words.back().op == '=');
}
