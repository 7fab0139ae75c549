#include "diff/text.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <string>

#include "base/number.hpp"
#include "base/sort.hpp"
#include "base/unicode.hpp"
#include "diff/markup.hpp"
#include "json/equal.hpp"
#include "measure/compare.hpp"

namespace cookdiff::diff {
namespace {

using base::LetterClass;

constexpr int number_digits = 12;  // numbers of more are compared as they are written
constexpr std::size_t number_bytes_max = 12;
constexpr int marks_max = 16;             // on one letter, for their order
constexpr std::size_t folded_growth = 6;  // bytes out for a byte in: ⅓ is 3 bytes and 0.333333333333 is 14

// A word of at most 5 bytes as one number.
constexpr std::uint64_t packed(std::string_view word) {
  std::uint64_t out = 0;
  for (const char c : word) out = out << 8 | static_cast<unsigned char>(c);
  return out;
}

// Words that say nothing about what a step does, packed.
constexpr bool says_nothing(std::uint64_t word) {
  switch (word) {
    case packed("a"):
    case packed("an"):
    case packed("and"):
    case packed("as"):
    case packed("at"):
    case packed("be"):
    case packed("by"):
    case packed("das"):
    case packed("de"):
    case packed("der"):
    case packed("die"):
    case packed("do"):
    case packed("e"):
    case packed("el"):
    case packed("em"):
    case packed("et"):
    case packed("for"):
    case packed("from"):
    case packed("i"):
    case packed("il"):
    case packed("in"):
    case packed("into"):
    case packed("is"):
    case packed("it"):
    case packed("la"):
    case packed("le"):
    case packed("med"):
    case packed("och"):
    case packed("of"):
    case packed("on"):
    case packed("or"):
    case packed("the"):
    case packed("then"):
    case packed("to"):
    case packed("und"):
    case packed("until"):
    case packed("with"):
    case packed("y"): return true;
    default: return false;
  }
}
constexpr bool is_small(std::string_view word) { return word.size() <= 5 && says_nothing(packed(word)); }

// ASCII, by far most of all text, without decoding: what a letter folds to, and what is nothing but a border of words
// where no number follows.
struct Plain {
  enum Kind : unsigned char { other, letter, border } kind = other;
  unsigned char folded = 0;
};
constexpr std::array<Plain, 256> plains = [] {
  std::array<Plain, 256> out{};
  for (const char c : std::string_view{" \t\n\r.,;:!?()[]{}\"/-"})
    out[static_cast<unsigned char>(c)].kind = Plain::border;
  for (unsigned char c = 'a'; c <= 'z'; ++c) out[c] = {Plain::letter, c};
  for (unsigned char c = 'A'; c <= 'Z'; ++c) out[c] = {Plain::letter, static_cast<unsigned char>(c + 32)};
  return out;
}();

// The bytes of words as they are written.
constexpr std::array<bool, 256> counts_in_word = [] {
  std::array<bool, 256> out{};
  for (std::size_t byte = 0; byte < out.size(); ++byte)
    out[byte] = plains[byte].kind == Plain::letter || byte >= 0x80 || (byte >= '0' && byte <= '9');
  return out;
}();

// Writes the folded text and notes where words end.
class Folder {
 public:
  // Of the bytes from `from` on.
  Folder(std::string_view text, std::size_t from, std::span<const measure::Measure> measures, char* out,
         std::vector<std::uint64_t>& words)
      : text_(text), measures_(measures), at_(from), begin_(out), out_(out), word_(out), words_(words) {}

  std::string_view run() {
    const measure::Measure* measure = measures_.data();
    const measure::Measure* const last = measure + measures_.size();
    while (at_ < text_.size()) {
      if (measure != last && at_ == measure->begin) {
        put_measure(*measure++);
        continue;
      }
      const auto byte = static_cast<unsigned char>(text_[at_]);
      const Plain plain = plains[byte];
      if (plain.kind == Plain::letter)
        put_plain(static_cast<char>(plain.folded), measure != last ? measure->begin : text_.size());
      else if (plain.kind == Plain::border && !is_digit(at_ + 1))
        put_border();
      else
        put_letter();
    }
    flush_marks();
    end_word();
    return {begin_, static_cast<std::size_t>(out_ - begin_)};
  }

 private:
  [[nodiscard]] bool is_digit(std::size_t at) const {
    return at < text_.size() && text_[at] >= '0' && text_[at] <= '9';
  }

  // That letter and the plain ones behind it, up to where a measure begins.
  void put_plain(char c, std::size_t until) {
    flush_marks();
    number_before_ = false;
    char* out = out_;
    *out++ = c;
    std::size_t at = at_ + 1;
    for (; at < until; ++at) {
      const Plain next = plains[static_cast<unsigned char>(text_[at])];
      if (next.kind != Plain::letter) break;
      *out++ = static_cast<char>(next.folded);
    }
    out_ = out;
    at_ = at;
  }

  // Space and punctuation before which no number stands: what put_separator() would do, in short.
  void put_border() {
    flush_marks();
    end_word();
    separated_ = true;
    ++at_;
  }

  void put_measure(const measure::Measure& measure) {
    flush_marks();
    end_word();
    *out_++ = static_cast<char>(1 + static_cast<int>(measure.what));
    end_word();
    at_ = measure.end;
    number_before_ = false;
  }

  void put_letter() {
    const base::Letter letter = base::decode(text_.data() + at_);
    const LetterClass kind = base::classify(letter.value);
    switch (kind) {
      case LetterClass::digit:
      case LetterClass::fraction: put_number(); return;
      case LetterClass::space:
      case LetterClass::punctuation: put_separator(letter, kind); return;
      case LetterClass::joiner:
      case LetterClass::invisible: at_ += letter.bytes; return;
      case LetterClass::symbol:
        flush_marks();
        end_word();
        put_folded(letter);
        flush_marks();
        end_word();
        return;
      case LetterClass::letter:
      case LetterClass::mark: put_folded(letter); return;
    }
  }

  void put_folded(const base::Letter& letter) {
    const base::Folded folded = base::fold(letter.value);
    for (int i = 0; i < folded.count; ++i) {
      if (base::combining_class(folded.letters[i]) != 0 && marks_ < marks_max) {
        pending_[marks_++] = folded.letters[i];
        continue;
      }
      flush_marks();
      out_ = base::encode(folded.letters[i], out_);
    }
    at_ += letter.bytes;
    number_before_ = false;
  }

  // Several marks on a letter: in the order of their classes, as every normal form has them.
  void flush_marks() {
    if (marks_ == 0) return;
    for (int i = 1; i < marks_; ++i)
      for (int k = i; k > 0 && base::combining_class(pending_[k]) < base::combining_class(pending_[k - 1]); --k)
        std::swap(pending_[k], pending_[k - 1]);
    for (int i = 0; i < marks_; ++i) out_ = base::encode(pending_[i], out_);
    marks_ = 0;
  }

  // A number by its value where it stands alone; digits inside a word as they are.
  void put_number() {
    flush_marks();
    const bool in_word = at_ != 0 && out_ != word_ && !number_before_;
    if (number_before_ && separated_) *out_++ = ' ';
    const measure::Number number = in_word ? measure::Number{} : measure::read_number(text_.substr(at_));
    if (number.bytes == 0 || number.bytes > number_bytes_max || number.either) {
      put_digits();
    } else {
      digits_.clear();
      base::append_number(number.value, number_digits, digits_);
      std::memcpy(out_, digits_.data(), digits_.size());
      out_ += digits_.size();
      at_ += number.bytes;
    }
    number_before_ = true;
    separated_ = false;
  }

  void put_digits() {
    const base::Letter letter = base::decode(text_.data() + at_);
    std::memcpy(out_, text_.data() + at_, letter.bytes);
    out_ += letter.bytes;
    at_ += letter.bytes;
  }

  // Nothing is left of space and punctuation but what keeps numbers apart: 20-25, 2:1, a minus sign.
  void put_separator(const base::Letter& letter, LetterClass kind) {
    const std::size_t next = at_ + letter.bytes;
    const bool before_number = next < text_.size() && text_[next] >= '0' && text_[next] <= '9';
    const bool dash = letter.value == '-' || (letter.value >= 0x2010 && letter.value <= 0x2015);
    const bool joined = number_before_ && !separated_ && before_number;
    const bool minus = dash && before_number && at_ != 0 && text_[at_ - 1] == ' ' && out_ != begin_;
    flush_marks();
    if (kind == LetterClass::punctuation && (joined || minus)) {
      end_word();
      out_ = base::encode(dash ? U'-' : letter.value, out_);
      end_word();
      number_before_ = false;
    } else if (letter.value != '\'' && letter.value != 0x2019) {
      end_word();
      separated_ = true;
    }
    at_ = next;
  }

  void end_word() {
    if (out_ == word_) return;
    const std::string_view word(word_, static_cast<std::size_t>(out_ - word_));
    word_ = out_;
    const bool small = is_small(word);
    if (small && !only_small_words_) return;
    if (!small && only_small_words_) words_.clear();
    only_small_words_ = small;
    words_.push_back(json::hash_text(word, 0));
  }

  std::string_view text_;
  std::span<const measure::Measure> measures_;
  std::size_t at_;
  char* begin_;
  char* out_;
  char* word_;  // where the word that is being written began
  char32_t pending_[marks_max];
  int marks_ = 0;
  bool number_before_ = false;  // a number was the last that was written
  bool separated_ = false;      // and something stood behind it
  bool only_small_words_ = true;
  std::string digits_;
  std::vector<std::uint64_t>& words_;
};

}  // namespace

NormalText Normalizer::operator()(std::string_view text) {
  const std::string_view clean = without_markup(text, arena_);
  return part(clean, 0, clean.size());
}

NormalText Normalizer::part(std::string_view text, std::size_t from, std::size_t until) {
  NormalText out;
  measures_.clear();
  words_.clear();
  if (measuring_) measure::find_measures(text, from, until, arena_, measures_);
  scratch_.resize(std::max(scratch_.size(), (until - from) * folded_growth + 32));
  out.letters = arena_.copy(Folder(text.substr(0, until), from, measures_, scratch_.data(), words_).run());
  out.hash = json::hash_text(out.letters, 0);
  base::sort_numbers(words_.data(), words_.data() + words_.size());
  out.words = arena_.copy(std::span<const std::uint64_t>(words_));
  out.measures = arena_.copy(std::span<const measure::Measure>(measures_));
  return out;
}

void Normalizer::written_words(std::string_view text, std::vector<std::uint64_t>& out) {
  constexpr std::size_t small_max = 5;  // no word that says nothing has more letters
  out.clear();
  out.reserve(text.size() / 4);
  const char* at = text.data();
  const char* const end = at + text.size();
  while (at != end) {
    std::uint64_t letters = 0;  // the last eight
    std::uint64_t hash = 0;
    std::size_t size = 0;
    for (; at != end && counts_in_word[static_cast<unsigned char>(*at)]; ++at) {
      letters = letters << 8 | (static_cast<unsigned char>(*at) | 0x20U);
      if (++size % sizeof letters == 0) hash = json::mix(hash, letters);
    }
    if (size == 0) {
      ++at;
    } else if (size > small_max || !says_nothing(letters)) {
      out.push_back(json::mix(hash + size, letters));
    }
  }
  base::sort_numbers(out.data(), out.data() + out.size());
}

void read_where_different(std::string_view first, std::string_view second, Normalizer& normal, NormalText& first_out,
                          NormalText& second_out) {
  constexpr std::string_view marks = "<&";
  if (first.find_first_of(marks) != std::string_view::npos || second.find_first_of(marks) != std::string_view::npos) {
    first_out = normal(first);
    second_out = normal(second);
    return;
  }
  const measure::Window window = measure::differing(first, second);
  first_out = normal.part(first, window.from, first.size() - window.behind);
  second_out = normal.part(second, window.from, second.size() - window.behind);
}

namespace {

bool same_amount(const measure::Amount& first, const measure::Amount& second, double factor) {
  const measure::Relation relation = measure::compare(first, second, {}, factor).relation;
  return relation == measure::Relation::equal || relation == measure::Relation::restated;
}

// Every spelling that one has is one of the other's: 180 °C (350 °F) is not 180 °C (400 °F).
bool every_spelling(const measure::Amount& of, const measure::Amount& in, bool of_first, double factor) {
  for (const measure::Amount* spelling = &of; spelling != nullptr; spelling = spelling->also) {
    measure::Amount alone = *spelling;
    alone.also = nullptr;
    if (!(of_first ? same_amount(alone, in, factor) : same_amount(in, alone, factor))) return false;
  }
  return true;
}

bool same_at(const measure::Measure& first, const measure::Measure& second, double factor) {
  if (first.amount.also == nullptr || second.amount.also == nullptr)
    return same_amount(first.amount, second.amount, factor);
  return every_spelling(first.amount, second.amount, true, factor) &&
         every_spelling(second.amount, first.amount, false, factor);
}

}  // namespace

bool same_measure(const measure::Measure& first, const measure::Measure& second, double scale) {
  if (first.what != second.what) return false;
  if (same_at(first, second, 1)) return true;
  return scale != 1 && first.what == measure::What::quantity && same_at(first, second, scale);
}

bool same_text(const NormalText& first, const NormalText& second, double scale) {
  if (first.letters != second.letters || first.measures.size() != second.measures.size()) return false;
  for (std::size_t i = 0; i < first.measures.size(); ++i)
    if (!same_measure(first.measures[i], second.measures[i], scale)) return false;
  return true;
}

bool same_words(std::string_view first, std::string_view second, Arena& arena) {
  if (first == second) return true;
  Normalizer normal(arena);
  normal.expect(first.size() + second.size());
  NormalText a;
  NormalText b;
  read_where_different(first, second, normal, a, b);
  return same_text(a, b, 1);
}

int likeness(std::span<const std::uint64_t> first, std::span<const std::uint64_t> second) {
  if (first.empty() || second.empty()) return 0;
  std::size_t both = 0;
  for (std::size_t i = 0, j = 0; i < first.size() && j < second.size();) {
    if (first[i] == second[j]) {
      ++both;
      ++i;
      ++j;
    } else if (first[i] < second[j]) {
      ++i;
    } else {
      ++j;
    }
  }
  return static_cast<int>(2000 * both / (first.size() + second.size()));
}

}  // namespace cookdiff::diff
