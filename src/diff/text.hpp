// The text of a step (or note) as it is compared: without white space, case, punctuation, Unicode form, HTML; numbers
// by their value; measures apart, since they are compared as amounts and not as letters.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "base/arena.hpp"
#include "measure/in_text.hpp"

namespace cookdiff::diff {

struct NormalText {
  // Folded letters; a byte of 1 to 4 stands for each measure, a space between two numbers.
  std::string_view letters{};
  std::uint64_t hash = 0;  // of `letters`
  std::span<const measure::Measure> measures{};
  // Hashes of the words (a measure is one) that count for likeness, sorted; words such as "the" only where no other is.
  std::span<const std::uint64_t> words{};
};

// Texts that are longer together are compared without looking for measures in them: 1 h is then not 60 minutes. It
// bounds the memory of a document that is nothing but measures; the steps of real recipes have below 20 KiB.
inline constexpr std::size_t measured_bytes_max = std::size_t{256} << 10;

class Normalizer {
 public:
  explicit Normalizer(Arena& arena) : arena_(arena) {}
  // The result lies in the arena and views `text`.
  [[nodiscard]] NormalText operator()(std::string_view text);
  // Only the bytes [from, until) of it, as they are read in the whole text; see measure::differing().
  [[nodiscard]] NormalText part(std::string_view text, std::size_t from, std::size_t until);
  // Hashes of its words, sorted, without those that say nothing: as NormalText::words, but as they are written,
  // measures not told from words. Cheap; into `out`.
  static void written_words(std::string_view text, std::vector<std::uint64_t>& out);
  // For the texts that follow: all that are compared with each other must be read in one way.
  void expect(std::size_t bytes_together) { measuring_ = bytes_together <= measured_bytes_max; }

 private:
  Arena& arena_;
  std::vector<measure::Measure> measures_;
  std::vector<std::uint64_t> words_;
  std::vector<char> scratch_;
  bool measuring_ = true;
};

// The same measure at that scale: quantities may follow it or stay, temperatures, times and lengths never scale.
[[nodiscard]] bool same_measure(const measure::Measure& first, const measure::Measure& second, double scale);
// The same letters and the same measures in their order.
[[nodiscard]] bool same_text(const NormalText& first, const NormalText& second, double scale);
// Both texts, read only where they differ, or whole where one has markup: equal where the whole texts are equal.
void read_where_different(std::string_view first, std::string_view second, Normalizer& normal, NormalText& first_out,
                          NormalText& second_out);
// Equal up to white space, case, punctuation, Unicode form; for names and sections.
[[nodiscard]] bool same_words(std::string_view first, std::string_view second, Arena& arena);

// How many words both have, of those that both have together: 0 to 1000 (Dice). Both must be sorted.
[[nodiscard]] int likeness(std::span<const std::uint64_t> first, std::span<const std::uint64_t> second);

}  // namespace cookdiff::diff
