// The laws of a comparison, as one check that every other test of this room can call: identity, inverse, words that
// join to the byte, the same bytes again, a summary of bounded length, a patch that applies.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "base/number.hpp"
#include "base/unicode.hpp"
#include "diff/compare.hpp"
#include "diff/summary.hpp"
#include "json/equal.hpp"
#include "json/patch.hpp"
#include "json/read.hpp"
#include "json/write.hpp"
#include "recipe/members.hpp"

namespace cookdiff::test {

inline bool same_quantity(const diff::Quantity& a, const diff::Quantity& b) {
  return a.present == b.present &&
         (!a.present || (a.range == b.range && a.min == b.min && a.max == b.max && a.unit == b.unit));
}
inline bool same_side(const diff::Side& a, const diff::Side& b) {
  return a.present == b.present && (!a.present || a.text == b.text);
}
inline bool near(double a, double b, double tolerance) {
  return std::fabs(a - b) <= tolerance * std::max({std::fabs(a), std::fabs(b), 1e-300});
}
inline diff::Kind inverse(diff::Kind kind) {
  switch (kind) {
    case diff::Kind::added: return diff::Kind::removed;
    case diff::Kind::removed: return diff::Kind::added;
    case diff::Kind::split: return diff::Kind::merged;
    case diff::Kind::merged: return diff::Kind::split;
    default: return kind;
  }
}
inline bool same_value(const json::Value* a, const json::Value* b) {
  return (a == nullptr) == (b == nullptr) && (a == nullptr || json::equal(*a, *b));
}

// "" where `back` is the inverse of `forth`, else what is not.
inline std::string not_inverse(const diff::Difference& forth, const diff::Difference& back, double scale) {
  if (forth.field != back.field || forth.ingredient_field != back.ingredient_field) return "field";
  if (back.kind != inverse(forth.kind)) return "kind";
  if (!same_side(forth.recipe, back.make) || !same_side(forth.make, back.recipe)) return "sides";
  if (forth.step_number != back.make_step_number || forth.make_step_number != back.step_number) return "step numbers";
  if (!same_value(forth.recipe_value, back.make_value) || !same_value(forth.make_value, back.recipe_value))
    return "values";
  if ((forth.amount == nullptr) != (back.amount == nullptr)) return "amount";
  if (forth.amount != nullptr) {
    const diff::AmountChange& a = *forth.amount;
    const diff::AmountChange& b = *back.amount;
    if (!same_quantity(a.recipe, b.make) || !same_quantity(a.make, b.recipe)) return "amount sides";
    const bool zero = a.has_ratio && a.ratio == 0;  // 0 and null are each other's
    const bool back_zero = b.has_ratio && b.ratio == 0;
    if (a.has_ratio != b.has_ratio && !zero && !back_zero) return "ratio is there";
    if (a.has_ratio && b.has_ratio && !zero && !near(a.ratio * b.ratio, 1, 1e-9)) return "ratio";
    if (a.has_delta != b.has_delta || a.size != b.size || a.approximate != b.approximate) return "size";
    // Temperatures, times and lengths never scale, and neither does the difference of two.
    const measure::Unit* unit = measure::find_unit(a.delta_unit);
    const bool scales = unit == nullptr || (unit->kind != measure::Kind::temperature &&
                                            unit->kind != measure::Kind::time && unit->kind != measure::Kind::length);
    const double expected = -a.delta / (scales ? scale : 1);
    if (a.has_delta && a.delta_unit == b.delta_unit &&
        std::fabs(b.delta - expected) > 1e-9 * std::max({std::fabs(b.delta), a.recipe.max, a.make.max}))
      return "delta";
  }
  if (forth.words.size() != back.words.size()) return "words";
  std::string recipe;
  std::string make;
  for (const diff::Word& word : forth.words) {
    if (word.op != '+') recipe += word.text;
    if (word.op != '-') make += word.text;
  }
  if (!forth.words.empty() && (recipe != forth.recipe.text || make != forth.make.text)) return "words do not join";
  recipe.clear();
  make.clear();
  for (const diff::Word& word : back.words) {
    if (word.op != '+') recipe += word.text;
    if (word.op != '-') make += word.text;
  }
  if (!back.words.empty() && (recipe != back.recipe.text || make != back.make.text)) return "words do not join";
  if (forth.measures.size() != back.measures.size()) return "measures";
  for (std::size_t i = 0; i < forth.measures.size(); ++i) {
    const auto found = std::find_if(back.measures.begin(), back.measures.end(), [&](const diff::MeasureChange& change) {
      return change.what == forth.measures[i].what && change.size == forth.measures[i].size &&
             same_quantity(change.recipe, forth.measures[i].make) &&
             same_quantity(change.make, forth.measures[i].recipe);
    });
    if (found == back.measures.end()) return "measures";
  }
  return "";
}

inline std::string check_inverse(std::span<const diff::Difference> forth, std::span<const diff::Difference> back,
                                 double scale) {
  if (forth.size() != back.size())
    return std::to_string(forth.size()) + " entries, swapped " + std::to_string(back.size());
  std::vector<bool> used(back.size());
  for (const diff::Difference& entry : forth) {
    std::string why = "no entry of its field";
    std::size_t i = 0;
    for (; i < back.size(); ++i) {
      if (used[i]) continue;
      const std::string wrong = not_inverse(entry, back[i], scale);
      if (wrong.empty()) break;
      if (wrong != "field" && wrong != "kind") why = wrong;
    }
    if (i == back.size())
      return std::string(diff::field_name(entry.field)) + " " + std::string(diff::kind_name(entry.kind)) + ": " + why;
    used[i] = true;
  }
  return "";
}

inline std::string written(const diff::Differences& differences) {
  std::string out;
  diff::write(differences, {}, out);
  return out;
}

// What a document says, as a text: what is never compared, what is blank, and the lists' lines' kept texts left aside.
// Two documents with other texts are never identical: no change is silent.
inline void append_said(const json::Value& value, int depth, std::string& out) {
  if (value.is_array()) {
    for (const json::Value& item : value.array()) append_said(item, depth + 1, out += '[');
    out += ']';
  } else if (value.is_object()) {
    std::vector<const json::Member*> members;
    for (const json::Member& member : value.object()) members.push_back(&member);
    std::sort(members.begin(), members.end(), [](const auto* a, const auto* b) { return a->key < b->key; });
    for (const json::Member* member : members) {
      if (depth == 0 && recipe::names_document(member->key)) continue;
      const recipe::LineMember known = recipe::line_member(member->key);
      if (known == recipe::LineMember::line) continue;
      std::string text;
      append_said(member->value, depth + 1, text);
      if (text.empty() && (depth == 0 || known != recipe::LineMember::other)) continue;
      (out += member->key) += ':';
      out += text;
    }
    out += '}';
  } else if (value.is_string()) {
    const std::size_t begin = value.text().find_first_not_of(" \t\n");
    if (begin == std::string_view::npos) return;
    out += value.text().substr(begin, value.text().find_last_not_of(" \t\n") + 1 - begin);
  } else if (value.is_number()) {
    const double number = std::strtod(std::string(value.number_text()).c_str(), nullptr);
    if (std::isfinite(number)) base::append_number(number, 12, out);
  } else if (value.is_boolean()) {
    json::write(value, out);
  }
}

// "" where all laws hold for two documents, else the first that does not. Both texts must be JSON.
inline std::string broken_law(std::string_view original_text, std::string_view make_text, bool with_patch = true) {
  Arena arena;
  const auto original = json::read(original_text, arena);
  const auto make = json::read(make_text, arena);
  if (!original || !make) return "not JSON";
  const diff::Differences forth = *diff::compare(*original, *make, arena);
  const diff::Differences back = *diff::compare(*make, *original, arena);
  for (const json::Value* document : {&*original, &*make}) {
    const diff::Differences self = *diff::compare(*document, *document, arena);
    if (!self.identical || !self.as_written || self.scale != 1) return "identity: " + written(self);
  }
  if (forth.identical != (forth.differences.empty() && forth.restated.empty())) return "identical against the lists";
  if (forth.identical != back.identical || forth.as_written != back.as_written)
    return "identical or asWritten, swapped";
  if (std::string said, other; forth.identical) {
    append_said(*original, 0, said);
    append_said(*make, 0, other);
    if (said != other) return "a silent change: " + said + " and " + other;
  }
  if (!near(forth.scale * back.scale, 1, 1e-9)) return "scale, swapped";
  if (auto wrong = check_inverse(forth.differences, back.differences, forth.scale); !wrong.empty())
    return "inverse of differences: " + wrong + "\n  " + written(forth) + "\n  " + written(back);
  if (auto wrong = check_inverse(forth.restated, back.restated, forth.scale); !wrong.empty())
    return "inverse of restated: " + wrong + "\n  " + written(forth) + "\n  " + written(back);
  if (base::count_letters(forth.summary) > diff::summary_letters_max || forth.summary.empty())
    return "summary: " + std::string(forth.summary);
  const std::string bytes = written(forth);
  Arena other_arena;
  if (bytes != written(*diff::compare(*original, *make, other_arena))) return "other bytes the second time";
  if (!json::read(bytes, arena, {.bytes_max = bytes.size() + 1})) return "the differences are no JSON: " + bytes;
  if (!with_patch) return "";
  const auto patch = json::diff(*original, *make, arena);
  const auto patched = json::apply(*original, patch, arena);
  if (!patched || !json::equal(*patched, *make)) return "the patch does not give the make";
  return "";
}

}  // namespace cookdiff::test
