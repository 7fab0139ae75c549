// The laws of docs/differences.md for two documents, as assertions; shared by the fuzzers that make documents.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "base/assert.hpp"
#include "diff/compare.hpp"
#include "json/equal.hpp"
#include "json/merge.hpp"
#include "json/patch.hpp"
#include "json/read.hpp"
#include "recipe/document.hpp"
#include "render/html.hpp"
#include "render/markdown.hpp"
#include "render/text.hpp"

namespace laws {

using namespace cookdiff;

inline bool acceptable(const json::Value& document) {
  return !recipe::is_recipe(document) || static_cast<bool>(recipe::check(document));
}

inline diff::Kind mirrored(diff::Kind kind) {
  switch (kind) {
    case diff::Kind::added: return diff::Kind::removed;
    case diff::Kind::removed: return diff::Kind::added;
    case diff::Kind::split: return diff::Kind::merged;
    case diff::Kind::merged: return diff::Kind::split;
    default: return kind;
  }
}

inline void append_side(const diff::Side& side, std::string& out) {
  out += side.present ? '=' : '0';
  out += side.text;
  out += '\x1f';
}

// Everything of an entry that the exchange of the sides must bring back, as one text.
inline std::string signature(const diff::Difference& entry, bool exchanged) {
  std::string out(diff::field_name(entry.field));
  out += diff::kind_name(exchanged ? mirrored(entry.kind) : entry.kind);
  out += diff::ingredient_field_name(entry.ingredient_field);
  append_side(exchanged ? entry.make : entry.recipe, out);
  append_side(exchanged ? entry.recipe : entry.make, out);
  for (const char op : exchanged ? std::string_view("=+-") : std::string_view("=-+")) {
    for (const diff::Word& word : entry.words)
      if (word.op == op) out += word.text;
    out += '\x1f';
  }
  const std::uint32_t first = exchanged ? entry.make_step_number : entry.step_number;
  const std::uint32_t second = exchanged ? entry.step_number : entry.make_step_number;
  return out + std::to_string(first) + "/" + std::to_string(second) + (entry.amount != nullptr ? "amount" : "") +
         std::to_string(entry.measures.size());
}

struct Signed {
  std::string signature;
  const diff::Difference* entry;
};

inline std::vector<Signed> signatures(std::span<const diff::Difference> entries, bool exchanged) {
  std::vector<Signed> out;
  for (const diff::Difference& entry : entries) out.push_back({signature(entry, exchanged), &entry});
  std::sort(out.begin(), out.end(), [](const Signed& a, const Signed& b) { return a.signature < b.signature; });
  return out;
}

inline bool near(double a, double b) {
  const double larger = std::max(std::fabs(a), std::fabs(b));
  return std::fabs(a - b) <= 1e-9 * larger || larger < 1e-12;
}

// The ratio is the inverse one, the difference its negative divided by the scale, in the other unit.
inline void check_amounts(const diff::AmountChange& forth, const diff::AmountChange& back) {
  MUST(forth.size == back.size && forth.approximate == back.approximate);
  // 0 and null are each other's.
  if (forth.has_ratio && back.has_ratio) MUST(near(forth.ratio * back.ratio, 1));
  if (forth.has_ratio != back.has_ratio) MUST((forth.has_ratio ? forth.ratio : back.ratio) == 0);
}

inline void check_inverse(std::span<const diff::Difference> forth, std::span<const diff::Difference> back) {
  const auto expected = signatures(forth, false);
  const auto found = signatures(back, true);
  MUST(expected.size() == found.size());
  for (std::size_t n = 0; n < expected.size(); ++n) {
    MUST(expected[n].signature == found[n].signature);
    // Two entries that read alike can stand in either order.
    const bool twin = n > 0 && expected[n - 1].signature == expected[n].signature;
    const bool twin_behind = n + 1 < expected.size() && expected[n + 1].signature == expected[n].signature;
    if (expected[n].entry->amount != nullptr && !twin && !twin_behind)
      check_amounts(*expected[n].entry->amount, *found[n].entry->amount);
  }
}

inline std::string written(const diff::Differences& differences) {
  std::string out;
  diff::write(differences, {}, out);
  return out;
}

inline diff::Differences compared(const json::Value& original, const json::Value& make, Arena& arena) {
  const auto out = diff::compare(original, make, arena);
  MUST(out);
  return *out;
}

inline void check_answer(const diff::Differences& differences, Arena& arena) {
  MUST(differences.identical == (differences.differences.empty() && differences.restated.empty()));
  MUST(differences.scale > 0);
  MUST(!differences.summary.empty());
  const std::string text = written(differences);
  MUST(json::read(text, arena, {.bytes_max = std::size_t{1} << 30}));
  for (const bool restated : {false, true}) {
    for (const std::string& shown :
         {render::text(differences, {.restated = restated}), render::markdown(differences, {.restated = restated})})
      for (const char c : shown) MUST(c == '\n' || static_cast<unsigned char>(c) >= 0x20);
    MUST(render::html(differences, {.restated = restated}).text().find("<script") == std::string::npos);
  }
}

inline void check_patches(const json::Value& original, const json::Value& make, Arena& arena) {
  const auto patched = json::apply(original, json::diff(original, make, arena), arena);
  MUST(patched && json::equal(*patched, make));
  const auto merge = json::merge_diff(original, make, arena);
  if (merge) MUST(json::equal(json::merge_apply(original, *merge, arena), make));
}

inline void check_pair(const json::Value& original, const json::Value& make, Arena& arena) {
  const diff::Differences forth = compared(original, make, arena);
  check_answer(forth, arena);
  MUST(written(forth) == written(compared(original, make, arena)));
  const diff::Differences back = compared(make, original, arena);
  check_inverse(forth.differences, back.differences);
  check_inverse(forth.restated, back.restated);
  MUST(near(forth.scale * back.scale, 1));
  MUST(compared(original, original, arena).identical);
  MUST(compared(make, make, arena).identical);
  if (json::equal(original, make)) MUST(forth.identical);
}

}  // namespace laws
