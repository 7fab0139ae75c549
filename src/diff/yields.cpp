// What a recipe makes: "4 servings", 4, "Serves 4-6", ["4", "4 servings"] (one yield in several spellings).
#include <cmath>
#include <string>
#include <vector>

#include "diff/name.hpp"
#include "diff/parts.hpp"
#include "json/equal.hpp"
#include "json/read.hpp"
#include "measure/amount.hpp"
#include "measure/compare.hpp"

namespace cookdiff::diff {
namespace {

constexpr std::size_t spellings_max = 16;
constexpr double equal_within = 1e-6;

struct Yield {
  double min = 0;  // 0: no number
  double max = 0;
  std::string noun;  // folded; "": none is said
  std::string text;  // folded as a whole
};

// Words around the number that name nothing.
bool says_nothing(std::string_view word) {
  for (const std::string_view empty :
       {"serve", "make", "yield", "about", "approx", "approximately", "for", "ca", "circa", "to", "around", "roughly",
        "of", "up", "a", "pour", "fur", "ergibt", "para"})
    if (empty == word) return true;
  return false;
}

std::string noun(std::string_view before, std::string_view behind, Arena& arena) {
  std::string out;
  for (const std::string_view part : {before, behind}) {
    std::string_view words = name_key(part, arena).text;
    while (!words.empty()) {
      const std::size_t end = std::min(words.find(' '), words.size());
      const std::string_view word = words.substr(0, end);
      words.remove_prefix(std::min(end + 1, words.size()));
      if (says_nothing(word)) continue;
      if (!out.empty()) out += ' ';
      out += word;
    }
  }
  return out;
}

Yield read_text(std::string_view text, Arena& arena) {
  Yield out;
  out.text = std::string(name_key(text, arena).text);
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    // A number begins with a digit or with a fraction such as ½ (C2 BC …, E2 85 …).
    if (!(byte >= '0' && byte <= '9') && byte != 0xC2 && byte != 0xE2) continue;
    const measure::Number first = measure::read_number(text.substr(at));
    if (first.bytes == 0) continue;
    out.min = out.max = first.value;
    std::size_t end = at + first.bytes;
    // "4-6", "4 – 6", "4 to 6"
    std::string_view behind = text.substr(end);
    const std::size_t next = behind.find_first_of("0123456789");
    if (next != std::string_view::npos && next <= 5) {
      std::string_view between = behind.substr(0, next);
      while (between.starts_with(' ')) between.remove_prefix(1);
      while (between.ends_with(' ')) between.remove_suffix(1);
      const measure::Number second = measure::read_number(behind.substr(next));
      if ((between == "-" || between == "–" || between == "to") && second.bytes != 0 && second.value >= first.value) {
        out.max = second.value;
        end += next + second.bytes;
      }
    }
    out.noun = noun(text.substr(0, at), text.substr(end), arena);
    return out;
  }
  return out;
}

std::vector<Yield> read_yield(const json::Value* value, Arena& arena) {
  std::vector<Yield> out;
  if (value == nullptr) return out;
  const std::span<const json::Value> list = value->is_array() ? value->array() : std::span(value, 1);
  for (const json::Value& item : list) {
    if (out.size() == spellings_max) break;
    if (item.is_string()) out.push_back(read_text(item.text(), arena));
    if (!item.is_number()) continue;
    const double number = json::to_double(item.number_text());
    if (std::isfinite(number) && number > 0) out.push_back({.min = number, .max = number, .noun = {}, .text = {}});
  }
  return out;
}

bool within(double a, double b) { return std::max(a, b) <= (1 + equal_within) * std::min(a, b); }

bool is_inside(double number, double least, double most) {
  return least < most && number >= least * (1 - equal_within) && number <= most * (1 + equal_within);
}

// The noun that one of the spellings says.
std::string_view noun_of(const std::vector<Yield>& yields, const Yield& yield) {
  if (!yield.noun.empty()) return yield.noun;
  for (const Yield& other : yields)
    if (!other.noun.empty() && other.min == yield.min && other.max == yield.max) return other.noun;
  return {};
}

// Does one spelling of the second say `factor` times one of the first, in the same or no noun?
bool agrees(const std::vector<Yield>& first, const std::vector<Yield>& second, double factor) {
  for (const Yield& a : first) {
    for (const Yield& b : second) {
      if (a.min == 0 && b.min == 0 && factor == 1 && a.text == b.text) return true;
      if (a.min == 0 || b.min == 0) continue;
      const std::string_view a_noun = noun_of(first, a);
      const std::string_view b_noun = noun_of(second, b);
      if (!a_noun.empty() && !b_noun.empty() && a_noun != b_noun) continue;
      if (within(a.min * factor, b.min) && within(a.max * factor, b.max)) return true;
      // 5 of "4-6 servings": a number inside the other side's range.
      if (a.min == a.max && is_inside(a.min * factor, b.min, b.max)) return true;
      if (b.min == b.max && is_inside(b.min, a.min * factor, a.max * factor)) return true;
    }
  }
  return false;
}

// A list of spellings is shown as they are, one behind the other.
Side shown_yield(const json::Value* value, Frame& frame) {
  if (value == nullptr) return {};
  if (!value->is_array()) return side(shown(*value, frame));
  std::string all;
  for (const json::Value& item : value->array()) {
    if (!all.empty()) all += ", ";
    all += shown(item, frame);
    if (all.size() > text_bytes_max) break;
  }
  cut(all, text_bytes_max);
  return side(frame.arena.copy(std::string_view(all)));
}

}  // namespace

double yield_ratio(const recipe::Recipe& first, const recipe::Recipe& second) {
  if (first.yield == nullptr || second.yield == nullptr || json::equal(*first.yield, *second.yield)) return 0;
  Arena arena(256);
  const std::vector<Yield> a = read_yield(first.yield, arena);
  const std::vector<Yield> b = read_yield(second.yield, arena);
  for (const Yield& one : a) {
    if (one.min == 0) continue;
    for (const Yield& other : b) {
      if (other.min == 0) continue;
      const double factor = (other.min + other.max) / (one.min + one.max);
      if (agrees(a, b, factor)) return factor;
    }
  }
  return 0;
}

void compare_yields(const recipe::Recipe& first, const recipe::Recipe& second, Frame& frame) {
  const json::Value* const a = first.yield;
  const json::Value* const b = second.yield;
  const bool both = a != nullptr && b != nullptr;
  const bool alike = both && json::equal(*a, *b);
  bool same = alike || (a == nullptr && b == nullptr);
  bool scaled = false;
  if (both && !alike) {
    Arena arena(256);
    const std::vector<Yield> yields = read_yield(a, arena);
    const std::vector<Yield> other = read_yield(b, arena);
    same = agrees(yields, other, 1);
    scaled = frame.scale != 1 && agrees(yields, other, frame.scale);
  }
  if (frame.scale != 1) {
    const Side first_side = scaled ? shown_yield(a, frame) : Side{};
    const Side second_side = scaled ? shown_yield(b, frame) : Side{};
    frame.set_sides(frame.add(false, Field::yield, Kind::scaled, 0), first_side, second_side);
  }
  if (scaled || alike || (a == nullptr && b == nullptr)) return;
  const Side first_side = shown_yield(a, frame);
  const Side second_side = shown_yield(b, frame);
  Difference& entry = frame.add(same, Field::yield, both ? Kind::changed : frame.only(a != nullptr), 1);
  frame.set_sides(entry, first_side, second_side);
}

}  // namespace cookdiff::diff
