#include "measure/line.hpp"

#include "measure/line_clean.hpp"
#include "measure/line_name.hpp"
#include "measure/scan.hpp"
#include "measure/term.hpp"
#include "measure/word_set.hpp"

namespace cookdiff::measure {

namespace {

constexpr WordSet<64> about_words{
    "about approx approx. approximately ca ca. circa roughly around etwa env. environ ungefähr cirka ok. noin evtl. "
    "ev. q.b. q.b qb"};
static_assert(!about_words.is_full());
constexpr WordSet<64> fill_words{
    "heaping heaped rounded level scant generous gestrichener gestrichene gestr. gehäufter gehäufte geh. "
    "good rasa rasas packed lightly loosely firmly tightly"};
static_assert(!fill_words.is_full());
constexpr WordSet<64> sizes{
    "large small medium big fat thick thin long generous sm lg med kl kleine große kleines kleiner großer großes "
    "kleinen "
    "großen"};
static_assert(!sizes.is_full());
constexpr int qualities_max = 3;  // words between a number and its unit: "2 very lightly packed cups" has none
// How full a spoon is, said after it: "1 c. à café rase de sel", "1 EL, gehäuft Mehl".
constexpr WordSet<64> fill_words_after{
    "rase rases rasée bombée bombées colma colmas colmo colmi rasa rasas raso rasi cheia cheias gestr. gestrichen "
    "gehäuft geh. rågad rågade struken strukna heaping heaped level levelled rounded"};
static_assert(!fill_words_after.is_full());
// What is taken of a fruit: "juice of 1 lemon", "finely grated zest of 1 orange".
constexpr WordSet<128> part_words{
    "juice zest rind peel and & the finely freshly grated squeezed strained pared saft schale abrieb geriebene "
    "abgeriebene fein und jus zeste zestes le la les el râpé râpée finement jugo zumo ralladura cáscara piel rallada y "
    "succo scorza buccia grattugiata grattugiato e suco sumo raspas raspa il casca rivet skal skalet saften av"};
static_assert(!part_words.is_full());
constexpr WordSet<16> of_words{"of von de di d' from av"};
static_assert(!of_words.is_full());
constexpr WordSet<8> articles{"a an the"};
static_assert(!articles.is_full());
// Units that open a line without a number: "Pinch of salt".
constexpr WordSet<128> opening_units{
    "pinch pinches dash dashes splash handful handfuls drop drops drizzle dollop sprinkle sprinkling squeeze knob "
    "piece prise snufje scheutje szczypta garść näve klick bund knippe bosje "
    "pincée pizca pitada pizzico nypa handvoll spritzer schuss poignée bunch sprig sprigs"};
static_assert(!opening_units.is_full());
constexpr WordSet<128> packs{
    "can cans tin tins jar jars package packages pkg pkg. pkgs packet packets box boxes bag "
    "bags bottle bottles container containers carton cartons envelope envelopes tub tubs "
    "pack packs sachet sachets punnet punnets block blocks pot pots loaf log sleeve pouch pouches dose dosen glas "
    "packung"};
static_assert(!packs.is_full());

struct Cut {
  std::string_view quantity;
  std::string_view measurement;
  std::size_t end = 0;  // 0: no amount
};

[[gnu::noinline]] std::string_view word_at(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && text[end] != ' ' && text[end] != ',' && text[end] != '(') ++end;
  return text.substr(at, end - at);
}

// Digits that are a name's and no amount: "2% milk", "7-UP", "00 flour", "5-spice".
bool is_name_number(std::string_view text, const Term& term) {
  if (term.has_unit) return false;
  if (term.amount.max == 0) return true;
  const Letter next = letter_at(text, term.end);
  if (next.code == '%') return true;
  if (!is_dash(next.code)) return false;
  const Letter after = letter_at(text, term.end + next.bytes);
  return is_word_letter(after.code);
}

// "a", "half", "two" as figures; a view of static text.
std::string_view figures(double value) {
  constexpr std::string_view whole[] = {"0",  "1",  "2",  "3",  "4",  "5",  "6",  "7",  "8",  "9", "10",
                                        "11", "12", "13", "14", "15", "16", "17", "18", "19", "20"};
  if (value == 0.5) return "1/2";
  const int n = static_cast<int>(value);
  return n >= 1 && n <= 20 && n == value ? whole[n] : std::string_view{};
}

// "large", "kl.", "thumb-sized", "small-to-medium".
[[gnu::noinline]] bool is_size(std::string_view word) {
  if (word.ends_with('.')) word.remove_suffix(1);
  return sizes.has(word) || word.ends_with("-sized") || word.ends_with("-size") || word.ends_with("-medium") ||
         word.ends_with("große") || word.ends_with("großes") || word.ends_with("großer");
}

// The measurement after a number that ends at `at`: how full the spoon or how large the bunch is goes to the notes.
[[gnu::noinline]] Cut take_unit(std::string_view line, std::size_t at, std::string_view quantity, double value,
                                Notes& notes) {
  const std::size_t begin = skip_spaces(line, at);
  std::size_t end = begin;
  bool filling = false;
  for (int words = 0; words < qualities_max; ++words) {
    const std::string_view word = word_at(line, skip_spaces(line, end));
    const bool fills = fill_words.has(word);
    if (!fills && !is_size(word)) break;
    filling = filling || fills;
    end = skip_spaces(line, end) + word.size();
  }
  if (end != begin) {
    const UnitAt unit = unit_at(line, end, Place::line, value);
    const bool named =
        unit.unit != nullptr && (unit.unit->kind == Kind::named_count || unit.unit->kind == Kind::imprecise ||
                                 is_one_of(unit.text, "piece pieces stück stücke"));
    const bool thing = named && skip_spaces(line, unit.end) < line.size() && line[skip_spaces(line, unit.end)] != ',';
    if (filling ? unit.unit != nullptr : thing) {
      notes.push(line.substr(begin, end - begin));
      return {quantity, unit.text, unit.end};
    }
  }
  UnitAt unit = unit_at(line, at, Place::line, value);
  if (unit.unit == nullptr) {  // "1/4 de botte", "half of a bunch"
    std::size_t of = begin;
    while (of_words.has(word_at(line, of)) || articles.has(word_at(line, of)))
      of = skip_spaces(line, of + word_at(line, of).size());
    if (of != begin) unit = unit_at(line, of, Place::line, value);
  }
  if (unit.unit == nullptr) return {quantity, {}, at};
  return {quantity, unit.text, unit.end};
}

// A pack's size between the number and its unit: "(14 oz)", "14-oz", "28-ounce". Returns its end, or `at`.
std::size_t take_pack(std::string_view line, std::size_t at, Notes& notes) {
  const std::size_t begin = skip_spaces(line, at);
  if (begin < line.size() && line[begin] == '(') {
    const std::size_t close = line.find(')', begin);
    if (close == std::string_view::npos) return at;
    notes.push(line.substr(begin + 1, close - begin - 1));
    return close + 1;
  }
  if (begin == at) return at;
  const Term size = read_term(line, begin, Place::line);
  if (size.end == 0 || !size.has_unit) return at;
  const Kind kind = size.amount.unit->kind;
  if (kind != Kind::mass && kind != Kind::volume && kind != Kind::length) return at;
  // "2-inch piece": the piece is the unit.
  const std::size_t space = kind == Kind::length ? size.amount.unit_text.find(' ') : std::string_view::npos;
  const std::size_t end =
      space == std::string_view::npos ? size.end : size.end - (size.amount.unit_text.size() - space);
  notes.push(line.substr(begin, end - begin));
  return end;
}

// "14-oz can beans" is one can; "2 - 14 oz cans" two of them.
bool take_packed(std::string_view line, std::size_t at, const Term& term, Notes& notes, Cut& out) {
  if (!term.has_unit || term.composed) return false;
  const Kind kind = term.amount.unit->kind;
  if (kind != Kind::mass && kind != Kind::volume) return false;
  const std::size_t next = skip_spaces(line, term.end);
  if (!packs.has(word_at(line, next))) return false;
  const UnitAt pack = unit_at(line, term.end, Place::line, 1);
  if (pack.unit == nullptr) return false;
  if (term.amount.form == Form::range) {
    const Number count = read_number(line.substr(at));
    if (count.value != static_cast<int>(count.value) || term.amount.max < 5) return false;
    std::size_t size = skip_spaces(line, at + count.bytes);
    size = skip_spaces(line, size + letter_at(line, size).bytes);
    notes.push(line.substr(size, term.end - size));
    out = {line.substr(at, count.bytes), pack.text, pack.end};
    return true;
  }
  notes.push(line.substr(at, term.end - at));
  out = {"1", pack.text, pack.end};
  return true;
}

// "half and half" and "one-pot" are names.
bool is_name_word(std::string_view line, const NumberWord& word) {
  const Letter next = letter_at(line, word.end);
  if (is_dash(next.code) && next.bytes == 1) {
    const Letter after = letter_at(line, word.end + 1);
    return digit_value(after.code) < 0;
  }
  const std::string_view follower = word_at(line, skip_spaces(line, word.end));
  return follower.empty() || is_word(follower, "and") || follower == "&";
}

Cut take_number(std::string_view line, std::size_t at, Notes& notes, Arena& arena) {
  const Term term = read_expression(line, at, Place::line, arena);
  if (term.end == 0) {
    const NumberWord word = read_number_word(line, at);
    if (word.end == 0 || is_name_word(line, word)) return {};
    // "A しょうゆ" is of the group A.
    if (word.article && letter_at(line, skip_spaces(line, word.end)).code >= 0x3000) return {};
    if (word.article && is_one_of(word_at(line, skip_spaces(line, word.end)), "few little bit lot couple")) return {};
    const std::string_view quantity = figures(word.value);
    if (quantity.empty()) return {};
    return take_unit(line, take_pack(line, word.end, notes), quantity, word.value, notes);
  }
  if (is_name_number(line, term)) return {};
  Cut out;
  if (take_packed(line, at, term, notes, out)) return out;
  if (term.composed && term.amount.pieces > 0) {  // "2 x 400 g tins"
    const UnitAt unit = unit_at(line, term.end, Place::line, term.amount.pieces);
    out = {trim(line.substr(at, term.end - at)), {}, term.end};
    if (unit.unit != nullptr) out = {out.quantity, unit.text, unit.end};
    return out;
  }
  const bool spoon_first = term.has_unit && term.end == term.number_end;
  if (spoon_first && !term.composed) {
    const std::size_t begin = skip_spaces(line, at + term.amount.unit_text.size());
    return {line.substr(begin, term.number_end - begin), term.amount.unit_text, term.end};
  }
  if (term.composed) return {line.substr(at, term.end - at), {}, term.end};
  std::string_view quantity = line.substr(at, term.number_end - at);
  if (term.has_unit) {
    // "20 g - 30 g" is one amount with its unit inside.
    const std::size_t unit_begin = static_cast<std::size_t>(term.amount.unit_text.data() - line.data());
    if (unit_begin + term.amount.unit_text.size() != term.end) return {line.substr(at, term.end - at), {}, term.end};
    const std::string_view fill = word_at(term.amount.unit_text, 0);
    if (!fill_words.has(fill)) return {quantity, term.amount.unit_text, term.end};
    notes.push(fill);
    return {quantity, trim(term.amount.unit_text.substr(fill.size())), term.end};
  }
  std::size_t end = term.number_end;
  const std::size_t times = skip_spaces(line, end);  // "4 x chicken breasts", "2x eggs"
  const Letter sign = letter_at(line, times);
  if (sign.bytes != 0 && is_times(sign.code) && letter_at(line, times + sign.bytes).code == ' ')
    end = times + sign.bytes;
  return take_unit(line, take_pack(line, end, notes), quantity, term.amount.max, notes);
}

// "juice of " before a number; its end, or 0.
std::size_t skip_part_of(std::string_view line) {
  std::size_t at = 0;
  for (int words = 0; words < 7 && at < line.size(); ++words) {
    std::string_view word = word_at(line, at);
    if (words > 0 && word.size() > 2 && (word.starts_with("d'") || word.starts_with("d’")))
      return at + (word[1] == '\'' ? 2 : 4);
    if (words > 0 && read_number(line.substr(at)).bytes != 0) return at;  // "juice ½ lemon"
    if (words > 0 && of_words.has(word)) return skip_spaces(line, at + word.size());
    if (words > 0 && is_one_of(word, "einer eines")) return at;
    if (!part_words.has(word)) return 0;
    at = skip_spaces(line, at + word.size());
  }
  return 0;
}

// The amount at the end of the line, as Japanese and Italian lists have it: "しょうゆ 大さじ2", "Farina 500 g".
[[gnu::noinline]] Cut take_from_end(std::string_view line, std::string_view& name, Notes& notes, Arena& arena) {
  for (std::size_t at = 1; at < line.size(); ++at) {
    const std::string_view rest = line.substr(at);
    const std::size_t spoon = unit_first_bytes(rest);
    const bool number = read_number(rest).bytes != 0;
    // "卵2個": in a script without spaces the amount may follow at once.
    const bool at_once =
        number && letter_before(line, at).code >= 0x3000 && digit_value(letter_before(line, at).code) < 0;
    if (line[at - 1] != ' ' && spoon == 0 && !at_once) continue;
    if (begins_no_amount(rest)) {  // a unit without a number, or a note
      name = trim(line.substr(0, at));
      constexpr std::string_view each = "各";
      const bool of_each = rest.starts_with(each);
      const std::string_view said = rest.substr(of_each ? each.size() : 0);
      const std::string_view unit = find_unit(said) != nullptr ? said : std::string_view{};
      if (of_each) notes.push(each);
      if (unit.empty()) notes.push(said);
      return {{}, unit, line.size()};
    }
    if (!number && spoon == 0) continue;
    const Term term = read_expression(line, at, Place::line, arena);
    // "大さじ1強": a little more, or less.
    const std::string_view behind = trim(line.substr(term.end));
    const bool nearly = spoon != 0 && (behind == "強" || behind == "弱");
    if (term.end == 0 || !(behind.empty() || nearly)) continue;
    if (nearly) notes.push(behind);
    const char32_t before = letter_before(line, line[at - 1] == ' ' ? at - 1 : at).code;
    const bool divided = before == ':' || (term.has_unit && (is_dash(before) || digit_value(before) >= 0));
    if (!is_word_letter(before) && !divided && before != ')' && spoon == 0) continue;
    name = trim(line.substr(0, at));
    if (term.composed) return {rest, {}, line.size()};
    if (spoon != 0) {
      constexpr std::string_view each = "各";
      if (name.size() > each.size() && name.ends_with(each)) {
        notes.push(each);
        name = trim(name.substr(0, name.size() - each.size()));
      }
      const std::size_t begin = skip_spaces(line, at + spoon);
      return {line.substr(begin, term.number_end - begin), line.substr(at, spoon), line.size()};
    }
    return {line.substr(at, term.number_end - at), term.has_unit ? term.amount.unit_text : std::string_view{},
            line.size()};
  }
  return {};
}

// "Sugar - 1 cup", "Eggs, 2": the amount is all that follows the name.
Cut take_amount_note(Notes& notes, Arena& arena) {
  if (notes.count == 0) return {};
  std::string_view& last_note = notes.note[notes.count - 1];
  const std::string_view note = last_note;
  const Term term = read_expression(note, 0, Place::line, arena);
  if (term.end == 0 || term.end != note.size()) {  // "Hefe, frisch 20 g"
    const std::size_t word = word_end(note, 0);
    if (word == 0 || word == note.size() || about_words.has(note.substr(0, word))) return {};
    const std::size_t at = skip_spaces(note, word);
    const Term last = read_expression(note, at, Place::line, arena);
    if (last.end != note.size() || !last.has_unit || last.composed) return {};
    last_note = note.substr(0, word);
    return {note.substr(at, last.number_end - at), last.amount.unit_text, note.size()};
  }
  if (notes.count > 1 && !term.has_unit) return {};
  --notes.count;
  if (term.composed) return {note, {}, note.size()};
  return {note.substr(0, term.number_end), term.has_unit ? term.amount.unit_text : std::string_view{}, note.size()};
}

// "garlic cloves": the unit stands after the name.
std::string_view take_unit_after(std::string_view name, std::string_view& measurement, std::string_view& size) {
  const std::size_t space = name.rfind(' ');
  if (space == std::string_view::npos) return name;
  const std::string_view last = name.substr(space + 1);
  const std::string_view before = trim(name.substr(0, space));
  const std::size_t word = before.rfind(' ');
  const std::string_view food = word == std::string_view::npos ? before : before.substr(word + 1);
  const bool clove = is_one_of(last, "clove cloves") && is_word(food, "garlic");
  const bool stalk = is_one_of(last, "stalk stalks sprig sprigs rib ribs") &&
                     !is_one_of(food, "whole large small medium big fat fresh dried thin thick long");
  if (!clove && !stalk) return name;
  measurement = last;
  const std::string_view first = word_at(before, 0);
  if (!sizes.has(first) || first.size() == before.size()) return before;
  size = first;
  return trim(before.substr(first.size()));
}

std::string_view joined(const Notes& notes, Arena& arena) {
  if (notes.count == 0) return {};
  if (notes.count == 1) return notes.note[0];
  std::size_t size = 0;
  for (std::size_t n = 0; n < notes.count; ++n) size += notes.note[n].size() + 2;
  char* out = arena.array<char>(size);
  std::size_t at = 0;
  for (std::size_t n = 0; n < notes.count; ++n) {
    if (n > 0) {
      out[at++] = ';';
      out[at++] = ' ';
    }
    for (const char c : notes.note[n]) out[at++] = c;
  }
  return {out, at};
}

// What stands before the amount: "about", "juice of", "a few". Takes it off the line.
std::string_view take_lead(std::string_view line, Notes& notes, bool& few) {
  const std::string_view first = word_at(line, 0);
  if (about_words.has(first) && first.size() < line.size()) {
    notes.push(first);
    return trim(line.substr(first.size()));
  }
  if (!line.empty() && line[0] == '~') return trim(line.substr(1));
  if (is_word(first, "optional:") && first.size() < line.size()) {
    notes.push(first.substr(0, first.size() - 1));
    return trim(line.substr(first.size()));
  }
  for (const std::string_view some :
       {"a few ",   "a little ", "some ",        "few ",        "several ",   "etwas ",   "einige ",
        "n. b. ",   "n.b. ",     "un peu de ",   "un poco de ", "quelques ",  "algunas ", "algunos ",
        "algumas ", "alguns ",   "alcune ",      "alcuni ",     "qualche ",   "några ",   "noen ",
        "nogle ",   "enkele ",   "a couple of ", "a couple ",   "couple of ", "couple "})
    if (line.size() > some.size() && is_word(line.substr(0, some.size()), some)) {
      notes.push(line.substr(0, some.size()));
      few = true;
      return trim(line.substr(some.size()));
    }
  if (const std::size_t part = skip_part_of(line); part != 0) {
    const bool number = read_number(line.substr(part)).bytes != 0 || read_number_word(line, part).end != 0;
    if (number) {
      notes.push(line.substr(0, part));
      return line.substr(part);
    }
  }
  return line;
}

// A unit that opens a line without a number: "Pinch of salt", "(a few) drops of vanilla".
Cut take_opening_unit(std::string_view line, Notes& notes) {
  std::string_view first = word_at(line, 0);
  if (is_size(first)) {  // "small handful of coriander"
    const std::size_t next = skip_spaces(line, first.size());
    const std::string_view unit = word_at(line, next);
    if (opening_units.has(unit) && next + unit.size() < line.size() && line[next + unit.size()] == ' ') {
      notes.push(first);
      return {{}, unit, next + unit.size()};
    }
  }
  if (!opening_units.has(first) || first.size() == line.size() || line[first.size()] != ' ') return {};
  return {{}, first, first.size()};
}

// After "a few": things are counted, but nobody says how many.
Cut take_few(std::string_view line) {
  const UnitAt unit = unit_at(line, 0, Place::line, 2);
  if (unit.unit == nullptr || skip_spaces(line, unit.end) >= line.size()) return {};
  if (unit.unit->kind != Kind::named_count && unit.unit->kind != Kind::imprecise) return {};
  return {{}, unit.text, unit.end};
}

// What stands between the amount and the name goes to the notes: "(240 ml)", "rase", "each".
std::string_view take_before_name(std::string_view rest, const Cut& cut, Notes& notes) {
  rest = trim(rest);
  if (const Letter dot = letter_at(rest, 0); dot.code == '.' || dot.code == ':') rest = trim(rest.substr(1));
  if (!rest.empty() && rest[0] == '(') {  // "1 cup (240 ml) of milk"
    const std::size_t close = rest.find(')');
    const std::string_view after = close == std::string_view::npos ? std::string_view{} : trim(rest.substr(close + 1));
    if (!after.empty() && after[0] != ',') {
      notes.push(rest.substr(1, close - 1));
      rest = after;
    }
  }
  if (!cut.measurement.empty()) {
    const std::size_t begin = rest.starts_with(',') ? skip_spaces(rest, 1) : 0;
    const std::string_view filling = word_at(rest, begin);
    const std::string_view after = trim(rest.substr(begin + filling.size()));
    if (fill_words_after.has(filling) && !after.empty() && after[0] != ',') {
      notes.push(filling);
      rest = after;
    }
  }
  rest = without_of(rest);
  if (const std::string_view each = word_at(rest, 0); is_one_of(each, "each each:") && each.size() < rest.size()) {
    notes.push(each.substr(0, 4));
    rest = without_of(rest.substr(each.size()));
  }
  if (!cut.measurement.empty()) return rest;
  for (const std::string_view article : {"a ", "an "})
    if (rest.size() > article.size() && is_word(rest.substr(0, article.size()), article))
      rest = rest.substr(article.size());
  return rest;
}

// The amount that follows the name, where none stands before it.
Cut take_after_name(std::string_view& name, Notes& notes, Arena& arena) {
  std::string_view left = name;
  Cut end = take_from_end(name, left, notes, arena);
  if (end.end == 0 || end.measurement.empty()) {  // "Farina 00, 500 g": the 00 is no amount
    const Cut note = take_amount_note(notes, arena);
    if (note.end != 0) {
      end = note;
      left = name;
    }
  }
  if (end.end == 0) return end;
  name = left;
  for (Letter last = letter_before(name, name.size()); last.code == ':' || last.code == 0x2026 || is_dash(last.code);
       last = letter_before(name, name.size()))
    name = trim(name.substr(0, name.size() - last.bytes));
  return end;
}

}  // namespace

Line read_line(std::string_view text, Arena& arena) {
  Line out;
  if (text.size() > line_bytes_max) {
    out.name = trim(text);
    return out;
  }
  const std::string_view whole = cleaned_line(text, arena);
  Notes notes;
  bool few = false;
  const std::string_view line = take_lead(whole, notes, few);
  Cut cut = few ? take_few(line) : take_number(line, 0, notes, arena);
  if (cut.end == 0) cut = take_opening_unit(line, notes);
  std::string_view rest = line;
  if (cut.end != 0) {
    rest = take_before_name(line.substr(cut.end), cut, notes);
  } else if (line.ends_with(')')) {  // "Azeite 2 colheres (sopa)"
    cut = take_from_end(line, rest, notes, arena);
    if (cut.measurement.empty()) cut = {};
  }
  out.quantity = cut.quantity;
  out.measurement = cut.measurement;
  out.name = split_name(rest, notes, arena);
  if (cut.end == 0) {
    const Cut last = take_after_name(out.name, notes, arena);
    out.quantity = last.quantity;
    out.measurement = last.measurement;
  } else if (out.name.empty() && !out.measurement.empty()) {  // "5 cloves" are the spice
    out.name = out.measurement;
    out.measurement = {};
  } else if (out.measurement.empty() && !out.quantity.empty()) {
    std::string_view size;
    out.name = take_unit_after(out.name, out.measurement, size);
    if (!size.empty()) notes.push_first(size);
  }
  if (out.name.empty() && out.quantity.empty()) out.name = whole;
  out.note = joined(notes, arena);
  return out;
}

}  // namespace cookdiff::measure
