// What the parts of a comparison share: the two sides, the scale, the entries found so far.
//
// Inside the room there is a `first` and a `second` document, in the order of their content, not an original and a
// make: whatever is decided is decided in that one orientation, and only what is written into an entry is turned to the
// caller's. So the exchanged comparison gives the inverted entries by construction.
#pragma once

#include <cstdint>
#include <new>
#include <string>
#include <string_view>
#include <vector>

#include "base/arena.hpp"
#include "diff/differences.hpp"
#include "diff/text.hpp"
#include "measure/amount.hpp"
#include "measure/compare.hpp"

namespace cookdiff::diff {

inline constexpr std::uint32_t nobody = 0xFFFFFFFFU;  // no partner, no place
inline constexpr std::size_t path_bytes_max = std::size_t{4}
                                              << 20;  // of all paths together: 4 MiB; then coarser entries
// Entries of `other` in one document; then an entry for the whole list or object that would need more. Real documents
// have a few; 100,000 numbers in reverse would make 200,000 entries and 160 MiB of them.
inline constexpr std::size_t other_entries_max = 10'000;
inline constexpr std::size_t text_bytes_max = 4096;  // of a JSON value or list shown as text in an entry; then …

struct Entry {
  Difference difference;
  std::uint32_t place = 0;  // for the order of entries of one field: the original's place; what is added comes last
};

template <typename T>
struct Both {
  T first{};
  T second{};
};

class Frame {
 public:
  Frame(Arena& memory, bool turned) : arena(memory), normal(memory), flipped(turned) {}

  Arena& arena;
  Normalizer normal;
  const bool flipped;               // first is the make
  double scale = 1;                 // second = first * scale
  std::vector<Entry*> differences;  // in the arena
  std::vector<Entry*> restated;
  std::string scratch;
  std::size_t path_bytes_left = path_bytes_max;
  std::size_t other_entries_left = other_entries_max;

  // A new entry of either list.
  Difference& add(bool is_restated, Field field, Kind kind, std::uint32_t place) {
    std::vector<Entry*>& list = is_restated ? restated : differences;
    if (list.empty()) list.reserve(entries_usual);
    Entry* const entry = new (arena.array<Entry>(1)) Entry;
    list.push_back(entry);
    entry->difference.field = field;
    entry->difference.kind = kind;
    entry->place = place;
    return entry->difference;
  }
  // Both are the caller's, and outlive what it does with one. NOLINTBEGIN(bugprone-return-const-ref-from-parameter)
  template <typename T>
  [[nodiscard]] const T& original(const T& first, const T& second) const {
    return flipped ? second : first;
  }
  template <typename T>
  [[nodiscard]] const T& make(const T& first, const T& second) const {
    return flipped ? first : second;
  }
  // NOLINTEND(bugprone-return-const-ref-from-parameter)
  // The kind of what only one side has.
  [[nodiscard]] Kind only(bool in_first) const { return in_first != flipped ? Kind::removed : Kind::added; }
  // The kind of what `first` has as one and `second` as several.
  [[nodiscard]] Kind parted(bool one_in_first) const { return one_in_first != flipped ? Kind::split : Kind::merged; }
  // Where an entry stands: by the original's place, what only the make has behind everything.
  [[nodiscard]] std::uint32_t place(std::uint32_t first, std::uint32_t second) const {
    const std::uint32_t in_original = original(first, second);
    return in_original != nobody ? in_original : behind_all + make(first, second);
  }
  void set_sides(Difference& entry, const Side& first, const Side& second) const {
    entry.recipe = original(first, second);
    entry.make = make(first, second);
  }
  // What `scratch` holds, kept.
  [[nodiscard]] std::string_view keep() { return arena.copy(std::string_view(scratch)); }

  static constexpr std::uint32_t behind_all = 1U << 30;  // the places of what only the make has

 private:
  static constexpr std::size_t entries_usual = 8;
};

[[nodiscard]] inline Side side(std::string_view text) { return {true, text}; }

// The value as a person would write it: a text as it is, 5 for 5.0; lists and objects as JSON, cut to `text_bytes_max`.
[[nodiscard]] std::string_view shown(const json::Value& value, Frame& frame);
// The text of an amount, not present where it says nothing.
[[nodiscard]] Side shown(const measure::Amount& amount, Frame& frame);
[[nodiscard]] Quantity quantity(const measure::Amount& amount);
// Cuts to at most so many bytes at a whole letter, with … where something was cut. Changes `text`.
void cut(std::string& text, std::size_t bytes_max);

}  // namespace cookdiff::diff
