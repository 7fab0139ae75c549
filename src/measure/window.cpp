// Where two texts that are alike must be read.
#include <algorithm>

#include "measure/context.hpp"
#include "measure/in_text.hpp"
#include "measure/scan.hpp"
#include "measure/term.hpp"
#include "measure/unit.hpp"
#include "measure/word_set.hpp"

namespace cookdiff::measure {

namespace {

constexpr std::size_t apart_letters_least = 4;  // shorter words are joints, articles and units of every language
constexpr std::size_t oven_digits_least = 3;    // a bare number of an oven: it looks back

// Words of more letters that are part of a measure and of no unit's name; number words are told by their own reader.
constexpr WordSet<32> joints{"oder till eller plus mais mark half regulo with japanese"};
static_assert(!joints.is_full());

bool is_plain(char c) { return static_cast<unsigned char>(c) < 0x80; }

// A word that no measure has, and that says nothing about a number behind it.
bool is_apart(std::string_view text, std::size_t begin, std::size_t end) {
  if (end - begin < apart_letters_least || (end < text.size() && !is_plain(text[end]))) return false;
  const std::string_view word = text.substr(begin, end - begin);
  return !may_be_unit_word(word) && !joints.has(word) && !numbering.has(word) && !more_words.has(word) &&
         !betweens.has(word) && read_number_word(text, begin).end == 0;
}

// The last word apart that lies whole in the first `same` bytes, with a space on both sides; 0 where there is none.
std::size_t last_apart(std::string_view text, std::size_t same) {
  std::size_t end = same;
  while (end > 0) {
    while (end > 0 && text[end - 1] != ' ') --end;
    if (end == 0) return 0;
    const std::size_t word_end = --end;
    std::size_t begin = word_end;
    while (begin > 0 && is_ascii_letter(text[begin - 1])) --begin;
    if (begin > 0 && text[begin - 1] == ' ' && is_apart(text, begin, word_end)) return begin;
  }
  return 0;
}

// Whether a number that looks back further than its neighbour could stand there.
bool may_look_back(std::string_view text, std::size_t from, std::size_t until) {
  std::size_t digits = 0;
  for (std::size_t at = from; at < std::min(until, text.size()); ++at) {
    if (!is_plain(text[at])) return true;
    digits = text[at] >= '0' && text[at] <= '9' ? digits + 1 : 0;
    if (digits == oven_digits_least) return true;
  }
  // One that begins within may end behind.
  for (std::size_t at = until; digits != 0 && at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at)
    if (++digits == oven_digits_least) return true;
  return false;
}

// The end of the first word apart behind `from`, with a space before it; the text's size where there is none.
std::size_t first_apart(std::string_view text, std::size_t from) {
  for (std::size_t at = text.find(' ', from); at < text.size(); at = text.find(' ', at)) {
    const std::size_t begin = ++at;
    while (at < text.size() && is_ascii_letter(text[at])) ++at;
    if (is_apart(text, begin, at)) return may_look_back(text, at, from + context_bytes) ? text.size() : at;
  }
  return text.size();
}

}  // namespace

Window differing(std::string_view first, std::string_view second) {
  const std::size_t shorter = std::min(first.size(), second.size());
  std::size_t front = 0;
  while (front < shorter && first[front] == second[front]) ++front;
  std::size_t back = 0;
  while (back < shorter - front && first[first.size() - 1 - back] == second[second.size() - 1 - back]) ++back;
  Window out;
  out.from = last_apart(first, front);
  out.behind = first.size() - first_apart(first, first.size() - back);
  return out;
}

}  // namespace cookdiff::measure
