// Numbers in words, English first: what recipes spell out.
#include "measure/scan.hpp"
#include "measure/term.hpp"
#include "measure/word_set.hpp"

namespace cookdiff::measure {

namespace {

constexpr WordSet<256> words{
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty ninety half a an ein eine einen einer eines une una en ett zwei "
    "halbe halber halbes un uno um uma meia meio mezza mezzo media medio halv halva halvt halve demi puoli deux trois "
    "quatre drei vier dos tres cuatro due tre quattro dois duas três två fyra twee drie fünf sechs cinq cinco seis "
    "cinque fem seks fyra"};
static_assert(!words.is_full());
constexpr double values[] = {1,   2,   3,   4,   5,   6,   7,   8,  9,   10, 11, 12,  13,  14,  15,  16,  17,
                             18,  19,  20,  30,  40,  50,  60,  90, 0.5, 1,  1,  1,   1,   1,   1,   1,   1,
                             1,   1,   1,   2,   0.5, 0.5, 0.5, 1,  1,   1,  1,  0.5, 0.5, 0.5, 0.5, 0.5, 0.5,
                             0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 2,   3,  4,   3,  4,  2,   3,   4,   2,   3,   4,
                             2,   2,   3,   2,   4,   2,   3,   5,  6,   5,  5,  6,   5,   5,   6,   4};

}  // namespace

NumberWord read_number_word(std::string_view text, std::size_t at) {
  const std::size_t end = word_end(text, at);
  if (end == at || end - at > 9) return {};
  const std::string_view word = text.substr(at, end - at);
  NumberWord out;
  const int index = words.find(word);
  if (index < 0) return {};
  out = {values[index], end, values[index] == 1 && index != 0};
  // "half a", "half an"; "twenty-five"; "a half", "one half"
  const std::size_t next =
      skip_spaces(text, end) == end && end < text.size() && text[end] == '-' ? end + 1 : skip_spaces(text, end);
  const std::size_t next_end = word_end(text, next);
  const std::string_view follower = text.substr(next, next_end - next);
  if (out.value == 0.5 && is_one_of(follower, "a an of")) {
    out.end = next_end;
    if (is_word(follower, "of")) {
      const std::size_t article = skip_spaces(text, next_end);
      const std::size_t article_end = word_end(text, article);
      if (is_one_of(text.substr(article, article_end - article), "a an")) out.end = article_end;
    }
  } else if (out.value == 1 && is_one_of(follower, "half demi demie medio media mezzo mezza meio meia")) {
    // "un demi-citron"
    const bool joined = next_end < text.size() && text[next_end] == '-' && is_word(follower, "demi");
    out = {0.5, joined ? next_end + 1 : next_end, false};
  } else if (out.value >= 20) {
    const int ones = words.find(follower);
    if (ones >= 0 && ones < 9) {  // one to nine
      out.value += values[ones];
      out.end = next_end;
    }
  }
  return out;
}

}  // namespace cookdiff::measure
