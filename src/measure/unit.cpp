#include "measure/unit.hpp"

#include <array>
#include <cstddef>

#include "measure/fold.hpp"
#include "measure/scan.hpp"
#include "measure/unit_table.hpp"

namespace cookdiff::measure {

namespace {

constexpr std::size_t slot_count = 2048;  // a power of two, well over twice the spellings
constexpr std::size_t row_count = sizeof unit_rows / sizeof unit_rows[0];
static_assert(row_count < 255);

// FNV-1a: the sum of a text is that of its beginning with the rest added.
constexpr std::uint32_t sum_of_nothing = 2166136261U;
constexpr std::uint32_t add(std::uint32_t sum, std::string_view text) {
  for (const char c : text) sum = (sum ^ static_cast<unsigned char>(c)) * 16777619U;
  return sum;
}
constexpr std::uint32_t finish(std::uint32_t sum) { return sum ^ (sum >> 15); }
constexpr std::uint32_t hash(std::string_view text) { return finish(add(sum_of_nothing, text)); }

constexpr std::size_t count_spellings() {
  std::size_t out = 0;
  for (const UnitRow& row : unit_rows) {
    ++out;
    for (const char c : row.spellings) out += c == '|' ? 1 : 0;
  }
  return out;
}

struct Spelling {
  std::string_view text;
  std::uint8_t row = 0;
};

// Made by the compiler: nothing is built when the program starts. Slot 0 means empty, n the spelling n - 1.
struct Index {
  std::array<Spelling, count_spellings()> spellings{};
  std::array<std::uint16_t, slot_count> slots{};
  bool unique = true;

  constexpr Index() {
    std::size_t next = 0;
    for (std::size_t row = 0; row < row_count; ++row) {
      std::string_view left = unit_rows[row].spellings;
      while (!left.empty()) {
        const std::size_t end = left.find('|');
        const std::string_view text = left.substr(0, end);
        left = end == std::string_view::npos ? std::string_view{} : left.substr(end + 1);
        std::size_t slot = hash(text) % slot_count;
        for (; slots[slot] != 0; slot = (slot + 1) % slot_count)
          if (spellings[slots[slot] - 1U].text == text) unique = false;
        spellings[next] = {text, static_cast<std::uint8_t>(row)};
        slots[slot] = static_cast<std::uint16_t>(++next);
      }
    }
  }
};
constexpr Index index_of_units;
static_assert(index_of_units.unique, "one spelling, one unit");
static_assert(count_spellings() * 2 < slot_count);

const Unit* look_up(std::string_view folded, std::uint32_t sum) {
  for (std::size_t slot = finish(sum) % slot_count; index_of_units.slots[slot] != 0; slot = (slot + 1) % slot_count) {
    const Spelling& spelling = index_of_units.spellings[index_of_units.slots[slot] - 1U];
    if (spelling.text != folded) continue;
    const UnitRow& row = unit_rows[spelling.row];
    return row.named != nullptr ? row.named : &row.unit;
  }
  return nullptr;
}

// As it stands, else without what a plural ends with.
const Unit* look_up_any_number(std::string_view folded) {
  constexpr std::size_t ending_most = 2;
  const std::size_t stem = folded.size() > ending_most ? folded.size() - ending_most : 0;
  const std::uint32_t two_less = add(sum_of_nothing, folded.substr(0, stem));
  if (const Unit* unit = look_up(folded, add(two_less, folded.substr(stem)))) return unit;
  const char last = folded.empty() ? '\0' : folded.back();
  if (folded.size() < 3 || (last != 's' && last != 'n')) return nullptr;
  if (const Unit* unit = look_up(folded.substr(0, stem + 1), add(two_less, folded.substr(stem, 1)))) return unit;
  if (folded.size() < 4 || folded[stem] != 'e') return nullptr;
  return look_up(folded.substr(0, stem), two_less);
}

// The first three letters of every word of every spelling, and of how full a spoon is, in 5 bits each; of a shorter
// word the rest is 0.
struct Beginnings {
  std::array<std::uint64_t, 32 * 32 * 32 / 64> bits{};

  static constexpr std::size_t key(std::string_view word) {
    std::size_t out = 0;
    for (std::size_t n = 0; n < 3; ++n)
      out = out << 5 | (n < word.size() ? static_cast<unsigned char>(word[n]) & 31U : 0U);
    return out;
  }
  constexpr void add_words(std::string_view list) {
    while (!list.empty()) {
      const std::size_t end = list.find_first_of(" |");
      const std::size_t at = key(list.substr(0, end));
      bits[at / 64] |= std::uint64_t{1} << (at % 64);
      list = end == std::string_view::npos ? std::string_view{} : list.substr(end + 1);
    }
  }
  [[nodiscard]] constexpr bool has(std::string_view word) const {
    const std::size_t at = key(word);
    return (bits[at / 64] >> (at % 64) & 1U) != 0;
  }
};

// "heaping tablespoon": how full a spoon is does not make it another unit.
constexpr std::string_view fillings =
    "heaping heaped rounded level scant generous gestrichener gestrichene gestr gehaufter gehaufte geh bombee rasa "
    "rasas";

constexpr Beginnings beginnings = [] {
  Beginnings out;
  for (const UnitRow& row : unit_rows) out.add_words(row.spellings);
  out.add_words(fillings);
  return out;
}();

}  // namespace

bool may_be_unit_word(std::string_view word) {
  if (word.size() <= 3) return true;  // T and Ts; a plural of two letters
  return !is_ascii_letter(word[0]) || !is_ascii_letter(word[1]) || !is_ascii_letter(word[2]) || beginnings.has(word);
}

const Unit* find_unit(std::string_view text) {
  if (text.empty()) return &units::piece;
  if (!may_be_unit_word(text)) return nullptr;
  // T and Ts are tablespoons, t and ts teaspoons: before case is folded.
  if (text.size() <= 3 && (text[0] == 'T' || text[0] == 't')) {
    const std::string_view rest = text.substr(1);
    if (rest.empty() || rest == "." || rest == "s" || rest == "S" || rest == "s.")
      return text[0] == 'T' ? &units::tablespoon : look_up("tsp", add(sum_of_nothing, "tsp"));
  }
  char buffer[unit_bytes_max];
  const std::size_t size = fold(text, buffer, sizeof buffer);
  std::string_view folded{buffer, size};
  if (folded.empty()) return trim(text).empty() ? &units::piece : nullptr;
  if (const Unit* unit = look_up_any_number(folded)) return unit;
  const std::size_t space = folded.find(' ');
  if (space == std::string_view::npos || !is_one_of(folded.substr(0, space), fillings)) return nullptr;
  folded.remove_prefix(space + 1);
  return look_up_any_number(folded);
}

}  // namespace cookdiff::measure
