// A set of words, hashed by the compiler: whether a word of a text is one of them costs a few nanoseconds, however long
// the list. Words are divided by one space and written in ASCII lower case; a text's ASCII case does not count.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace cookdiff::measure {

template <std::size_t Slots>  // a power of two, at least twice the words
class WordSet {
  static_assert((Slots & (Slots - 1)) == 0);

 public:
  constexpr explicit WordSet(std::string_view list) : list_(list) {
    std::size_t words = 0;
    for (std::size_t at = 0; at < list.size(); ++words) {
      std::size_t end = list.find(' ', at);
      if (end == std::string_view::npos) end = list.size();
      const std::string_view word = list.substr(at, end - at);
      if (find(word) < 0) {
        std::size_t slot = hash(word) % Slots;
        while (slots_[slot].size != 0) slot = (slot + 1) % Slots;
        slots_[slot] = {static_cast<std::uint16_t>(at), static_cast<std::uint8_t>(word.size()),
                        static_cast<std::uint8_t>(words)};
        if (word.size() > longest_) longest_ = word.size();
        beginnings_[first(word)] |= second(word);
      }
      at = end + 1;
    }
    if (words * 2 > Slots || words > 255) full_ = true;
  }

  // The place of the word in the list, or -1.
  [[nodiscard]] constexpr int find(std::string_view word) const {
    if (word.empty() || word.size() > longest_ || (beginnings_[first(word)] & second(word)) == 0) return -1;
    for (std::size_t slot = hash(word) % Slots; slots_[slot].size != 0; slot = (slot + 1) % Slots) {
      const Slot& here = slots_[slot];
      if (here.size == word.size() && same(word, list_.substr(here.begin, here.size))) return here.index;
    }
    return -1;
  }
  [[nodiscard]] constexpr bool has(std::string_view word) const { return find(word) >= 0; }
  [[nodiscard]] constexpr bool is_full() const { return full_; }  // too many words: a mistake in the table

 private:
  struct Slot {
    std::uint16_t begin = 0;
    std::uint8_t size = 0;  // 0: empty
    std::uint8_t index = 0;
  };
  // The first two letters, without case and in 5 bits each: most words of a text are no word of a set by these alone.
  [[nodiscard]] static constexpr std::size_t first(std::string_view word) {
    return static_cast<unsigned char>(word[0]) & 31U;
  }
  [[nodiscard]] static constexpr std::uint32_t second(std::string_view word) {
    return std::uint32_t{1} << (word.size() > 1 ? static_cast<unsigned char>(word[1]) & 31U : 0U);
  }
  [[nodiscard]] static constexpr unsigned char lower(char c) {
    return static_cast<unsigned char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  }
  [[nodiscard]] static constexpr std::uint32_t hash(std::string_view word) {
    std::uint32_t out = 2166136261U;  // FNV-1a
    for (const char c : word) out = (out ^ lower(c)) * 16777619U;
    return out ^ (out >> 15);
  }
  [[nodiscard]] static constexpr bool same(std::string_view word, std::string_view listed) {
    for (std::size_t n = 0; n < word.size(); ++n)
      if (lower(word[n]) != static_cast<unsigned char>(listed[n])) return false;
    return true;
  }

  std::string_view list_;
  std::array<Slot, Slots> slots_{};
  std::array<std::uint32_t, 32> beginnings_{};  // by first letter, a bit for each second one
  std::size_t longest_ = 0;
  bool full_ = false;
};

}  // namespace cookdiff::measure
