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

constexpr std::uint32_t hash(std::string_view text) {
  std::uint32_t out = 2166136261U;  // FNV-1a
  for (const char c : text) out = (out ^ static_cast<unsigned char>(c)) * 16777619U;
  return out ^ (out >> 15);
}

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

const Unit* look_up(std::string_view folded) {
  for (std::size_t slot = hash(folded) % slot_count; index_of_units.slots[slot] != 0; slot = (slot + 1) % slot_count) {
    const Spelling& spelling = index_of_units.spellings[index_of_units.slots[slot] - 1U];
    if (spelling.text != folded) continue;
    const UnitRow& row = unit_rows[spelling.row];
    return row.named != nullptr ? row.named : &row.unit;
  }
  return nullptr;
}

const Unit* look_up_plural(std::string_view folded) {
  for (const std::string_view ending : {"s", "es", "n", "en"}) {
    if (folded.size() < ending.size() + 2 || !folded.ends_with(ending)) continue;
    if (const Unit* unit = look_up(folded.substr(0, folded.size() - ending.size()))) return unit;
  }
  return nullptr;
}

// "heaping tablespoon": how full a spoon is does not make it another unit.
constexpr std::string_view fillings =
    "heaping heaped rounded level scant generous gestrichener gestrichene gestr gehaufter gehaufte geh bombee rasa "
    "rasas";

}  // namespace

const Unit* find_unit(std::string_view text) {
  if (text.empty()) return &units::piece;
  // T and Ts are tablespoons, t and ts teaspoons: before case is folded.
  if (text.size() <= 3 && (text[0] == 'T' || text[0] == 't')) {
    const std::string_view rest = text.substr(1);
    if (rest.empty() || rest == "." || rest == "s" || rest == "S" || rest == "s.")
      return text[0] == 'T' ? &units::tablespoon : look_up("tsp");
  }
  char buffer[unit_bytes_max];
  const std::size_t size = fold(text, buffer, sizeof buffer);
  std::string_view folded{buffer, size};
  if (folded.empty()) return trim(text).empty() ? &units::piece : nullptr;
  if (const Unit* unit = look_up(folded)) return unit;
  if (const Unit* unit = look_up_plural(folded)) return unit;
  const std::size_t space = folded.find(' ');
  if (space == std::string_view::npos || !is_one_of(folded.substr(0, space), fillings)) return nullptr;
  folded.remove_prefix(space + 1);
  if (const Unit* unit = look_up(folded)) return unit;
  return look_up_plural(folded);
}

}  // namespace cookdiff::measure
