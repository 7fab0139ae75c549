#include "measure/duration.hpp"

#include "measure/scan.hpp"
#include "measure/term.hpp"

namespace cookdiff::measure {

namespace {

// One "90M" of an ISO duration; unit nullptr where it is none.
struct Part {
  double value = 0;
  const Unit* unit = nullptr;
  std::size_t end = 0;
};

Part read_part(std::string_view text, std::size_t at, bool time) {
  const Number number = read_number(text.substr(at));
  if (number.bytes == 0) return {};
  const std::size_t letter = at + number.bytes;
  if (letter >= text.size()) return {};
  Part out{number.value, nullptr, letter + 1};
  switch (text[letter]) {
    case 'D':
    case 'd': out.unit = time ? nullptr : &units::day; break;
    case 'H':
    case 'h': out.unit = &units::hour; break;
    case 'M':
    case 'm': out.unit = &units::minute; break;  // also "P30M": nobody cooks for months
    case 'S':
    case 's': out.unit = &units::second; break;
    default: break;
  }
  return out;
}

// False where it is no ISO duration.
bool read_iso(std::string_view text, Amount& out) {
  if (text.size() < 3 || (text[0] != 'P' && text[0] != 'p')) return false;
  double seconds = 0;
  bool time = false;
  const Unit* smallest = nullptr;
  for (std::size_t at = 1; at < text.size();) {
    if (!time && (text[at] == 'T' || text[at] == 't')) {
      time = true;
      ++at;
      continue;
    }
    const Part part = read_part(text, at, time);
    if (part.unit == nullptr) return false;
    seconds += part.value * part.unit->factor;
    if (part.value != 0 || smallest == nullptr) smallest = part.unit;
    at = part.end;
  }
  if (smallest == nullptr || !(seconds <= 1e12)) return false;
  out.form = Form::exact;
  out.unit = smallest;
  out.min = out.max = seconds / smallest->factor;
  return true;
}

}  // namespace

Amount read_duration(std::string_view text, Arena& arena) {
  Amount out;
  const std::string_view trimmed = trim(text);
  if (trimmed.empty()) return out;
  out.text = text;
  if (trimmed.size() <= amount_bytes_max) {
    if (read_iso(trimmed, out)) return out;
    Term term = read_expression(trimmed, 0, Place::quantity, arena);
    if (term.end == 0) {
      const NumberWord word = read_number_word(trimmed, 0);
      const UnitAt unit = unit_at(trimmed, word.end, Place::quantity, word.value);
      if (word.end != 0 && unit.unit != nullptr) {
        term.amount.form = Form::exact;
        term.amount.min = term.amount.max = word.value;
        term.amount.unit = unit.unit;
        term.amount.unit_text = unit.text;
        term.end = unit.end;
      }
    }
    const bool whole = term.end != 0 && skip_spaces(trimmed, term.end) == trimmed.size();
    if (whole && term.amount.is_number() && term.amount.unit->kind == Kind::time) {
      out = term.amount;
      out.text = text;
      return out;
    }
  }
  out.form = Form::unparsed;
  return out;
}

}  // namespace cookdiff::measure
