#include "measure/compare.hpp"

#include <cmath>
#include <string>

#include "base/number.hpp"
#include "measure/density.hpp"
#include "measure/fold.hpp"
#include "measure/scan.hpp"
#include "measure/temperature.hpp"
#include "measure/term.hpp"

namespace cookdiff::measure {

namespace {

constexpr double rounding = 1e-9;  // of our own arithmetic: what is exactly at an edge is within it, from either side
constexpr double stick_tablespoons = 8;
constexpr double stick_ounces = 4;

bool is_within(double a, double b, double by) {
  const double larger = a > b ? a : b;
  const double smaller = a > b ? b : a;
  return larger <= (1 + by) * smaller * (1 + rounding);
}

// How two units meet: what each is in one base, and how near counts as equal. `by` < 0: they do not meet.
struct Meeting {
  double original = 1;
  double made = 1;
  double by = -1;
  bool approximate = false;
  bool counts = false;  // both are counted
};

bool is_counted(const Unit& unit) { return unit.kind == Kind::count || unit.kind == Kind::named_count; }

bool same_unknown(const Amount& a, const Amount& b) {
  char left[unit_bytes_max];
  char right[unit_bytes_max];
  std::string_view x{left, fold(a.unit_text, left, sizeof left)};
  std::string_view y{right, fold(b.unit_text, right, sizeof right)};
  if (x.empty() || y.empty()) return a.unit_text == b.unit_text;
  if (x.size() > 2 && x.back() == 's') x.remove_suffix(1);
  if (y.size() > 2 && y.back() == 's') y.remove_suffix(1);
  return x == y;
}

// A stick of butter as the other side measures it.
Unit stick_as(const Unit& other) {
  if (other.kind == Kind::mass) return {"stick", Kind::mass, System::us, stick_ounces * units::ounce.factor};
  return {"stick", Kind::volume, System::us, stick_tablespoons * units::tablespoon.factor};
}

Meeting meet_measured(const Unit& a, const Unit& b, std::string_view name) {
  if (a.kind == b.kind)
    return {a.factor, b.factor, a.system == b.system ? equal_within : customary_within, false, false};
  const double grams_a_ml = density(name);
  if (grams_a_ml == 0) return {};
  return {a.factor * (a.kind == Kind::volume ? grams_a_ml : 1), b.factor * (b.kind == Kind::volume ? grams_a_ml : 1),
          density_within, true, false};
}

Meeting meet(const Amount& original, const Amount& made, std::string_view name) {
  const Unit& a = *original.unit;
  const Unit& b = *made.unit;
  if (a.kind == Kind::unknown || b.kind == Kind::unknown) {
    if (a.kind == b.kind && same_unknown(original, made)) return {1, 1, equal_within, false, false};
    return {};
  }
  if (&a == &b) return {1, 1, equal_within, false, is_counted(a)};
  if (is_counted(a) && is_counted(b)) {
    if (a.kind == Kind::named_count && b.kind == Kind::named_count) return {};
    return {a.factor, b.factor, equal_within, false, true};
  }
  const auto measured = [](const Unit& unit) { return unit.kind == Kind::volume || unit.kind == Kind::mass; };
  if (measured(a) && measured(b)) return meet_measured(a, b, name);
  if (&a == &units::stick && measured(b) && comes_in_sticks(name)) return meet_measured(stick_as(b), b, name);
  if (&b == &units::stick && measured(a) && comes_in_sticks(name)) return meet_measured(a, stick_as(a), name);
  if (converts(a, b)) return {a.factor, b.factor, a.system == b.system ? equal_within : customary_within, false, false};
  return {};
}

// Calls `each` with every n/k that a decimal of at least two places rounds or cuts, until it answers true.
template <typename Each>
bool any_fraction(double value, int decimals, Each each) {
  constexpr int decimals_exact = 9;  // with more, 1e-6 is the wider tolerance
  if (decimals < 2 || decimals > decimals_exact || value > 1e6 || value <= 0) return false;
  double places = 1;
  for (int n = 0; n < decimals; ++n) places *= 10;
  const double written = std::round(value * places);
  for (const int k : {2, 3, 4, 6, 8, 16}) {
    const double below = std::floor(value * k);
    for (const double n : {below, below + 1}) {
      const double exact = n / k * places;
      if (n < 1 || (std::floor(exact + 1e-6) != written && std::floor(exact + 0.5 + 1e-6) != written)) continue;
      if (each(n / k)) return true;
    }
  }
  return false;
}

// One end of an amount in its unit, with the decimals that it was written with.
struct End {
  double value;
  int decimals;
};

enum class Same : std::uint8_t { no, yes, as_scaled };  // as_scaled: a whole count, rounded

Same same_end(End original, End made, const Meeting& meeting, double scale) {
  const double a = original.value * scale * meeting.original;
  const double b = made.value * meeting.made;
  if (is_within(a, b, meeting.by)) return Same::yes;
  if (meeting.by == equal_within) {
    const auto is_made = [&](double exact) { return is_within(exact * scale * meeting.original, b, equal_within); };
    const auto is_original = [&](double exact) { return is_within(a, exact * meeting.made, equal_within); };
    if (any_fraction(original.value, original.decimals, is_made)) return Same::yes;
    if (any_fraction(made.value, made.decimals, is_original)) return Same::yes;
  }
  if (!meeting.counts || scale == 1) return Same::no;
  const double from = original.value * meeting.original;
  const auto is_whole = [](double value) { return std::fabs(value - std::round(value)) <= rounding * (1 + value); };
  if (!is_whole(from) || !is_whole(b)) return Same::no;
  const auto is_near = [](double scaled, double other) {
    return scaled * (1 + rounding) >= 1 && std::fabs(scaled - other) <= 0.5 + rounding * (1 + other);
  };
  return is_near(a, b) || is_near(b / scale, from) ? Same::as_scaled : Same::no;
}

// The two readings of an amount: the second only where `1,000` may be one.
struct Ends {
  End min;
  End max;
};
Ends ends(const Amount& amount, bool second) {
  if (second) return {{amount.other_min, 3}, {amount.other_max, 3}};
  return {{amount.min, amount.min_decimals}, {amount.max, amount.max_decimals}};
}

Same same_reading(const Ends& a, bool a_range, const Ends& b, bool b_range, const Meeting& meeting, double scale) {
  const Same low = same_end(a.min, b.min, meeting, scale);
  const Same high = same_end(a.max, b.max, meeting, scale);
  if (low != Same::no && high != Same::no) return low == Same::yes && high == Same::yes ? Same::yes : Same::as_scaled;
  if (a_range == b_range) return Same::no;
  // A number inside the other side's range, ends included.
  const double from = a.min.value * scale * meeting.original;
  const double to = a.max.value * scale * meeting.original;
  const double low_made = b.min.value * meeting.made;
  const double high_made = b.max.value * meeting.made;
  const bool inside = a_range ? from <= low_made && low_made <= to : low_made <= from && from <= high_made;
  return inside || low != Same::no || high != Same::no ? Same::as_scaled : Same::no;
}

Same same_amount(const Amount& a, const Amount& b, const Meeting& meeting, double scale) {
  Same best = Same::no;
  for (int n = 0; n < 4; ++n) {
    const bool second_a = (n & 1) != 0;
    const bool second_b = (n & 2) != 0;
    if ((second_a && !a.either) || (second_b && !b.either)) continue;
    const Same same = same_reading(ends(a, second_a), a.form == Form::range, ends(b, second_b), b.form == Form::range,
                                   meeting, scale);
    if (same == Same::yes) return same;
    if (same != Same::no) best = same;
  }
  return best;
}

// "2" and a JSON 2 are written alike; "2.0" and 2 are not.
bool same_number_words(const Amount& a, const Amount& b) {
  const std::string_view x = trim(a.text);
  const std::string_view y = trim(b.text);
  if (!x.empty() && !y.empty()) return x == y;
  if (x.empty() && y.empty()) return a.form == b.form && a.min == b.min && a.max == b.max;
  std::string left;
  std::string right;
  Amount bare_a = a;
  Amount bare_b = b;
  bare_a.unit_text = bare_b.unit_text = {};
  append_amount(bare_a, left);
  append_amount(bare_b, right);
  return left == right;
}
bool same_words(const Amount& a, const Amount& b) {
  return trim(a.unit_text) == trim(b.unit_text) && a.beside == b.beside && same_number_words(a, b);
}

Size size_of(double a, double b) {
  if (is_within(a, b, trace_within)) return Size::trace;
  return is_within(a, b, small_within) ? Size::small : Size::large;
}

// From here on the readers of one pair of spellings. `rank` says how well they meet: the best pair is reported.
enum Rank : int { same_unit, same_system, across_systems, by_density, no_meeting };

struct Pair {
  Comparison comparison;
  int rank = no_meeting;
  bool same = false;
};

Comparison without_ratio(Relation relation, const Amount& a, const Amount& b) {
  Comparison out;
  out.relation = relation;
  out.size = relation == Relation::changed || relation == Relation::incomparable ? Size::large : Size::trace;
  out.original = &a;
  out.made = &b;
  return out;
}

Pair compare_measured(const Amount& a, const Amount& b, std::string_view name, double scale) {
  const bool fixed = a.unit->kind == Kind::time || a.unit->kind == Kind::length;  // these never scale
  if (fixed) scale = 1;
  const Meeting meeting = meet(a, b, name);
  if (meeting.by < 0) return {without_ratio(Relation::incomparable, a, b), no_meeting, false};
  Pair out;
  Comparison& comparison = out.comparison;
  comparison = without_ratio(Relation::changed, a, b);
  comparison.approximate = meeting.approximate;
  out.rank = a.unit == b.unit             ? same_unit
             : meeting.approximate        ? by_density
             : meeting.by == equal_within ? same_system
                                          : across_systems;
  const Same same = same_amount(a, b, meeting, scale);
  const double from = a.middle() * scale;
  const double to_from = meeting.made == meeting.original ? 1 : meeting.made / meeting.original;
  comparison.delta = b.middle() * to_from - from;
  comparison.has_delta = true;
  if (from != 0) {
    comparison.ratio = b.middle() * to_from / from;
    comparison.has_ratio = true;
    comparison.size = size_of(from, b.middle() * to_from);
    if (a.form == Form::range && b.form == Form::range) {  // equal middles do not make two ranges alike
      const Size low = size_of(a.min * scale, b.min * to_from);
      const Size high = size_of(a.max * scale, b.max * to_from);
      if (low > comparison.size) comparison.size = low;
      if (high > comparison.size) comparison.size = high;
    }
  }
  if (same == Same::no) return out;
  out.same = true;
  comparison.size = Size::trace;
  const bool alike = scale == 1 ? same_words(a, b) : a.unit == b.unit;
  comparison.relation = same == Same::yes && alike ? Relation::equal : Relation::restated;
  return out;
}

double degrees_of(double celsius, const Unit& unit) {  // a difference, in the degrees of a unit
  if (&unit == &units::fahrenheit) return celsius * 9 / 5;
  return &unit == &units::gas_mark ? celsius * 9 / 125 : celsius;
}

Pair compare_temperatures(const Amount& a, const Amount& b) {
  if (a.unit->kind != b.unit->kind) return {without_ratio(Relation::incomparable, a, b), no_meeting, false};
  const bool one_scale = a.unit == b.unit;
  const auto degrees = [&](double value, const Unit& unit) {
    const Celsius celsius = to_celsius(value, unit);
    return &unit == &units::degree || (one_scale && !celsius.known) ? Celsius{one_scale, value} : celsius;
  };
  const Celsius from[2] = {degrees(a.min, *a.unit), degrees(a.max, *a.unit)};
  const Celsius to[2] = {degrees(b.min, *b.unit), degrees(b.max, *b.unit)};
  if (!from[0].known || !from[1].known || !to[0].known || !to[1].known)
    return {without_ratio(Relation::incomparable, a, b), no_meeting, false};
  const double by = one_scale ? equal_within : temperature_equal_celsius + rounding;
  const auto near = [&](double x, double y) { return std::fabs(x - y) <= by; };
  bool same = near(from[0].value, to[0].value) && near(from[1].value, to[1].value);
  const bool exact = same;
  if (a.form != b.form) {
    const Celsius* range = a.form == Form::range ? from : to;
    const double number = a.form == Form::range ? to[0].value : from[0].value;
    same = same || (range[0].value - by <= number && number <= range[1].value + by);
  }
  Pair out{without_ratio(Relation::changed, a, b), one_scale ? same_unit : across_systems, same};
  const double low = to[0].value - from[0].value;
  const double high = to[1].value - from[1].value;
  out.comparison.has_delta = true;
  out.comparison.delta = degrees_of((low + high) / 2, *a.unit);
  const double most = std::fabs(low) > std::fabs(high) ? std::fabs(low) : std::fabs(high);
  out.comparison.size = most <= temperature_trace_celsius + rounding   ? Size::trace
                        : most <= temperature_small_celsius + rounding ? Size::small
                                                                       : Size::large;
  if (same) {
    out.comparison.size = Size::trace;
    out.comparison.relation = exact && same_words(a, b) ? Relation::equal : Relation::restated;
  }
  return out;
}

Pair compare_pair(const Amount& a, const Amount& b, std::string_view name, double scale) {
  if (a.unit->kind == Kind::temperature || b.unit->kind == Kind::temperature) return compare_temperatures(a, b);
  return compare_measured(a, b, name, scale);
}

// Whether one pair of spellings is reported rather than the other: the same from either side, so by what both sides
// share (how well they meet, how far apart they are, the unit's name) and never by the place in a list.
bool is_better(const Pair& pair, const Pair& best) {
  if (pair.same != best.same) return pair.same;
  if (pair.rank != best.rank) return pair.rank < best.rank;
  const auto distance = [](const Comparison& comparison) {
    const double ratio = comparison.has_ratio ? comparison.ratio : 0;
    return ratio == 0 ? 0 : ratio > 1 ? ratio : 1 / ratio;
  };
  const double here = distance(pair.comparison);
  const double there = distance(best.comparison);
  if (std::fabs(here - there) > rounding * there) return here < there;
  const auto is_equal = [](const Pair& one) { return one.comparison.relation == Relation::equal; };
  if (is_equal(pair) != is_equal(best)) return is_equal(pair);
  const auto name = [](const Comparison& comparison) {
    const std::string_view a = symbol(*comparison.original);
    const std::string_view b = symbol(*comparison.made);
    return a < b ? a : b;
  };
  return name(pair.comparison) < name(best.comparison);
}

Comparison compare_without_numbers(const Amount& a, const Amount& b) {
  const bool same_unit_said = a.unit == b.unit && (a.unit != &units::unknown || same_unknown(a, b));
  if (a.form == Form::unspecified && b.form == Form::unspecified) {
    if (!same_unit_said) return without_ratio(Relation::incomparable, a, b);
    return without_ratio(same_words(a, b) ? Relation::equal : Relation::restated, a, b);
  }
  if (a.form == Form::unspecified || b.form == Form::unspecified) return without_ratio(Relation::changed, a, b);
  if (a.form != b.form || !same_unit_said) return without_ratio(Relation::incomparable, a, b);
  if (same_words(a, b)) return without_ratio(Relation::equal, a, b);
  char left[amount_bytes_max];
  char right[amount_bytes_max];
  const std::string_view x{left, fold(a.text, left, sizeof left)};
  const std::string_view y{right, fold(b.text, right, sizeof right)};
  return without_ratio(!x.empty() && x == y ? Relation::restated : Relation::incomparable, a, b);
}

}  // namespace

Comparison compare(const Amount& original, const Amount& made, std::string_view name, double scale) {
  if (!original.is_number() || !made.is_number()) return compare_without_numbers(original, made);
  if (original.negative != made.negative) return without_ratio(Relation::changed, original, made);
  if (original.also == nullptr && made.also == nullptr) return compare_pair(original, made, name, scale).comparison;
  Pair best;
  for (const Amount* a = &original; a != nullptr; a = a->also) {
    for (const Amount* b = &made; b != nullptr; b = b->also) {
      const Pair pair = compare_pair(*a, *b, name, scale);
      const bool first = a == &original && b == &made;
      if (first || is_better(pair, best)) best = pair;
    }
  }
  if (best.same && scale == 1)  // the words are those of the whole amount, not of one spelling
    best.comparison.relation = same_words(original, made) ? Relation::equal : Relation::restated;
  return best.comparison;
}

double scale_ratio(const Amount& original, const Amount& made, std::string_view name) {
  if (!original.is_number() || !made.is_number() || original.max == 0 || made.max == 0) return 0;
  const Kind kind = original.unit->kind;
  if (kind == Kind::time || kind == Kind::length || kind == Kind::temperature) return 0;
  const Comparison comparison = compare(original, made, name);
  return comparison.has_ratio ? comparison.ratio : 0;
}

bool add(Amount& sum, const Amount& more, std::string_view name) {
  if (!sum.is_number() || !more.is_number() || sum.negative != more.negative) return false;
  const Meeting meeting = meet(sum, more, name);
  if (meeting.by < 0 || meeting.approximate || sum.unit->kind == Kind::temperature) return false;
  if (sum.unit != more.unit && meeting.counts && sum.unit->kind != more.unit->kind) return false;
  const double ratio = sum.unit == more.unit ? 1 : unit_ratio(*more.unit, *sum.unit);
  if (more.unit == &units::stick && sum.unit != more.unit) return false;
  sum.min += more.min * ratio;
  sum.max += more.max * ratio;
  if (sum.min != sum.max) sum.form = Form::range;
  sum.either = false;
  sum.min_decimals = sum.max_decimals = 0;
  sum.pieces = 0;
  sum.also = nullptr;
  sum.text = {};
  return true;
}

}  // namespace cookdiff::measure
