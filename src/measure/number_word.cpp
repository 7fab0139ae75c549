// Numbers in words, English first: what recipes spell out.
#include "measure/scan.hpp"
#include "measure/term.hpp"

namespace cookdiff::measure {

namespace {

struct Row {
  std::string_view word;
  double value;
};
constexpr Row rows[] = {
    {"one", 1},      {"two", 2},       {"three", 3},     {"four", 4},      {"five", 5},    {"six", 6},
    {"seven", 7},    {"eight", 8},     {"nine", 9},      {"ten", 10},      {"eleven", 11}, {"twelve", 12},
    {"thirteen", 13}, {"fourteen", 14}, {"fifteen", 15},  {"sixteen", 16},  {"seventeen", 17}, {"eighteen", 18},
    {"nineteen", 19}, {"twenty", 20},   {"thirty", 30},   {"forty", 40},    {"fifty", 50},  {"sixty", 60},
    {"ninety", 90},  {"half", 0.5},    {"a", 1},         {"an", 1},        {"ein", 1},     {"eine", 1},
    {"einen", 1},    {"une", 1},       {"una", 1},       {"en", 1},        {"ett", 1},     {"zwei", 2},
    {"halbe", 0.5},  {"halber", 0.5},  {"halbes", 0.5},
};

}  // namespace

NumberWord read_number_word(std::string_view text, std::size_t at) {
  const std::size_t end = word_end(text, at);
  if (end == at || end - at > 9) return {};
  const std::string_view word = text.substr(at, end - at);
  NumberWord out;
  for (const Row& row : rows) {
    if (!is_word(word, row.word)) continue;
    out = {row.value, end, row.value == 1 && row.word != "one"};
    break;
  }
  if (out.end == 0) return {};
  // "half a", "half an"; "twenty-five"; "a half", "one half"
  const std::size_t next = skip_spaces(text, end) == end && end < text.size() && text[end] == '-' ? end + 1
                                                                                                  : skip_spaces(text, end);
  const std::size_t next_end = word_end(text, next);
  const std::string_view follower = text.substr(next, next_end - next);
  if (out.value == 0.5 && is_one_of(follower, "a an of")) {
    out.end = next_end;
    if (is_word(follower, "of")) {
      const std::size_t article = skip_spaces(text, next_end);
      const std::size_t article_end = word_end(text, article);
      if (is_one_of(text.substr(article, article_end - article), "a an")) out.end = article_end;
    }
  } else if (out.value == 1 && is_word(follower, "half")) {
    out = {0.5, next_end, false};
  } else if (out.value >= 20) {
    for (const Row& row : rows)
      if (row.value < 10 && row.value >= 1 && row.word.size() >= 3 && is_word(follower, row.word)) {
        out.value += row.value;
        out.end = next_end;
        break;
      }
  }
  return out;
}

}  // namespace cookdiff::measure
