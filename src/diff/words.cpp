#include "diff/words.hpp"

#include <algorithm>
#include <vector>

#include "base/unicode.hpp"
#include "diff/classes.hpp"
#include "json/stack.hpp"
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
  const auto byte = [&](std::size_t n) { return static_cast<unsigned char>(text[n]); };
  if (byte(at) < 0x80 && (at + 1 == text.size() || byte(at + 1) < 0x80))
    return {base::ascii_classes[byte(at)], byte(at), at + 1};
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

constexpr bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// Behind a number: marks and selectors that follow it belong to its last letter.
std::size_t number_end(std::string_view text, std::size_t at, const Letter& first) {
  const measure::Number number = measure::read_number(text.substr(at));
  std::size_t end = std::max(first.end, at + number.bytes);
  while (end < text.size()) {
    const Letter next = whole_letter(text, end);
    if (next.kind != LetterClass::mark && next.kind != LetterClass::joiner && next.kind != LetterClass::invisible &&
        next.kind != LetterClass::digit)
      break;
    end = next.end;
  }
  return end;
}

std::size_t word_end(std::string_view text, std::size_t at) {
  std::size_t end = at;
  // Most words are plain letters; what follows may still belong to the last of them.
  while (end < text.size() && is_ascii_letter(text[end])) ++end;
  if (end != at && (end == text.size() || static_cast<unsigned char>(text[end]) < 0x80)) return end;
  const Letter first = whole_letter(text, at);
  if (first.kind == LetterClass::digit || first.kind == LetterClass::fraction) return number_end(text, at, first);
  if (first.kind == LetterClass::punctuation || first.kind == LetterClass::symbol || stands_alone(first.value))
    return first.end;
  for (end = first.end; end < text.size();) {
    const Letter next = whole_letter(text, end);
    const bool same = first.kind == LetterClass::space ? next.kind == LetterClass::space
                                                       : next.kind == LetterClass::letter && !stands_alone(next.value);
    if (!same) break;
    end = next.end;
  }
  return end;
}

constexpr std::size_t pieces_few = 48;  // of each text: then no memory is asked for

class Pieces {
 public:
  // Of a longer text only the beginning.
  explicit Pieces(std::string_view text) {
    for (std::size_t at = 0; at < text.size() && texts_.size() <= pieces_max;) {
      const std::size_t end = word_end(text, at);
      texts_.push(text.substr(at, end - at));
      at = end;
    }
  }
  [[nodiscard]] std::size_t size() const { return texts_.size(); }
  [[nodiscard]] bool too_many() const { return size() > pieces_max; }
  [[nodiscard]] std::string_view operator[](std::size_t i) const { return texts_[i]; }
  // The text of the pieces [from, until): they lie one behind the other.
  [[nodiscard]] std::string_view joined(std::size_t from, std::size_t until) const {
    if (from == until) return {};
    const char* const begin = texts_[from].data();
    return {begin, static_cast<std::size_t>(texts_[until - 1].data() + texts_[until - 1].size() - begin)};
  }

 private:
  json::Stack<std::string_view, pieces_few> texts_;
};

bool is_space(std::string_view text) {
  // A letter says by itself how many bytes it has. NOLINTNEXTLINE(bugprone-suspicious-stringview-data-usage)
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
    if (after_change && before_change && is_space(first[pair.a])) continue;
    pairs[kept++] = pair;
  }
  pairs.resize(kept);
}

// What two texts begin and end with alike, cut where every way to take words apart has a border: between a space and a
// plain letter.
struct Alike {
  std::size_t front = 0;
  std::size_t back = 0;
};
Alike alike(std::string_view first, std::string_view second) {
  const std::size_t shorter = std::min(first.size(), second.size());
  Alike out;
  std::size_t same = 0;
  while (same < shorter && first[same] == second[same]) ++same;
  for (std::size_t at = same; at-- > 1;) {
    if (first[at - 1] != ' ' || !is_ascii_letter(first[at])) continue;
    out.front = at;
    break;
  }
  same = 0;
  while (same < shorter - out.front && first[first.size() - 1 - same] == second[second.size() - 1 - same]) ++same;
  for (std::size_t back = same; back-- > 1;) {
    const std::size_t at = first.size() - back;
    if (first[at - 1] != ' ' || !is_ascii_letter(first[at])) continue;
    out.back = back;
    break;
  }
  return out;
}

using Pairs = std::vector<json::Pair>;

// Few pieces: the whole table, on the stack.
void pair_few(const Pieces& first, const Pieces& second, std::size_t front, std::size_t first_end,
              std::size_t second_end, Pairs& out) {
  std::uint8_t longest[pieces_few + 1][pieces_few + 1];
  const std::size_t height = first_end - front;
  const std::size_t width = second_end - front;
  for (std::size_t j = 0; j <= width; ++j) longest[height][j] = 0;
  for (std::size_t i = height; i-- > 0;) {
    longest[i][width] = 0;
    for (std::size_t j = width; j-- > 0;)
      longest[i][j] = first[front + i] == second[front + j] ? static_cast<std::uint8_t>(longest[i + 1][j + 1] + 1)
                                                            : std::max(longest[i + 1][j], longest[i][j + 1]);
  }
  for (std::size_t i = 0, j = 0; i < height && j < width;) {
    if (first[front + i] == second[front + j])
      out.push_back({static_cast<std::uint32_t>(front + i++), static_cast<std::uint32_t>(front + j++)});
    else if (longest[i + 1][j] >= longest[i][j + 1])
      ++i;
    else
      ++j;
  }
}

void pair_many(const Pieces& first, const Pieces& second, std::size_t front, std::size_t first_end,
               std::size_t second_end, Pairs& out) {
  Classes classes(first_end + second_end - 2 * front);
  std::vector<std::uint32_t> a;
  std::vector<std::uint32_t> b;
  a.reserve(first_end - front);
  b.reserve(second_end - front);
  for (std::size_t i = front; i < first_end; ++i) a.push_back(classes.of(first[i]));
  for (std::size_t j = front; j < second_end; ++j) b.push_back(classes.of(second[j]));
  out = json::common_subsequence(a, b, classes.size());
  for (json::Pair& pair : out) {
    pair.a += static_cast<std::uint32_t>(front);
    pair.b += static_cast<std::uint32_t>(front);
  }
}

// Writes the pieces of two texts between what both begin and end with.
class Script {
 public:
  Script(const Pieces& first, const Pieces& second, std::vector<Word>& out)
      : first_(first), second_(second), out_(out) {}

  void run() {
    const std::size_t shorter = std::min(first_.size(), second_.size());
    std::size_t front = 0;
    while (front < shorter && first_[front] == second_[front]) ++front;
    std::size_t back = 0;
    while (back < shorter - front && first_[first_.size() - 1 - back] == second_[second_.size() - 1 - back]) ++back;
    const std::size_t first_end = first_.size() - back;
    const std::size_t second_end = second_.size() - back;
    Pairs pairs;
    if (front < first_end && front < second_end) {
      const bool few = first_end - front <= pieces_few && second_end - front <= pieces_few;
      (few ? pair_few : pair_many)(first_, second_, front, first_end, second_end, pairs);
      drop_lone_spaces(pairs, first_, first_end, second_end);
    }
    i_ = j_ = front;
    for (const json::Pair& pair : pairs) {
      change_until(pair.a, pair.b);
      i_ = pair.a + 1;
      j_ = pair.b + 1;
    }
    change_until(first_end, second_end);
    put('=', first_.joined(equal_from_, first_.size()));
  }

 private:
  void put(char op, std::string_view text) {
    if (!text.empty()) out_.push_back({op, text});
  }
  void change_until(std::size_t first_next, std::size_t second_next) {
    if (i_ == first_next && j_ == second_next) return;
    put('=', first_.joined(equal_from_, i_));
    put('-', first_.joined(i_, first_next));
    put('+', second_.joined(j_, second_next));
    equal_from_ = first_next;
  }

  const Pieces& first_;
  const Pieces& second_;
  std::vector<Word>& out_;
  std::size_t i_ = 0;
  std::size_t j_ = 0;
  std::size_t equal_from_ = 0;  // in the first: what is equal and not written yet
};

}  // namespace

std::span<const Word> changed_words(std::string_view first, std::string_view second, Arena& arena) {
  const Alike same = alike(first, second);
  const std::string_view first_middle = first.substr(same.front, first.size() - same.front - same.back);
  const std::string_view second_middle = second.substr(same.front, second.size() - same.front - same.back);
  const Pieces a(first_middle);
  const Pieces b(second_middle);
  std::vector<Word> out;
  out.reserve(8);
  if (same.front != 0) out.push_back({'=', first.substr(0, same.front)});
  const std::size_t before = out.size();
  if (a.too_many() || b.too_many()) {
    if (!first_middle.empty()) out.push_back({'-', first_middle});
    if (!second_middle.empty()) out.push_back({'+', second_middle});
  } else {
    Script(a, b, out).run();
  }
  if (before != 0 && out.size() > before && out[before].op == '=') {  // joins what both begin with
    out[0].text = first.substr(0, same.front + out[before].text.size());
    out.erase(out.begin() + static_cast<std::ptrdiff_t>(before));
  }
  const std::string_view last = first.substr(first.size() - same.back);
  if (!last.empty()) {
    if (!out.empty() && out.back().op == '=')
      out.back().text = first.substr(first.size() - same.back - out.back().text.size());
    else
      out.push_back({'=', last});
  }
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
