#include "diff/name.hpp"

#include <algorithm>
#include <cstring>
#include <span>

#include "base/sort.hpp"
#include "base/unicode.hpp"
#include "diff/text.hpp"
#include "json/equal.hpp"
#include "json/stack.hpp"

namespace cookdiff::diff {
namespace {

using base::LetterClass;

constexpr int spelling_alike = 600;             // of 1000: from here on two words are one, spelled otherwise
constexpr std::size_t spelling_bytes_max = 64;  // longer names are not compared by pairs of letters
constexpr std::size_t name_words_few = 8;       // up to here no memory is asked for
constexpr std::size_t folded_growth = 6;        // a letter folds to at most 3 times its bytes; æ to twice

bool ends(std::string_view word, std::string_view with) { return word.ends_with(with); }

// The singular of an English plural, in place; other languages' plurals in s come along. What matters is that both
// numbers of a word give the same, not that it is a word: cookie and cookies give cooky.
std::string_view singular(char* begin, std::size_t size) {
  const std::string_view word(begin, size);
  const auto cut = [&](std::size_t bytes) { return word.substr(0, size - bytes); };
  if (size < 4) return word;
  if (size > 4 && (ends(word, "ies") || ends(word, "ie"))) {
    const std::size_t stem = size - (ends(word, "ies") ? 3 : 2);
    begin[stem] = 'y';
    return {begin, stem + 1};
  }
  if (size > 4 && (ends(word, "loaves") || ends(word, "leaves") || ends(word, "halves"))) {
    begin[size - 3] = 'f';
    return cut(2);
  }
  if (ends(word, "oes") || ends(word, "shes") || ends(word, "ches") || ends(word, "xes") || ends(word, "sses") ||
      ends(word, "zes"))
    return cut(2);
  if (ends(word, "che")) return cut(1);
  if (ends(word, "s") && !ends(word, "ss") && !ends(word, "us") && !ends(word, "is")) return cut(1);
  return word;
}

// Splits a name into folded words, which lie one behind the other in `buffer`.
class Words {
 public:
  Words(std::string_view name, char* buffer) : out_(buffer), word_(buffer) {
    for (std::size_t at = 0; at < name.size();) {
      const auto byte = static_cast<unsigned char>(name[at]);
      if (byte >= 'a' && byte <= 'z') {
        *out_++ = name[at++];
        continue;
      }
      const base::Letter letter = base::decode(name.data() + at);
      at += letter.bytes;
      put(letter.value);
    }
    end_word(true);
  }
  json::Stack<std::string_view, name_words_few> list;

 private:
  void put(char32_t letter) {
    switch (base::classify(letter)) {
      case LetterClass::joiner:
      case LetterClass::invisible: return;
      case LetterClass::space:
      case LetterClass::punctuation:
        // don't and dont are one word; all-purpose is two.
        if (letter != '\'' && letter != 0x2019) end_word();
        return;
      default: break;
    }
    const base::Folded folded = base::fold(letter);
    for (int i = 0; i < folded.count; ++i) {
      if (base::is_accent(folded.letters[i])) continue;
      const base::Plain plain = base::plain(folded.letters[i]);
      out_ = base::encode(plain.first, out_);
      if (plain.second != 0) out_ = base::encode(plain.second, out_);
    }
  }
  // The last that is looked at takes all that follow it.
  void end_word(bool last = false) {
    if (out_ == word_ || (!last && list.size() + 1 == name_words_max)) return;
    const std::string_view word = singular(word_, static_cast<std::size_t>(out_ - word_));
    list.push(word);
    word_ = out_;
  }
  char* out_;
  char* word_;
};

bool is_small(std::string_view word) {
  if (word.size() > 4) return false;
  for (const std::string_view small : {"a", "an", "and", "of", "or", "the", "de", "with", "in", "for"})
    if (small == word) return true;
  return false;
}

std::string_view joined(std::span<const std::string_view> words, Arena& arena) {
  std::size_t bytes = words.empty() ? 0 : words.size() - 1;
  for (const std::string_view word : words) bytes += word.size();
  char* const begin = arena.array<char>(bytes);
  char* out = begin;
  for (const std::string_view word : words) {
    if (out != begin) *out++ = ' ';
    std::memcpy(out, word.data(), word.size());
    out += word.size();
  }
  return {begin, bytes};
}

// Dice over pairs of neighbouring bytes, 0 to 1000.
int spelling(std::string_view first, std::string_view second) {
  if (first.size() < 4 || second.size() < 4 || first.size() > spelling_bytes_max || second.size() > spelling_bytes_max)
    return 0;
  bool used[spelling_bytes_max] = {};
  std::size_t both = 0;
  for (std::size_t i = 0; i + 1 < first.size(); ++i) {
    for (std::size_t j = 0; j + 1 < second.size(); ++j) {
      if (used[j] || first[i] != second[j] || first[i + 1] != second[j + 1]) continue;
      used[j] = true;
      ++both;
      break;
    }
  }
  return static_cast<int>(2000 * both / (first.size() + second.size() - 2));
}

}  // namespace

NameKey name_key(std::string_view name, Arena& arena) {
  Words words(name, arena.array<char>(name.size() * folded_growth + 8));
  const std::span<std::string_view> list = words.list.from(0);
  if (list.size() > 1) base::sort(list.begin(), list.end());
  NameKey out;
  out.text = list.size() == 1 ? list.front() : joined(list, arena);
  auto* hashes = arena.array<std::uint64_t>(list.size());
  std::size_t count = 0;
  for (const std::string_view word : list)
    if (!is_small(word)) hashes[count++] = json::hash_text(word, 0);
  base::sort_numbers(hashes, hashes + count);
  out.words = {hashes, count};
  return out;
}

int name_likeness(const NameKey& first, const NameKey& second) {
  const int by_words = likeness(first.words, second.words);
  if (by_words != 0) return by_words;
  const int by_letters = spelling(first.text, second.text);
  return by_letters < spelling_alike ? 0 : by_letters * spelling_likeness_max / 1000;
}

}  // namespace cookdiff::diff
