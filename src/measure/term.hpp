// The grammar of amounts inside a text, shared by the readers of quantities, ingredient lines and steps:
// number or range, a unit, then sums ("1 cup plus 2 tbsp", "1 lb 2 oz"), several of one ("2 x 400 g") and further
// spellings ("300g/10½oz"). Only for the readers of this room.
#pragma once

#include <cstddef>
#include <string_view>

#include "base/arena.hpp"
#include "measure/amount.hpp"

namespace cookdiff::measure {

enum class Place : std::uint8_t {
  quantity,  // a quantity's own text: brackets hold another spelling
  line,      // an ingredient line: brackets belong to the note; sizes, times and temperatures are no units
  step,      // the text of a step: `C` is Celsius, "in" is rarely an inch, brackets hold another spelling
};

struct UnitAt {
  const Unit* unit = nullptr;  // nullptr: no known unit stands there
  std::string_view text;       // as written
  std::size_t end = 0;
};
// Past the plural that is written in brackets or after a slash on the word that ends at `at`: "clove(s)", "Dose/n".
// `at` where there is none.
[[nodiscard]] std::size_t plural_end(std::string_view text, std::size_t at);
// The unit that begins at `at`, after spaces or one hyphen; `value` is the number before it.
[[nodiscard]] UnitAt unit_at(std::string_view text, std::size_t at, Place place, double value);

struct Term {
  Amount amount;        // unit_text is empty where no unit stands there
  std::size_t end = 0;  // 0: there is no amount
  std::size_t number_end = 0;
  bool has_unit = false;
  bool composed = false;  // a sum, several of one, or several spellings: more than a number and a unit
};
// The bytes of a Japanese spoon or cup that begins the text, before whose number it stands; 0 where none does.
[[nodiscard]] inline std::size_t unit_first_bytes(std::string_view text) {
  for (const std::string_view unit : {"大さじ", "小さじ", "カップ"})
    if (text.starts_with(unit)) return unit.size();
  return 0;
}
// Words that stand where a Japanese list has its amount and say none: "a little", "as much as fits", "as you like".
[[nodiscard]] inline bool begins_no_amount(std::string_view text) {
  for (const std::string_view word :
       {"少々", "少量", "適量", "適宜", "お好みで", "好みで", "お好みの量", "ひとつまみ", "各少々", "各適量"})
    if (text == word) return true;
  return false;
}
// A number or a range with its unit, at `at`.
[[nodiscard]] Term read_term(std::string_view text, std::size_t at, Place place);
// The whole amount at `at`.
[[nodiscard]] Term read_expression(std::string_view text, std::size_t at, Place place, Arena& arena);

// "one" to "twenty", "thirty" … "ninety", "half", "half a", "a", "an" at `at`, as a number.
struct NumberWord {
  double value = 0;
  std::size_t end = 0;   // 0: none
  bool article = false;  // "a", "an"
};
[[nodiscard]] NumberWord read_number_word(std::string_view text, std::size_t at);

// One unit of `from` in units of `to`, both of one convertible kind; whole where it is within 1e-12 of it.
[[nodiscard]] double unit_ratio(const Unit& from, const Unit& to);
// Volume, mass, length or time: kinds whose units convert by a factor.
[[nodiscard]] bool converts(const Unit& a, const Unit& b);

}  // namespace cookdiff::measure
