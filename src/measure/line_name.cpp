#include "measure/line_name.hpp"

#include "measure/scan.hpp"
#include "measure/term.hpp"
#include "measure/word_set.hpp"

namespace cookdiff::measure {

namespace {

constexpr WordSet<256> adjectives{
    "large medium small big extra-large extra large-sized fresh ripe firm soft dried dry raw whole boneless skinless "
    "bone-in skin-on boned skinned lean thick thin thick-cut thin-cut low-fat low-sodium reduced-fat reduced-sodium "
    "fat-free full-fat unsalted salted organic free-range hot cold warm plain unbleached good-quality crisp tart sweet "
    "sour very firm-ripe young old mature long short fine coarse light dark heavy red green yellow white black "
    "uncooked cooked frozen canned tinned unsweetened sweetened gluten-free shell-on head-on center-cut semi-sweet "
    "smooth creamy crunchy mild strong freshly"};
static_assert(!adjectives.is_full());
constexpr WordSet<64> adverbs{
    "finely roughly coarsely thinly freshly lightly well very thickly loosely firmly evenly gently fein grob "
    "finement finamente grovt fint"};
static_assert(!adverbs.is_full());
constexpr WordSet<256> participles{
    "chopped diced sliced minced grated shredded beaten melted softened peeled crushed cubed halved quartered drained "
    "rinsed sifted toasted mashed juiced zested trimmed pitted seeded cored crumbled divided thawed separated torn "
    "julienned whisked undrained warmed chilled deveined smashed squeezed deseeded stemmed washed crumbled optional "
    "gehackt gewürfelt geschnitten gerieben gepresst geschält zerlassen "
    "haché hachés hachée hachées râpé râpée émincé "
    "émincés émincée émincées ciselé ciselée ciselés ciselées coupée coupées pelé pelée pelés pelées épluché épluchée "
    "épluchés épluchées écrasé écrasée pressé pressée fondu fondue fondus battu battus coupé coupés picado picados "
    "picada picadas rallado rallada "
    "tritato tritata tritati grattugiato affettato affettata affettati affettate cortado cortada cortados cortadas "
    "hackad hackade hackat finhackad finhackade finhackat skivad skivade strimlad strimlade tärnad tärnade pressad "
    "riven rivet finhakket hakket gesnipperd fijngesneden geraspt geperst"};
static_assert(!participles.is_full());
constexpr WordSet<16> joints{"and & or und et y e och"};
static_assert(!joints.is_full());
constexpr WordSet<64> purposes{
    "serve garnish finish decorate coat thicken cover sprinkle taste drizzle fry grease top brush dust cook glaze"};
static_assert(!purposes.is_full());
constexpr WordSet<16> extras{"more extra additional some a enough"};
static_assert(!extras.is_full());
constexpr WordSet<16> purpose_words{"for zum zur für pour para till"};
static_assert(!purpose_words.is_full());
constexpr WordSet<32> taste_words{"nach al a efter naar do quanto по selon podle maku"};
static_assert(!taste_words.is_full());
constexpr WordSet<64> tastes{
    "geschmack belieben bedarf gusto gosto piacere smak smag smaak smaku smażenia basta вкусу goût chuti"};
static_assert(!tastes.is_full());
constexpr std::size_t abbreviation_bytes_max = 4;
constexpr std::string_view whole_notes = "optional q.b. q.b qb c/s c/n";

struct Word {
  std::size_t begin = 0;
  std::size_t end = 0;
};
// The next run without spaces at or after `at`; begin == end at the end of the text.
Word next_word(std::string_view text, std::size_t at) {
  while (at < text.size() && text[at] == ' ') ++at;
  std::size_t end = at;
  while (end < text.size() && text[end] != ' ') ++end;
  return {at, end};
}

// The bracket that closes the one at `open`, or npos.
std::size_t closing(std::string_view text, std::size_t open) {
  int depth = 0;
  for (std::size_t at = open; at < text.size(); ++at) {
    if (text[at] == '(') ++depth;
    if (text[at] == ')' && --depth == 0) return at;
  }
  return std::string_view::npos;
}

// The first bracket that is not the plural of the word before it, or npos.
[[gnu::noinline]] std::size_t find_bracket(std::string_view text) {
  for (std::size_t open = text.find('('); open != std::string_view::npos;) {
    const std::size_t end = plural_end(text, open);
    if (end == open) return open;
    open = text.find('(', end);
  }
  return std::string_view::npos;
}

[[gnu::noinline]] std::string_view strip_ends(std::string_view text) {
  text = trim(text);
  // "*" and "†" lead to a footnote.
  for (Letter last = letter_before(text, text.size());
       last.code == ',' || last.code == ';' || last.code == ':' || last.code == '*' || last.code == 0x2020;
       last = letter_before(text, text.size()))
    text = trim(text.substr(0, text.size() - last.bytes));
  if (text.starts_with('(') && closing(text, 0) == text.size() - 1) return strip_ends(text.substr(1, text.size() - 2));
  while (!text.empty() && (text.front() == ',' || text.front() == ';')) text = trim(text.substr(1));
  // The full stop of a sentence; the dot of "lb." stays.
  if (text.size() > 3 && text.back() == '.' && text.find('.') == text.size() - 1) {
    const std::string_view sentence = text.substr(0, text.size() - 1);
    const std::string_view last = sentence.substr(sentence.rfind(' ') + 1);
    if (last.size() > abbreviation_bytes_max || find_unit(last) == nullptr) text = sentence;
  }
  return text;
}

// Only such words: a comma after them stands inside a name ("peeled, cored and sliced apples").
bool are_adjectives(std::string_view text) {
  bool any = false;
  for (Word word = next_word(text, 0); word.begin < word.end; word = next_word(text, word.end)) {
    const std::string_view one = text.substr(word.begin, word.end - word.begin);
    if (!adjectives.has(one) && !participles.has(one) && !adverbs.has(one)) return false;
    any = true;
  }
  return any;
}

// Where the name's text ends and the note begins: the first comma that does not stand between adjectives, a dash
// between spaces, a footnote's star before a word, or a semicolon. npos where there is none.
std::size_t find_divider(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == ';') return at;
    if (c == ',' && (at + 1 == text.size() || digit_value(static_cast<unsigned char>(text[at + 1])) < 0) &&
        !are_adjectives(text.substr(0, at)))
      return at;
    if (c == ' ' && at > 0) {
      const Letter dash = letter_at(text, at + 1);
      const std::size_t after = at + 1 + dash.bytes;
      if (dash.bytes != 0 && is_dash(dash.code) && after < text.size() && text[after] == ' ') return at;
      if (dash.code == '*' && after < text.size() && is_word_letter(letter_at(text, after).code)) return at;
    }
  }
  return std::string_view::npos;
}

// Two words in a row, as a phrase that begins a note.
[[gnu::noinline]] bool begins_note(std::string_view word, std::string_view next, std::string_view third) {
  // "nata para montar" is a cream
  if (purpose_words.has(word)) return !next.empty() && !is_one_of(next, "montar cocinar batir");
  // "per friggere", "per la teglia"; but "lievito per dolci" is a name.
  if (is_word(word, "per"))
    return next.ends_with("re") || is_one_of(next, "la il lo le gli i") || next.starts_with("l'");
  if (word == "@") return !next.empty();
  if (is_word(word, "to")) return purposes.has(next);
  if (is_word(word, "plus") || word == "+") return extras.has(next) || purpose_words.has(next);
  if (is_word(word, "or")) return is_one_of(next, "to more as less") && !third.empty();
  if (is_word(word, "as")) return is_one_of(next, "needed required desired necessary");
  if (is_word(word, "at")) return is_word(next, "room");
  if (is_word(word, "cut")) return is_one_of(next, "into in lengthwise crosswise");
  if (is_word(word, "mixed") || is_word(word, "dissolved")) return is_one_of(next, "with in");
  const bool figure = !next.empty() && next[0] >= '0' && next[0] <= '9';
  if (word == "à") return figure || is_one_of(next, "je ca ca.");
  if (is_one_of(word, "about approximately approx approx.")) return figure;
  if (is_word(word, "such")) return is_word(next, "as");
  if (is_word(word, "room")) return is_one_of(next, "temperature temp temp.");
  if (is_word(word, "if")) return is_one_of(next, "desired needed using necessary you available");
  if (is_word(word, "preferably")) return !next.empty();
  return tastes.has(next) && taste_words.has(word);
}

// Where a purpose ("for greasing") or the suffix of preparations ("finely chopped") begins; the text's size for none.
std::size_t find_note(std::string_view text) {
  std::size_t suffix = text.size();  // the begin of the run of preparation words that the text so far ends with
  bool in_suffix = false;
  bool has_participle = false;
  for (Word word = next_word(text, 0); word.begin < word.end; word = next_word(text, word.end)) {
    const std::string_view now = text.substr(word.begin, word.end - word.begin);
    const Word second = next_word(text, word.end);
    const Word third = next_word(text, second.end);
    if (word.begin > 0 && begins_note(now, text.substr(second.begin, second.end - second.begin),
                                      text.substr(third.begin, third.end - third.begin)))
      return in_suffix && has_participle ? suffix : word.begin;
    if (word.begin > 0 && is_one_of(now, whole_notes) && second.begin == second.end) return word.begin;
    const bool participle = participles.has(now);
    const bool belongs = participle || adverbs.has(now) || (in_suffix && joints.has(now));
    if (!belongs || word.begin == 0) {
      in_suffix = false;
      has_participle = false;
    } else {
      if (!in_suffix) suffix = word.begin;
      in_suffix = true;
      has_participle = has_participle || participle;
    }
  }
  return in_suffix && has_participle ? suffix : text.size();
}

void push_note(std::string_view text, Notes& notes) {
  // A bracket inside a note is a note of its own.
  const std::size_t open = find_bracket(text);
  const std::size_t close = open == std::string_view::npos ? open : closing(text, open);
  if (close == std::string_view::npos || trim(text.substr(close + 1)).size() > 1) {
    notes.push(strip_ends(text));
    return;
  }
  notes.push(strip_ends(text.substr(0, open)));
  notes.push(strip_ends(text.substr(open + 1, close - open - 1)));
}

// The name without the purpose or preparation that ends it, which becomes a note.
[[gnu::noinline]] std::string_view take_purpose(std::string_view name, Notes& notes) {
  const std::size_t purpose = find_note(name);
  if (purpose < name.size()) notes.push(strip_ends(name.substr(purpose)));
  return name.substr(0, purpose);
}

}  // namespace

void Notes::push(std::string_view text) {
  text = trim(text);
  if (text.empty() || count == notes_max) return;
  note[count++] = text;
}

void Notes::push_first(std::string_view text) {
  if (count < notes_max) ++count;
  for (std::size_t n = count - 1; n > 0; --n) note[n] = note[n - 1];
  note[0] = text;
}

std::string_view without_of(std::string_view name) {
  name = trim(name);
  for (const std::string_view joint : {"of the ", "of ", "de la ", "de l'", "de l’", "de ", "du ", "des ", "d'", "d’",
                                       "di ", "della ", "dell'", "dell’", "del ", "von "}) {
    if (name.size() > joint.size() && is_word(name.substr(0, joint.size()), joint))
      return trim(name.substr(joint.size()));
  }
  return name;
}

std::string_view split_name(std::string_view rest, Notes& notes, Arena& arena) {
  std::string_view name;
  std::string_view left = trim(rest);
  // Brackets of the name's part, one after another; then the first divider.
  while (!left.empty()) {
    const std::size_t divider = find_divider(left);
    std::size_t open = find_bracket(left);
    if (open < divider && notes.count < notes_max) {
      const std::size_t close = closing(left, open);
      const std::string_view before = trim(left.substr(0, open));
      if (!before.empty()) name = name.empty() ? before : arena.join(arena.join(name, " "), before);
      const std::string_view inside = left.substr(open + 1, close == std::string_view::npos ? close : close - open - 1);
      left = close == std::string_view::npos ? std::string_view{} : trim(left.substr(close + 1));
      if (left.empty()) name = take_purpose(name, notes);
      notes.push(strip_ends(inside));
      continue;
    }
    std::string_view before = trim(left.substr(0, divider));
    const std::string_view after = divider == std::string_view::npos ? std::string_view{} : left.substr(divider + 1);
    if (!before.empty()) name = name.empty() ? before : arena.join(arena.join(name, " "), before);
    left = {};
    if (after.empty()) break;
    std::string_view note = trim(after);
    while (!note.empty() && (is_dash(letter_at(note, 0).code) || note[0] == '*'))
      note = trim(note.substr(letter_at(note, 0).bytes));
    name = take_purpose(name, notes);  // it stands before this note
    push_note(note, notes);
  }
  return strip_ends(take_purpose(name, notes));
}

}  // namespace cookdiff::measure
