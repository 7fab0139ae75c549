#include "measure/amount.hpp"

#include <utility>

#include "base/number.hpp"
#include "measure/decimal.hpp"
#include "measure/fold.hpp"
#include "measure/scan.hpp"
#include "measure/term.hpp"

namespace cookdiff::measure {

namespace {

constexpr double amount_least = 1e-15;
constexpr double amount_most = 1e15;
constexpr int written_digits = 12;

// Texts that say that no amount is said; folded.
constexpr std::string_view unspecified_texts[] = {
    "to taste",       "as needed",     "as required",   "as desired",  "as necessary", "qb",       "q b",
    "nach geschmack", "nach belieben", "nach bedarf",   "al gusto",    "a gusto",      "a gosto",  "au gout",
    "selon le gout",  "quanto basta",  "efter smak",    "for serving", "to serve",     "optional", "n/a",
    "none",           "null",          "quantum satis", "etwas",       "適量",         "お好みで", "-"};

bool says_no_amount(std::string_view text) {
  char buffer[32];
  const std::string_view folded{buffer, fold(text, buffer, sizeof buffer)};
  if (folded.empty()) return trim(text).empty() || text == "-" || text == "–" || text == "—";
  for (const std::string_view row : unspecified_texts)
    if (folded == row) return true;
  return false;
}

void set_unit(Amount& amount, std::string_view measurement) {
  amount.unit_text = trim(measurement);
  const Unit* unit = find_unit(amount.unit_text);
  amount.unit = unit != nullptr ? unit : &units::unknown;
}

void set_number(Amount& amount, const Number& number) {
  amount.form = Form::exact;
  amount.min = amount.max = number.value;
  amount.either = number.either;
  amount.other_min = amount.other_max = number.other;
  amount.min_decimals = amount.max_decimals = number.decimals;
}

// "1.5e3", as stores write numbers: the whole text or nothing.
Number read_scientific(std::string_view text) {
  Number out;
  Decimal decimal;
  std::size_t at = 0;
  int places = 0;
  bool point = false;
  std::size_t digits = 0;
  for (; at < text.size(); ++at) {
    if (text[at] == '.' && !point) {
      point = true;
    } else if (text[at] >= '0' && text[at] <= '9') {
      decimal.push(text[at] - '0');
      ++digits;
      if (point) ++places;
    } else {
      break;
    }
  }
  if (digits == 0 || text[0] == '.') return {};
  int exponent = 0;
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    const bool minus = at < text.size() && text[at] == '-';
    if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;
    const std::size_t first = at;
    for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at)
      if (exponent < exponent_limit) exponent = exponent * 10 + (text[at] - '0');
    if (at == first) return {};
    if (minus) exponent = -exponent;
  }
  if (at != text.size()) return {};
  decimal.exponent += exponent - places;
  out.value = to_double(decimal);
  const int decimals = places - exponent;
  out.decimals = static_cast<std::uint8_t>(decimals < 0 ? 0 : decimals > decimals_max ? decimals_max : decimals);
  // 2.50 has two places, and 2.0 stands for itself: zeros at the end say nothing.
  out.bytes = at;
  return out;
}

bool is_amount(double value) { return value == 0 || (value >= amount_least && value <= amount_most); }

// The rest of a quantity's text after its amount: nothing but a full stop.
bool is_whole(std::string_view text, std::size_t end) {
  const std::size_t next = skip_spaces(text, end);
  return next == text.size() || (next + 1 == text.size() && text[next] == '.');
}

std::size_t skip_about(std::string_view text) {
  std::size_t at = 0;
  const std::size_t end = word_end(text, 0);
  if (is_one_of(text.substr(0, end), "about approx approximately ca circa roughly around between ungefähr etwa")) {
    at = end;
    if (at < text.size() && text[at] == '.') ++at;
  } else if (!text.empty() && text[0] == '~') {
    at = 1;
  }
  return skip_spaces(text, at);
}

// A number in words at the start, with its unit: "one", "half a cup", "a dozen".
Term read_words(std::string_view text, std::size_t at) {
  const NumberWord word = read_number_word(text, at);
  if (word.end == 0) return {};
  Term out;
  out.amount.form = Form::exact;
  out.amount.min = out.amount.max = word.value;
  out.end = out.number_end = word.end;
  if (const UnitAt unit = unit_at(text, out.end, Place::quantity, word.value); unit.unit != nullptr) {
    out.amount.unit = unit.unit;
    out.amount.unit_text = unit.text;
    out.has_unit = true;
    out.end = unit.end;
  }
  return out;
}

// The amount of the whole of `text` (trimmed), or unparsed.
Term read_whole(std::string_view text, Arena& arena) {
  const std::size_t at = skip_about(text);
  Term term = read_expression(text, at, Place::quantity, arena);
  if (term.end == 0) term = read_words(text, at);
  if (term.end != 0 && is_whole(text, term.end)) return term;
  return {};
}

// A measurement that is more than a unit: "cup (240 ml)", "g/10½oz". Read together with its quantity.
bool read_together(std::string_view quantity, std::string_view measurement, Arena& arena, Amount& out) {
  bool digit = false;
  for (const char c : measurement) digit = digit || (c >= '0' && c <= '9');
  if (!digit || quantity.size() + measurement.size() > amount_bytes_max) return false;
  const std::string_view text = arena.join(arena.join(quantity, " "), measurement);
  const Term term = read_whole(text, arena);
  if (term.end == 0 || !term.has_unit) return false;
  out = term.amount;
  out.text = text;
  return true;
}

// What a quantity's own unit and the measurement beside it say together.
void join_unit(Amount& amount, const Term& term, std::string_view quantity, std::string_view measurement,
               Arena& arena) {
  if (!term.has_unit) {
    set_unit(amount, measurement);
    if (amount.unit == &units::unknown) read_together(quantity, measurement, arena, amount);
    return;
  }
  const std::string_view text = trim(measurement);
  if (text.empty()) return;
  amount.beside = text;
  const Unit* unit = find_unit(text);
  if (unit == amount.unit || unit == &units::piece) return;
  const bool names_pieces = unit == nullptr || unit->kind == Kind::named_count || unit->kind == Kind::count;
  if (amount.pieces > 0 && names_pieces) {  // "2 x 400 g" of tins: also 2 tins
    Amount* tins = arena.array<Amount>(1);
    *tins = {};
    tins->form = Form::exact;
    tins->min = tins->max = amount.pieces;
    tins->unit = unit != nullptr ? unit : &units::unknown;
    tins->unit_text = text;
    tins->also = amount.also;
    amount.also = tins;
    return;
  }
  const std::string_view whole = quantity;
  amount = {};
  amount.form = Form::unparsed;
  amount.text = whole;
  set_unit(amount, measurement);
}

Amount unparsed(std::string_view quantity, std::string_view measurement) {
  Amount out;
  out.form = Form::unparsed;
  out.text = quantity;
  set_unit(out, measurement);
  return out;
}

}  // namespace

Amount amount_unspecified(std::string_view measurement, Arena& arena) {
  Amount out;
  const std::string_view text = trim(measurement);
  if (text.empty()) return out;
  if (says_no_amount(text)) {
    out.unit_text = text;
    return out;
  }
  set_unit(out, text);
  // The whole amount may have been put into the measurement: "300 g".
  if (out.unit == &units::unknown && text.size() <= amount_bytes_max) {
    const Term term = read_whole(text, arena);
    if (term.end != 0) {
      out = term.amount;
      out.text = text;
    }
  }
  return out;
}

Amount amount_from_number(std::string_view number, std::string_view measurement, Arena& arena) {
  const bool minus = !number.empty() && number.front() == '-';
  const Number read = read_scientific(number.substr(minus ? 1 : 0));
  if (read.bytes == 0 || !is_amount(read.value)) {
    Amount out = unparsed(number, measurement);
    out.negative = minus;
    return out;
  }
  Amount out;
  set_number(out, read);
  out.negative = minus && read.value != 0;
  if (measurement.empty()) return out;
  set_unit(out, measurement);
  if (out.unit == &units::unknown) read_together(number, measurement, arena, out);
  return out;
}

Amount amount_from_text(std::string_view quantity, std::string_view measurement, Arena& arena) {
  const std::string_view whole = quantity;
  std::string_view text = trim(quantity);
  if (says_no_amount(text)) {
    Amount out = amount_unspecified(measurement, arena);
    if (out.form == Form::unspecified) out.text = whole;
    return out;
  }
  if (text.size() > amount_bytes_max) return unparsed(whole, measurement);
  bool negative = false;
  if (const Letter sign = letter_at(text, 0); sign.code == '-' || sign.code == 0x2212) {
    const std::string_view rest = trim(text.substr(sign.bytes));
    negative = read_number(rest).bytes != 0;
    if (negative) text = rest;
  }
  Amount out;
  if (const Number plain = read_number(text); plain.bytes == text.size() && is_amount(plain.value)) {
    set_number(out, plain);
    out.text = whole;
    join_unit(out, {}, text, measurement, arena);
  } else if (const Number stored = read_scientific(text); stored.bytes != 0) {
    if (!is_amount(stored.value)) {
      out = unparsed(whole, measurement);
    } else {
      set_number(out, stored);
      out.text = whole;
      set_unit(out, measurement);
    }
  } else if (const Term term = read_whole(text, arena); term.end != 0) {
    out = term.amount;
    out.text = whole;
    join_unit(out, term, text, measurement, arena);
    if (out.form == Form::unparsed) set_unit(out, measurement);
  } else {
    out = unparsed(whole, measurement);
  }
  if (negative && !(out.is_number() && out.max == 0)) out.negative = true;
  return out;
}

Amount amount_from_range(std::string_view min, std::string_view max, std::string_view measurement, Arena& arena) {
  const Amount low = amount_from_text(min, {}, arena);
  const Amount high = amount_from_text(max, {}, arena);
  Amount out;
  set_unit(out, measurement);
  out.negative = low.negative || high.negative;
  if (low.form != Form::exact || high.form != Form::exact) {
    out.form = Form::unparsed;
    out.text = arena.join(arena.join(min, "-"), max);
    return out;
  }
  out.form = Form::range;
  out.min = low.min;
  out.max = high.min;
  out.min_decimals = low.min_decimals;
  out.max_decimals = high.min_decimals;
  if (out.min > out.max) {
    std::swap(out.min, out.max);
    std::swap(out.min_decimals, out.max_decimals);
  }
  return out;
}

std::string_view symbol(const Amount& amount) {
  return amount.unit == &units::unknown ? amount.unit_text : amount.unit->symbol;
}

void append_amount(const Amount& amount, std::string& out) {
  const std::size_t begin = out.size();
  const std::string_view text = trim(amount.text);
  if (!text.empty()) {
    out.append(text);
  } else if (amount.is_number()) {
    if (amount.negative) out += '-';
    base::append_number(amount.min, written_digits, out);
    if (amount.form == Form::range) {
      out += '-';
      base::append_number(amount.max, written_digits, out);
    }
  }
  // A unit written into the quantity is in its text already.
  const bool inside = !amount.unit_text.empty() && !text.empty() && amount.unit_text.data() >= text.data() &&
                      amount.unit_text.data() < text.data() + text.size();
  if (inside && amount.pieces > 0 && !amount.beside.empty()) {  // "2 x 400 g" of tins
    out += ' ';
    out.append(amount.beside);
  }
  if (inside || amount.unit_text.empty()) return;
  if (out.size() > begin) out += ' ';
  out.append(amount.unit_text);
}

void append_spoken(const Amount& amount, std::string& out) {
  Amount spoken = amount;
  if (amount.unit == &units::piece && is_one_of(trim(amount.unit_text), "unit units count each ea"))
    spoken.unit_text = {};
  append_amount(spoken, out);
}

}  // namespace cookdiff::measure
