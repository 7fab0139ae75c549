#include "measure/in_text.hpp"

#include "measure/context.hpp"
#include "measure/scan.hpp"
#include "measure/term.hpp"
#include "measure/word_set.hpp"

namespace cookdiff::measure {

namespace {

constexpr double oven_least = 100;  // a bare number of an oven, in either scale
constexpr double oven_most = 600;
constexpr WordSet<32> ovens{"oven bake baking preheat pre-heat heat roast ofen backen four horno forno ugn ugnen"};
static_assert(!ovens.is_full());
constexpr WordSet<8> gas_marks{"gas regulo gm"};
static_assert(!gas_marks.is_full());
constexpr WordSet<16> oven_joints{"at to auf bei \xC3\xA0 a"};
static_assert(!oven_joints.is_full());
constexpr std::string_view length_units = "inch inches in in. cm mm centimeters centimetres \" ″ ”";

What what_of(const Unit& unit) {
  switch (unit.kind) {
    case Kind::temperature: return What::temperature;
    case Kind::time: return What::duration;
    case Kind::length: return What::length;
    default: return What::quantity;
  }
}

class Finder {
 public:
  Finder(std::string_view text, Arena& arena, std::vector<Measure>& out) : text_(text), arena_(arena), out_(out) {}

  void run(std::size_t from, std::size_t until) {
    at_ = from;
    while (at_ < until) {
      const char c = text_[at_];
      if (is_ascii_letter(c)) {
        may_begin(c) ? read_at_word() : void(at_ = word_end(text_, at_));
        continue;
      }
      const Letter letter = letter_at(text_, at_);
      if (is_number_start(letter.code)) {
        read_at_number();
      } else if (is_word_letter(letter.code)) {
        read_at_word();
      } else {
        at_ += letter.bytes;
      }
    }
  }

 private:
  [[nodiscard]] static bool is_number_start(char32_t c) {
    return digit_value(c) >= 0 || (c >= 0xBC && c <= 0xBE) || (c >= 0x2150 && c <= 0x215E);
  }

  // First letters of the words that begin a measure: number words and gas marks. Most words of a step have another.
  [[nodiscard]] static bool may_begin(char letter) {
    constexpr std::uint32_t bits = [] {
      std::uint32_t out = 0;
      for (const char one : std::string_view{"aefghnorstuz"}) out |= std::uint32_t{1} << (one - 'a');
      return out;
    }();
    return ((bits >> ((letter | 0x20) - 'a')) & 1U) != 0;
  }

  [[nodiscard]] std::string_view word_from(std::size_t at) const { return text_.substr(at, word_end(text_, at) - at); }

  // The word before `at`, with the place where it begins; it looks back a bounded way.
  [[nodiscard]] std::string_view word_before(std::size_t at) const {
    std::size_t end = at;
    const std::size_t least = at > context_bytes ? at - context_bytes : 0;
    while (end > least && (text_[end - 1] == ' ' || text_[end - 1] == '.' || text_[end - 1] == ':')) --end;
    std::size_t begin = end;
    while (begin > least) {
      const Letter letter = letter_before(text_, begin);
      if (!is_word_letter(letter.code)) break;
      begin -= letter.bytes;
    }
    return text_.substr(begin, end - begin);
  }

  // A number that names something: "step 3", "#2", "&#189;", "B12", "1. Mix".
  [[nodiscard]] bool is_name(std::size_t at) const {
    if (at == 0) return false;
    const char before = text_[at - 1];
    if (before == '#' || before == '.' || before == '$') return true;
    if ((before == ':' || before == '/') && digit_value(letter_before(text_, at - 1).code) >= 0)
      return true;  // 10:30, 1/0
    if (before == '-' && at > 1 && is_word_letter(letter_before(text_, at - 1).code)) return false;
    const char32_t letter = letter_before(text_, at).code;
    if (letter >= 0x3000) return false;  // no spaces between words there
    if (is_word_letter(letter)) return true;
    return numbering.has(word_before(at));
  }
  [[nodiscard]] bool is_list_number(std::size_t begin, std::size_t end) const {
    const bool line_start = begin == 0 || text_[begin - 1] == '\n';
    if (!line_start || end >= text_.size()) return false;
    if (text_[end] != '.' && text_[end] != ')') return false;
    return end + 1 == text_.size() || text_[end + 1] == ' ' || text_[end + 1] == '\n';
  }

  // After a number without a unit: whether it is a count of things at all.
  [[nodiscard]] bool is_count(std::size_t begin, std::size_t end) const {
    const Letter next = letter_at(text_, end);
    if (next.code == '%' || next.code == ':' || is_word_letter(next.code)) return false;
    if (is_dash(next.code) && is_word_letter(letter_at(text_, end + next.bytes).code)) return false;
    return !is_list_number(begin, end);
  }

  [[nodiscard]] bool is_oven(std::size_t begin, const Amount& amount) const {
    if (amount.min < oven_least || amount.max > oven_most) return false;
    if (!oven_joints.has(word_before(begin))) return false;
    const std::size_t least = begin > context_bytes ? begin - context_bytes : 0;
    for (std::size_t at = least; at < begin;) {
      const std::size_t end = word_end(text_, at);
      if (ovens.has(text_.substr(at, end - at))) return true;
      at = end == at ? at + 1 : end;
    }
    return false;
  }

  // The bytes of a minus sign before a number: "-18 °C", and no dash of a range or a word.
  [[nodiscard]] std::size_t minus_before(std::size_t at) const {
    const Letter sign = letter_before(text_, at);
    if (sign.code != '-' && sign.code != 0x2212) return 0;
    const std::size_t begin = at - sign.bytes;
    const bool alone = begin == 0 || is_space(letter_before(text_, begin).code) || text_[begin - 1] == '(';
    return alone ? sign.bytes : 0;
  }

  void emit(const Term& term, std::size_t begin, const Unit* unit = nullptr) {
    Measure measure;
    measure.amount = term.amount;
    if (unit != nullptr) measure.amount.unit = unit;
    measure.what = what_of(*measure.amount.unit);
    if (measure.what == What::temperature && measure.amount.form == Form::exact) {
      if (const std::size_t sign = minus_before(begin); sign != 0) {
        begin -= sign;
        measure.amount.min = measure.amount.max = -measure.amount.min;
      }
    }
    measure.amount.text = text_.substr(begin, term.end - begin);
    measure.begin = begin;
    measure.end = term.end;
    out_.push_back(measure);
  }

  // "9 x 13 inch", "9-by-13-inch", "9x13x2": each number is a length. Returns the end, or 0.
  std::size_t read_dimensions(std::size_t begin) {
    constexpr int sides_max = 3;
    Term sides[sides_max];
    std::size_t begins[sides_max];
    int count = 0;
    std::size_t at = begin;
    while (count < sides_max) {
      const Number number = read_number(text_.substr(at));
      if (number.bytes == 0 || number.value > oven_most) break;
      Term& side = sides[count];
      side.amount.form = Form::exact;
      side.amount.min = side.amount.max = number.value;
      side.end = side.number_end = at + number.bytes;
      begins[count++] = at;
      const UnitAt unit = may_be_length(side.end) ? unit_at(text_, side.end, Place::quantity, number.value) : UnitAt{};
      if (unit.unit != nullptr && unit.unit->kind == Kind::length && is_length_word(unit.text)) {
        side.amount.unit = unit.unit;
        side.amount.unit_text = unit.text;
        side.has_unit = true;
        side.end = unit.end;
      }
      const std::size_t next = skip_by(side.end);
      if (next == 0) break;
      at = next;
    }
    if (count < 2 || !sides[count - 1].has_unit) return 0;
    for (int n = 0; n < count; ++n) emit(sides[n], begins[n], sides[count - 1].amount.unit);
    return sides[count - 1].end;
  }
  [[nodiscard]] static bool is_length_word(std::string_view word) {
    const std::size_t space = word.find_first_of(" -");
    return is_one_of(word.substr(0, space), length_units);
  }
  // Whether a unit of length could follow, by its first letter.
  [[nodiscard]] bool may_be_length(std::size_t at) const {
    std::size_t next = skip_spaces(text_, at);
    if (next == at && next < text_.size() && text_[next] == '-') ++next;
    if (next == text_.size()) return false;
    const auto byte = static_cast<unsigned char>(text_[next]);
    return byte >= 0x80 || byte == '"' || (byte | 0x20U) == 'i' || (byte | 0x20U) == 'c' || (byte | 0x20U) == 'm';
  }
  // After "x", "×" or "by" between two sides, or 0.
  [[nodiscard]] std::size_t skip_by(std::size_t at) const {
    std::size_t next = skip_spaces(text_, at);
    if (next < text_.size() && text_[next] == '-') next = skip_spaces(text_, next + 1);
    const Letter sign = letter_at(text_, next);
    if (sign.code == 'b' && is_word(word_from(next), "by")) {
      next += 2;
      if (next < text_.size() && text_[next] == '-') ++next;
    } else if (sign.bytes != 0 && is_times(sign.code)) {
      next += sign.bytes;
    } else {
      return 0;
    }
    return skip_spaces(text_, next);
  }

  // "1h30", "1 h 30 m": the minutes beside an hour.
  void read_bare_minutes(Term& term) {
    if (term.amount.unit != &units::hour || term.amount.form != Form::exact) return;
    const std::size_t begin = skip_spaces(text_, term.end);
    const Number minutes = read_number(text_.substr(begin));
    if (minutes.bytes == 0 || minutes.value >= 60 || minutes.decimals != 0) return;
    std::size_t end = begin + minutes.bytes;
    const std::size_t unit = skip_spaces(text_, end);
    if (word_from(unit) == "m") {
      end = unit + 1;
    } else if (begin != term.end || is_word_letter(letter_at(text_, end).code)) {
      return;
    }
    term.amount.min = term.amount.max = term.amount.min * 60 + minutes.value;
    term.amount.min_decimals = term.amount.max_decimals = 0;
    term.amount.unit = &units::minute;
    term.end = end;
  }

  // "between 160 and 170 °F": the first number has no unit of its own.
  bool read_between(Term& term, std::size_t begin) {
    if (term.amount.form != Form::exact || !betweens.has(word_before(begin))) return false;
    const std::size_t joint = skip_spaces(text_, term.end);
    const std::string_view word = word_from(joint);
    if (!is_one_of(word, "and und et y e")) return false;
    const Term second = read_term(text_, skip_spaces(text_, joint + word.size()), Place::step);
    if (second.end == 0 || !second.has_unit || second.amount.form != Form::exact) return false;
    const double low = term.amount.min;
    term = second;
    term.amount.form = Form::range;
    term.amount.min = low < second.amount.min ? low : second.amount.min;
    term.amount.max = low < second.amount.min ? second.amount.min : low;
    return true;
  }

  // "25 more minutes": a word between the number and its time.
  bool read_more(Term& term) const {
    const std::size_t more = skip_spaces(text_, term.end);
    const std::string_view word = word_from(more);
    if (more == term.end || !more_words.has(word)) return false;
    const UnitAt unit = unit_at(text_, more + word.size(), Place::step, term.amount.max);
    if (unit.unit == nullptr || unit.unit->kind != Kind::time) return false;
    term.amount.unit = unit.unit;
    term.amount.unit_text = unit.text;
    term.end = unit.end;
    term.has_unit = true;
    return true;
  }

  // What cannot be added up is not one measure: of "5 g + 2 cloves" the first is read here, the next by itself.
  [[nodiscard]] Term read_amount(std::size_t begin) const {
    const Term whole = read_expression(text_, begin, Place::step, arena_);
    return whole.end == 0 || whole.amount.is_number() ? whole : read_term(text_, begin, Place::step);
  }

  void read_at_number() {
    const std::size_t begin = at_;
    if (is_name(begin)) return skip_number();
    if (const std::size_t end = read_dimensions(begin); end != 0) {
      at_ = end;
      return;
    }
    Term term = read_amount(begin);
    if (term.end == 0 || !term.amount.is_number()) return skip_number();
    if (!term.has_unit) {
      at_ = term.end;
      if (read_between(term, begin) || read_more(term)) {
        emit(term, begin);
        at_ = term.end;
      } else if (is_count(begin, term.end)) {
        emit(term, begin, is_oven(begin, term.amount) ? &units::degree : &units::piece);
      } else if (is_word_letter(letter_at(text_, term.end).code)) {
        at_ = word_end(text_, term.end);  // "2nd", "7UP"
      }
      return;
    }
    read_bare_minutes(term);
    emit(term, begin);
    at_ = term.end;
  }

  void skip_number() {
    do {
      at_ += letter_at(text_, at_).bytes;
    } while (at_ < text_.size() && is_number_start(letter_at(text_, at_).code));
  }

  void read_at_word() {
    const std::size_t begin = at_;
    at_ = word_end(text_, begin);
    const std::string_view word = text_.substr(begin, at_ - begin);
    if (gas_marks.has(word)) {
      const Term gas = read_amount(begin);
      if (gas.end != 0 && gas.amount.unit == &units::gas_mark) {
        emit(gas, begin);
        at_ = gas.end;
      }
      return;
    }
    if (!is_ascii_letter(word[0])) {
      if (word.starts_with("大さじ") || word.starts_with("小さじ")) read_spoon(begin);
      return;  // no number word begins beyond ASCII
    }
    const NumberWord number = read_number_word(text_, begin);
    if (number.end == 0) return;
    read_number_words(number, begin);
  }

  void read_spoon(std::size_t begin) {
    const Term spoon = read_amount(begin);
    if (spoon.end == 0) return;
    emit(spoon, begin);
    at_ = spoon.end;
  }

  // "twenty minutes", "two to three hours", "half an hour", "an hour and a half": only where a unit follows.
  void read_number_words(const NumberWord& first, std::size_t begin) {
    Term term;
    term.amount.form = Form::exact;
    term.amount.min = term.amount.max = first.value;
    std::size_t end = first.end;
    const std::size_t joint = skip_spaces(text_, end);
    const std::string_view word = word_from(joint);
    if (!first.article && is_one_of(word, "to or")) {
      const NumberWord second = read_number_word(text_, skip_spaces(text_, joint + word.size()));
      if (second.end != 0 && second.value > first.value) {
        term.amount.form = Form::range;
        term.amount.max = second.value;
        end = second.end;
      }
    }
    const UnitAt unit = unit_at(text_, end, Place::step, term.amount.max);
    if (unit.unit == nullptr) return read_counted_words(term, first, begin, end);
    // "en el horno" has no spoon in it: after an article a unit is a word.
    const bool short_unit = unit.text.size() < 3 && !(unit.text[0] >= 'A' && unit.text[0] <= 'Z');
    if (first.article && short_unit) return;
    const Kind kind = unit.unit->kind;
    const bool measured = kind == Kind::time || kind == Kind::volume || kind == Kind::mass || kind == Kind::length;
    if (!measured && kind != Kind::imprecise && (first.article || kind == Kind::temperature)) return;
    term.amount.unit = unit.unit;
    term.amount.unit_text = unit.text;
    term.has_unit = true;
    term.end = unit.end;
    read_and_a_half(term);
    emit(term, begin);
    at_ = term.end;
  }
  // "two eggs": from two on, and only before a word.
  void read_counted_words(Term term, const NumberWord& first, std::size_t begin, std::size_t end) {
    const std::size_t next = skip_spaces(text_, end);
    if (first.value < 2 || next == end || !is_word_letter(letter_at(text_, next).code)) return;
    if (is_one_of(word_from(next), "to or and of") || numbering.has(word_before(begin))) return;
    term.end = end;
    if (read_more(term)) return emit_and_skip(term, begin, nullptr);
    emit_and_skip(term, begin, &units::piece);
  }
  void emit_and_skip(const Term& term, std::size_t begin, const Unit* unit) {
    emit(term, begin, unit);
    at_ = term.end;
  }
  void read_and_a_half(Term& term) const {
    if (term.amount.form != Form::exact) return;
    std::size_t at = skip_spaces(text_, term.end);
    for (const std::string_view expected : {"and", "a", "half"}) {
      const std::string_view word = word_from(at);
      if (!is_word(word, expected)) return;
      at += word.size();
      if (expected == "half") break;
      at = skip_spaces(text_, at);
    }
    term.amount.min = term.amount.max = term.amount.min + 0.5;
    term.end = at;
  }

  std::string_view text_;
  Arena& arena_;
  std::vector<Measure>& out_;
  std::size_t at_ = 0;
};

}  // namespace

void find_measures(std::string_view text, Arena& arena, std::vector<Measure>& out) {
  Finder(text, arena, out).run(0, text.size());
}
void find_measures(std::string_view text, std::size_t from, std::size_t until, Arena& arena,
                   std::vector<Measure>& out) {
  Finder(text, arena, out).run(from, until);
}

bool may_begin_measure(std::string_view text) {
  return read_number_word(text, 0).end != 0 || gas_marks.has(text.substr(0, word_end(text, 0)));
}

std::string_view what_name(What what) {
  switch (what) {
    case What::temperature: return "temperature";
    case What::duration: return "duration";
    case What::length: return "length";
    case What::quantity: break;
  }
  return "quantity";
}

}  // namespace cookdiff::measure
