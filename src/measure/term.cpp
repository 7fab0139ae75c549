#include "measure/term.hpp"

#include <cmath>

#include "measure/scan.hpp"
#include "measure/word_set.hpp"

namespace cookdiff::measure {

namespace {

constexpr double amount_least = 1e-15;  // smaller and larger numbers are kept as text: no product of them overflows
constexpr double amount_most = 1e15;
constexpr WordSet<32> range_joints{"to or bis oder till ou \xC3\xA0 a o eller al"};
static_assert(!range_joints.is_full());
constexpr WordSet<16> sum_words{"plus m\xC3\xA1s mais pi\xC3\xB9"};
static_assert(!sum_words.is_full());
constexpr WordSet<16> and_words{"and und et y e och"};
static_assert(!and_words.is_full());
constexpr int sum_terms_max = 4;  // "1 lb 2 oz" has two; what follows more is not read

bool in_range(double value) { return value == 0 || (value >= amount_least && value <= amount_most); }

// What may stand between the ends of a range; 0 where none does. A word needs space around it, a dash does not.
std::size_t skip_range_joint(std::string_view text, std::size_t at) {
  const std::size_t next = skip_spaces(text, at);
  const Letter sign = letter_at(text, next);
  if (sign.bytes == 0) return 0;
  if (is_dash(sign.code) || sign.code == '~' || sign.code == 0x301C || sign.code == 0xFF5E)
    return skip_spaces(text, next + sign.bytes);
  if (next == at) return 0;
  const std::size_t end = word_end(text, next);
  const std::string_view word = text.substr(next, end - next);
  if (!range_joints.has(word)) return 0;
  const std::size_t after = skip_spaces(text, end);
  return after == end ? 0 : after;
}

void set_number(Amount& amount, const Number& number) {
  amount.form = Form::exact;
  amount.min = amount.max = number.value;
  amount.either = number.either;
  amount.other_min = amount.other_max = number.other;
  amount.min_decimals = amount.max_decimals = number.decimals;
}

void set_max(Amount& amount, const Number& number) {
  amount.form = Form::range;
  if (!amount.either) amount.other_min = amount.min;
  amount.max = number.value;
  amount.other_max = number.either ? number.other : number.value;
  amount.either = amount.either || number.either;
  amount.max_decimals = number.decimals;
  if (amount.min > amount.max) {
    std::swap(amount.min, amount.max);
    std::swap(amount.min_decimals, amount.max_decimals);
  }
  if (amount.other_min > amount.other_max) std::swap(amount.other_min, amount.other_max);
}

// "20 g - 30 g", "45 min to 1 hour": a range whose ends both have a unit. Made of the first unit.
void read_second_end(std::string_view text, Place place, Term& term) {
  if (!term.has_unit || term.amount.form != Form::exact) return;
  const std::size_t begin = skip_range_joint(text, term.end);
  if (begin == 0) return;
  const Number number = read_number(text.substr(begin));
  if (number.bytes == 0 || !in_range(number.value)) return;
  const UnitAt unit = unit_at(text, begin + number.bytes, place, number.value);
  if (unit.unit == nullptr) return;
  double ratio = 1;
  if (term.amount.unit == &units::degree && unit.unit->kind == Kind::temperature) {
    term.amount.unit = unit.unit;  // "350° to 375°F"
    term.amount.unit_text = unit.text;
  } else if (unit.unit != term.amount.unit) {
    if (!converts(*unit.unit, *term.amount.unit)) return;
    ratio = unit_ratio(*unit.unit, *term.amount.unit);
  }
  Number scaled = number;
  scaled.value *= ratio;
  scaled.other *= ratio;
  if (ratio != 1) scaled.decimals = 0;
  if (scaled.value <= term.amount.min) return;
  set_max(term.amount, scaled);
  term.end = unit.end;
}

void take_unit(Term& term, const UnitAt& unit) {
  term.amount.unit = unit.unit;
  term.amount.unit_text = unit.text;
  term.has_unit = true;
  term.end = unit.end;
}

// "gas mark 4", "gas 4", "大さじ2": the unit before its number.
Term read_unit_first(std::string_view text, std::size_t at) {
  const Letter first = letter_at(text, at);
  const bool gas = first.code == 'g' || first.code == 'G' || first.code == 'r' || first.code == 'R';
  const std::size_t spoon = first.code < 0x3000 ? 0 : unit_first_bytes(text.substr(at));
  if (!gas && spoon == 0) return {};
  std::size_t end = at + spoon;
  if (gas) {
    end = word_end(text, at);
    const std::string_view word = text.substr(at, end - at);
    if (is_word(word, "gas")) {
      const std::size_t mark = skip_spaces(text, end);
      const std::size_t mark_end = word_end(text, mark);
      if (is_word(text.substr(mark, mark_end - mark), "mark")) end = mark_end;
    } else if (!is_word(word, "regulo") && word != "GM") {
      return {};
    }
  }
  const std::size_t begin = skip_spaces(text, end);
  const Number number = read_number(text.substr(begin));
  if (number.bytes == 0 || !in_range(number.value)) return {};
  Term out;
  set_number(out.amount, number);
  out.number_end = begin + number.bytes;
  take_unit(out, {spoon != 0 ? find_unit(text.substr(at, end - at)) : &units::gas_mark, text.substr(at, end - at),
                  out.number_end});
  const std::size_t second = skip_range_joint(text, out.end);
  if (second != 0) {
    const Number more = read_number(text.substr(second));
    if (more.bytes != 0 && more.value > number.value && in_range(more.value)) {
      set_max(out.amount, more);
      out.end = out.number_end = second + more.bytes;
    }
  }
  constexpr std::string_view fill = "杯";  // "大さじ2杯": two spoons full
  if (spoon != 0 && text.substr(out.end).starts_with(fill)) out.end += fill.size();
  return out;
}

// The amount of "2 x 400 g", where `count` is the 2; end 0 where no such thing follows.
Term read_times(std::string_view text, const Term& count, Place place) {
  if (count.has_unit || count.amount.form != Form::exact || place == Place::step) return {};
  std::size_t at = skip_spaces(text, count.end);
  const Letter sign = letter_at(text, at);
  if (sign.bytes == 0 || !is_times(sign.code)) return {};
  at = skip_spaces(text, at + sign.bytes);
  Term each = read_term(text, at, place);
  if (each.end == 0 || !each.has_unit) return {};
  if (each.amount.unit->kind != Kind::mass && each.amount.unit->kind != Kind::volume) return {};
  each.amount.pieces = count.amount.min;
  each.amount.min *= count.amount.min;
  each.amount.max *= count.amount.min;
  each.amount.either = false;
  each.composed = true;
  if (!in_range(each.amount.max) || !in_range(each.amount.min)) return {};
  return each;
}

// Where a further part of a sum begins, or 0. `said` is set where a plus stands there: then the parts need not convert.
std::size_t skip_sum_joint(std::string_view text, std::size_t at, bool& said) {
  std::size_t next = skip_spaces(text, at);
  said = false;
  if (next < text.size() && (text[next] == '+' || text[next] == '&')) {
    said = text[next] == '+';
    return skip_spaces(text, next + 1);
  }
  const std::size_t end = word_end(text, next);
  const std::string_view word = text.substr(next, end - next);
  if (sum_words.has(word)) {
    said = true;
    return skip_spaces(text, end);
  }
  if (and_words.has(word)) return skip_spaces(text, end);
  return next;
}

void read_sum(std::string_view text, Place place, Term& term) {
  for (int terms = 1; terms < sum_terms_max && term.has_unit && term.amount.form == Form::exact; ++terms) {
    bool said = false;
    const std::size_t begin = skip_sum_joint(text, term.end, said);
    const Term more = read_term(text, begin, place);
    if (more.end == 0 || !more.has_unit || more.amount.form != Form::exact) return;
    const Unit& large = *term.amount.unit;
    const Unit& small = *more.amount.unit;
    const bool like = converts(large, small) && (small.factor < large.factor || (said && small.factor == large.factor));
    if (!like && !said) return;
    if (like) {
      const double sum = term.amount.min * unit_ratio(large, small) + more.amount.min;
      if (!in_range(sum)) return;
      term.amount.min = term.amount.max = sum;
      term.amount.unit = more.amount.unit;
      term.amount.unit_text = more.amount.unit_text;
    } else if (said && converts(large, small)) {  // "2 tbsp + 1 cup": the larger unit comes last
      term.amount.min = term.amount.max = term.amount.min + more.amount.min * unit_ratio(small, large);
    } else {
      term.amount.form = Form::unparsed;
    }
    term.amount.either = false;
    term.amount.min_decimals = term.amount.max_decimals = 0;
    term.end = more.end;
    term.composed = true;
  }
}

// Whether `b` can be said for `a`: another unit of the kind, or a weight for a volume.
bool is_another_spelling(const Unit& a, const Unit& b) {
  if (&a == &b) return false;
  if (a.kind == Kind::temperature || b.kind == Kind::temperature) return a.kind == b.kind;
  const auto measured = [](const Unit& unit) { return unit.kind == Kind::volume || unit.kind == Kind::mass; };
  if (measured(a) && measured(b)) return true;
  if (&b == &units::stick) return measured(a);
  return a.kind == b.kind && (a.kind == Kind::length || a.kind == Kind::time);
}

// The next spelling of an amount that ends at `at`: "/10½oz", "(350 °F)", "(350 °F/gas mark 4)". `open` is set while a
// bracket is open; end is 0 where none follows.
Term next_spelling(std::string_view text, std::size_t at, Place place, const Unit& first, bool& open) {
  const std::size_t sign = skip_spaces(text, at);
  if (sign >= text.size()) return {};
  const bool bracket = !open && place != Place::line && text[sign] == '(';
  const bool divided = text[sign] == '/' || (open && (text[sign] == ',' || text[sign] == ';')) ||
                       (text[sign] == '=' && place == Place::quantity);
  if (!bracket && !divided) return {};
  Term out = read_term(text, skip_spaces(text, sign + 1), place);
  if (out.end == 0 || !out.has_unit || !is_another_spelling(first, *out.amount.unit)) return {};
  read_sum(text, place, out);
  if (!out.amount.is_number()) return {};
  open = open || bracket;
  const std::size_t close = skip_spaces(text, out.end);
  if (open && close < text.size() && text[close] == ')') {
    out.end = close + 1;
    open = false;
  }
  return out;
}

void read_spellings(std::string_view text, Place place, Arena& arena, Term& term) {
  if (!term.has_unit || !term.amount.is_number()) return;
  Amount kept[spellings_max];
  int count = 0;
  bool open = false;
  std::size_t end = term.end;
  while (count < spellings_max - 1) {
    const Term more = next_spelling(text, end, place, *term.amount.unit, open);
    if (more.end == 0) break;
    kept[count++] = more.amount;
    end = more.end;
  }
  if (count == 0 || open) return;  // a bracket with something else in it is no spelling
  term.end = end;
  term.composed = true;
  const Amount* also = nullptr;
  for (int n = count - 1; n >= 0; --n) {
    Amount* stored = arena.array<Amount>(1);
    *stored = kept[n];
    stored->also = also;
    also = stored;
  }
  term.amount.also = also;
}

}  // namespace

double unit_ratio(const Unit& from, const Unit& to) {
  const double ratio = from.factor / to.factor;
  const double whole = std::round(ratio);
  return std::fabs(ratio - whole) < 1e-12 * ratio ? whole : ratio;
}

bool converts(const Unit& a, const Unit& b) {
  return a.kind == b.kind &&
         (a.kind == Kind::volume || a.kind == Kind::mass || a.kind == Kind::length || a.kind == Kind::time);
}

Term read_term(std::string_view text, std::size_t at, Place place) {
  if (Term first = read_unit_first(text, at); first.end != 0) return first;
  Term out;
  const Number number = read_number(text.substr(at < text.size() ? at : text.size()));
  if (number.bytes == 0 || !in_range(number.value)) return {};
  set_number(out.amount, number);
  out.end = out.number_end = at + number.bytes;
  if (const std::size_t begin = skip_range_joint(text, out.end); begin != 0) {
    const Number more = read_number(text.substr(begin));
    if (more.bytes != 0 && in_range(more.value)) {
      set_max(out.amount, more);
      out.end = out.number_end = begin + more.bytes;
    }
  }
  const UnitAt unit = unit_at(text, out.end, place, out.amount.max);
  if (unit.unit != nullptr) {
    take_unit(out, unit);
    read_second_end(text, place, out);
  }
  return out;
}

Term read_expression(std::string_view text, std::size_t at, Place place, Arena& arena) {
  Term out = read_term(text, at, place);
  if (out.end == 0) return out;
  if (Term times = read_times(text, out, place); times.end != 0) out = times;
  read_sum(text, place, out);
  read_spellings(text, place, arena, out);
  return out;
}

}  // namespace cookdiff::measure
