#include "diff/words.hpp"

#include <algorithm>
#include <vector>

#include "base/unicode.hpp"
#include "diff/classes.hpp"
#include "json/subsequence.hpp"
#include "measure/amount.hpp"

namespace cookdiff::diff {
namespace {

using base::LetterClass;

struct Letter {
  LetterClass kind;
  char32_t value;
  std::size_t end;  // behind the letter and all that belongs to it
};

bool is_flag_half(char32_t value) { return value >= 0x1F1E6 && value <= 0x1F1FF; }

// A whole letter: with its marks, modifiers, selectors and what a joiner ties to it.
Letter whole_letter(std::string_view text, std::size_t at) {
  base::Letter letter = base::decode(text.data() + at);
  Letter out{base::classify(letter.value), letter.value, at + letter.bytes};
  bool flag = is_flag_half(letter.value);
  bool tied = false;
  while (out.end < text.size() && (tied || static_cast<unsigned char>(text[out.end]) >= 0x80)) {
    letter = base::decode(text.data() + out.end);
    const LetterClass kind = base::classify(letter.value);
    const bool second_half = flag && is_flag_half(letter.value);
    if (!tied && !second_half && kind != LetterClass::mark && kind != LetterClass::joiner &&
        kind != LetterClass::invisible)
      break;
    flag = false;
    tied = kind == LetterClass::joiner;
    out.end += letter.bytes;
  }
  return out;
}

// Letters of scripts that are written without spaces: each is a word.
bool stands_alone(char32_t value) {
  return (value >= 0x3040 && value <= 0x30FF) || (value >= 0x3400 && value <= 0x9FFF) ||
         (value >= 0x20000 && value <= 0x3FFFF);
}

std::size_t word_end(std::string_view text, std::size_t at) {
  const Letter first = whole_letter(text, at);
  if (first.kind == LetterClass::digit || first.kind == LetterClass::fraction) {
    const measure::Number number = measure::read_number(text.substr(at));
    std::size_t end = std::max(first.end, at + number.bytes);
    // Marks and selectors that follow a number belong to its last letter.
    while (end < text.size()) {
      const Letter next = whole_letter(text, end);
      if (next.kind != LetterClass::mark && next.kind != LetterClass::joiner && next.kind != LetterClass::invisible &&
          next.kind != LetterClass::digit)
        break;
      end = next.end;
    }
    return end;
  }
  if (first.kind == LetterClass::punctuation || first.kind == LetterClass::symbol || stands_alone(first.value))
    return first.end;
  std::size_t end = first.end;
  while (end < text.size()) {
    const Letter next = whole_letter(text, end);
    const bool same = first.kind == LetterClass::space ? next.kind == LetterClass::space
                                                       : next.kind == LetterClass::letter && !stands_alone(next.value);
    if (!same) break;
    end = next.end;
  }
  return end;
}

struct Pieces {
  std::vector<std::string_view> texts;
  std::vector<std::uint32_t> classes;

  explicit Pieces(std::string_view text) {
    texts.reserve(text.size() / 4 + 4);
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = word_end(text, at);
      texts.push_back(text.substr(at, end - at));
      at = end;
    }
  }
  void number(Classes& all, std::size_t from, std::size_t until) {
    classes.reserve(until - from);
    for (std::size_t i = from; i < until; ++i) classes.push_back(all.of(texts[i]));
  }
  // The text of the pieces [from, until): they lie one behind the other.
  [[nodiscard]] std::string_view joined(std::size_t from, std::size_t until) const {
    if (from == until) return {};
    const char* const begin = texts[from].data();
    return {begin, static_cast<std::size_t>(texts[until - 1].data() + texts[until - 1].size() - begin)};
  }
};

bool is_space(std::string_view text) {
  return !text.empty() && base::classify(base::decode(text.data()).value) == LetterClass::space;
}

// Drops pairs of single spaces between two changes: "30 to" becoming "25 bis" reads better as one change.
void drop_lone_spaces(std::vector<json::Pair>& pairs, const Pieces& first, std::size_t first_size,
                      std::size_t second_size) {
  std::size_t kept = 0;
  for (std::size_t k = 0; k < pairs.size(); ++k) {
    const json::Pair pair = pairs[k];
    // What both begin with was cut off: the first pair stands behind a change.
    const bool after_change = k == 0 || pairs[k - 1].a + 1 != pair.a || pairs[k - 1].b + 1 != pair.b;
    const bool before_change = k + 1 == pairs.size() ? pair.a + 1 != first_size || pair.b + 1 != second_size
                                                     : pairs[k + 1].a != pair.a + 1 || pairs[k + 1].b != pair.b + 1;
    if (after_change && before_change && is_space(first.texts[pair.a])) continue;
    pairs[kept++] = pair;
  }
  pairs.resize(kept);
}

}  // namespace

std::span<const Word> changed_words(std::string_view first, std::string_view second, Arena& arena) {
  Pieces a(first);
  Pieces b(second);
  std::size_t front = 0;
  const std::size_t shorter = std::min(a.texts.size(), b.texts.size());
  while (front < shorter && a.texts[front] == b.texts[front]) ++front;
  std::size_t back = 0;
  while (back < shorter - front && a.texts[a.texts.size() - 1 - back] == b.texts[b.texts.size() - 1 - back]) ++back;
  const std::size_t a_end = a.texts.size() - back;
  const std::size_t b_end = b.texts.size() - back;

  std::vector<json::Pair> pairs;
  if (front < a_end && front < b_end) {
    Classes classes(a_end + b_end - 2 * front);
    a.number(classes, front, a_end);
    b.number(classes, front, b_end);
    pairs = json::common_subsequence(a.classes, b.classes, classes.size());
    for (json::Pair& pair : pairs) {
      pair.a += static_cast<std::uint32_t>(front);
      pair.b += static_cast<std::uint32_t>(front);
    }
    drop_lone_spaces(pairs, a, a_end, b_end);
  }
  std::vector<Word> out;
  const auto put = [&out](char op, std::string_view text) {
    if (!text.empty()) out.push_back({op, text});
  };
  std::size_t i = 0;
  std::size_t j = 0;
  std::size_t equal_from = 0;  // in a: what is equal and not written yet
  const auto change_until = [&](std::size_t a_next, std::size_t b_next) {
    if (i == a_next && j == b_next) return;
    put('=', a.joined(equal_from, i));
    put('-', a.joined(i, a_next));
    put('+', b.joined(j, b_next));
    equal_from = a_next;
  };
  i = j = front;
  for (const json::Pair& pair : pairs) {
    change_until(pair.a, pair.b);
    i = pair.a + 1;
    j = pair.b + 1;
  }
  change_until(a_end, b_end);
  put('=', a.joined(equal_from, a.texts.size()));
  return arena.copy(std::span<const Word>(out));
}

std::span<const Word> exchanged(std::span<const Word> words, Arena& arena) {
  std::span<Word> out = arena.copy(words);
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (out[i].op == '=') continue;
    out[i].op = out[i].op == '-' ? '+' : '-';
    if (i != 0 && out[i].op == '-' && out[i - 1].op == '+') std::swap(out[i], out[i - 1]);
  }
  return out;
}

}  // namespace cookdiff::diff
