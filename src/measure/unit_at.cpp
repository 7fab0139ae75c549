// Which words after a number are its unit.
#include "measure/scan.hpp"
#include "measure/term.hpp"
#include "measure/word_set.hpp"

namespace cookdiff::measure {

namespace {

constexpr int unit_words_max = 4;  // "cuillères à soupe", "US fl. oz."
// First words of units of several words (folded case only; dots stay): others are looked up alone.
constexpr WordSet<256> first_words{
    "fl fl. fluid oz c c. colher colheres cuillere cuilleres cuil cuil. cuill cuill. cuillère cuillères "
    "cuillerée cuillerées cuiller cucharada cucharadas cucharadita cucharaditas cucchiaio cucchiaino "
    "cucchiaini us metric imperial uk australian au japanese deg deg. degree degrees ° º ˚ gas "
    "inch in in. "
    "cm degrés grad pointe col col. heaping heaped rounded level scant generous gestr. gestrichener gestrichene "
    "geh. gehäufter gehäufte tetra colh. colher. cs punta xícara xícaras xicara xicaras xíc xíc. ст ст. ч ч. κ κ."};
static_assert(!first_words.is_full());
// Words that are units in a measurement of their own, but adjectives or nouns in a text.
constexpr WordSet<128> no_unit_in_line{
    "whole each unit count ct large lg lge medium med small sm un part f costa filo nave st. once sac"};
static_assert(!no_unit_in_line.is_full());
constexpr WordSet<128> no_unit_in_step{
    "whole each unit count ct large lg lge medium med small sm un part s d st nd rd th a o e once costa filo nave "
    "head ear bar rack c/ or al"};
static_assert(!no_unit_in_step.is_full());
// English counts that are adjectives when they stand in the singular after a plural number: "2 strip steaks".
constexpr WordSet<32> adjectives_in_singular{"rib strip cube head part drop leaf bar ear glass block bag"};
static_assert(!adjectives_in_singular.is_full());
constexpr WordSet<64> plural_endings{"n en e er s es x nen r in ne le ies nes na"};
static_assert(!plural_endings.is_full());
constexpr WordSet<64> after_inch{
    "pan pans dish dishes tin tins thick piece pieces round rounds square squares long wide deep skillet cake "
    "springform "
    "cubes slices baking loaf pie tart strips lengths"};
static_assert(!after_inch.is_full());

// The end of one word of a unit: letters, dots inside or after it, the degree sign, "(sopa)" after a colher.
std::size_t unit_word_end(std::string_view text, std::size_t at, bool bracket) {
  const bool opens = bracket && at < text.size() && text[at] == '(';
  std::size_t end = opens ? at + 1 : at;
  for (;;) {
    const Letter letter = letter_at(text, end);
    const bool sign = letter.code == 0xB0 || letter.code == 0x2DA || (letter.code == '.' && end > at);
    if (letter.bytes == 0 || !(sign || is_word_letter(letter.code) || is_invisible(letter.code))) break;
    end += letter.bytes;
  }
  if (!opens) return end > at ? plural_end(text, end) : end;
  // Only a closed bracket of one word belongs to the unit: in "c. (1 stick)" it is a note.
  return end > at + 1 && end < text.size() && text[end] == ')' ? end + 1 : at;
}

// A dot that ends the sentence is no part of the unit.
std::size_t without_full_stop(std::string_view text, std::size_t begin, std::size_t end) {
  if (end == begin + 1 || text[end - 1] != '.') return end;
  const std::size_t next = skip_spaces(text, end);
  const bool capital = next > end && next < text.size() && text[next] >= 'A' && text[next] <= 'Z';
  return next >= text.size() || capital ? end - 1 : end;
}

bool is_plausible_in_step(std::string_view text, std::string_view word, std::size_t end, const Unit*& unit,
                          double value) {
  if (word == "C" || word == "C.") {
    if (value >= 30) unit = &units::celsius;
    return true;
  }
  if (word == "c" && value >= 30) return false;
  if (is_word(word, "dag")) unit = &units::day;  // of an ingredient it is ten grams
  if ((word == "F" || word == "f" || word == "F.") && value < 60) return false;
  if (word == "f" || word == "m" || no_unit_in_step.has(word)) return false;
  if (is_word(word, "in")) {
    const std::size_t next = skip_spaces(text, end);
    const Letter after = letter_at(text, next);
    return next > end && after.bytes != 0 && after_inch.has(text.substr(next, word_end(text, next) - next));
  }
  return true;
}

bool is_plausible_in_line(std::string_view word, std::string_view next_word, const Unit& unit, double value) {
  if (unit.kind == Kind::time || unit.kind == Kind::temperature) return false;
  if (word == "kl.") return false;  // "kleine"; KL is the coffee spoon
  if (word.ends_with('.')) word.remove_suffix(1);
  if (no_unit_in_line.has(word) && !is_one_of(next_word, "d di de")) return false;  // "un filo d'olio"
  if (is_word(word, "pot") && is_one_of(next_word, "roast pie barley stickers")) return false;
  if (is_word(next_word, "garni")) return false;  // "bouquet garni" is one thing
  if (is_word(word, "in") && !after_inch.has(next_word)) return false;
  return !(value > 1 && adjectives_in_singular.has(word));
}

UnitAt accepted(std::string_view text, std::size_t begin, std::size_t end, Place place, double value) {
  if (place == Place::step) end = without_full_stop(text, begin, end);
  const std::string_view word = text.substr(begin, end - begin);
  if (word.size() > unit_bytes_max) return {};
  const Unit* unit = find_unit(word);
  if (unit == nullptr) return {};
  if (place == Place::step && !is_plausible_in_step(text, word, end, unit, value)) return {};
  if (place == Place::line) {
    const std::size_t next = skip_spaces(text, end);
    if (!is_plausible_in_line(word, text.substr(next, word_end(text, next) - next), *unit, value)) return {};
  }
  return {unit, word, end};
}

// "20分焼く": where words are not divided by spaces the unit is the longest beginning that is one.
UnitAt unit_in_script_without_spaces(std::string_view text, std::size_t begin, std::size_t end, Place place,
                                     double value) {
  constexpr int letters_max = 8;
  std::size_t ends[letters_max];
  int count = 0;
  for (std::size_t at = begin; at < end && count < letters_max; ++count) {
    at += letter_at(text, at).bytes;
    ends[count] = at;
  }
  for (int n = count - 1; n >= 0; --n) {
    UnitAt out = accepted(text, begin, ends[n], place, value);
    if (out.unit == nullptr) continue;
    // "1片分": as much as one of them
    if (out.unit->kind == Kind::named_count && text.substr(out.end).starts_with("分"))
      out.end += std::string_view("分").size();
    return out;
  }
  return {};
}

std::string_view without_plural(std::string_view word) { return word.substr(0, word.find_first_of("(/")); }

}  // namespace

std::size_t plural_end(std::string_view text, std::size_t at) {
  if (at >= text.size() || (text[at] != '(' && text[at] != '/') || !is_word_letter(letter_before(text, at).code))
    return at;
  const std::size_t end = word_end(text, at + 1);
  if (!plural_endings.has(text.substr(at + 1, end - at - 1))) return at;
  if (text[at] == '/') return end;
  return end < text.size() && text[end] == ')' ? end + 1 : at;
}

UnitAt unit_at(std::string_view text, std::size_t at, Place place, double value) {
  std::size_t begin = skip_spaces(text, at);
  if (begin < text.size() && text[begin] == '-' && begin == at) {
    ++begin;
    if (place == Place::line) begin = skip_spaces(text, begin);  // "14- ounce can"
  }
  if (begin >= text.size()) return {};
  const Letter first = letter_at(text, begin);
  if (first.code == '"' || first.code == '#' || first.code == 0x201D || first.code == 0x2033) {
    if (first.code == '#' || value > 0) return accepted(text, begin, begin + first.bytes, place, value);
    return {};
  }
  std::size_t ends[unit_words_max];
  int count = 0;
  std::size_t word = begin;
  while (count < unit_words_max) {
    const std::size_t end = unit_word_end(text, word, count > 0 && (text[begin] == 'c' || text[begin] == 'x'));
    if (end == word || (count > 0 && !may_be_unit_word(text.substr(word, end - word)))) break;
    ends[count++] = end;
    if (count == 1 && !first_words.has(without_plural(text.substr(begin, end - begin)))) break;
    word = skip_spaces(text, end);
    if (word == end && word < text.size() && text[word] == '-') ++word;
  }
  if (first.code >= 0x3000 && count > 0) return unit_in_script_without_spaces(text, begin, ends[0], place, value);
  for (int n = count - 1; n >= 0; --n)
    if (UnitAt out = accepted(text, begin, ends[n], place, value); out.unit != nullptr) return out;
  return {};
}

}  // namespace cookdiff::measure
