// Two documents, with a byte 0xFF between them (which stands in no UTF-8): the laws of docs/differences.md for all
// inputs.
#include <algorithm>
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

namespace {

using namespace cookdiff;

bool acceptable(const json::Value& document) {
  return !recipe::is_recipe(document) || static_cast<bool>(recipe::check(document));
}

diff::Kind mirrored(diff::Kind kind) {
  switch (kind) {
    case diff::Kind::added: return diff::Kind::removed;
    case diff::Kind::removed: return diff::Kind::added;
    case diff::Kind::split: return diff::Kind::merged;
    case diff::Kind::merged: return diff::Kind::split;
    default: return kind;
  }
}

void append_side(const diff::Side& side, std::string& out) {
  out += side.present ? '=' : '0';
  out += side.text;
  out += '\x1f';
}

// Everything of an entry that the exchange of the sides must bring back, as one text.
std::string signature(const diff::Difference& entry, bool exchanged) {
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

std::vector<std::string> signatures(std::span<const diff::Difference> entries, bool exchanged) {
  std::vector<std::string> out;
  for (const diff::Difference& entry : entries) out.push_back(signature(entry, exchanged));
  std::sort(out.begin(), out.end());
  return out;
}

std::string written(const diff::Differences& differences) {
  std::string out;
  diff::write(differences, {}, out);
  return out;
}

diff::Differences compared(const json::Value& original, const json::Value& make, Arena& arena) {
  const auto out = diff::compare(original, make, arena);
  MUST(out);
  return *out;
}

void check_answer(const diff::Differences& differences, Arena& arena) {
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

void check_patches(const json::Value& original, const json::Value& make, Arena& arena) {
  const auto patched = json::apply(original, json::diff(original, make, arena), arena);
  MUST(patched && json::equal(*patched, make));
  const auto merge = json::merge_diff(original, make, arena);
  if (merge) MUST(json::equal(json::merge_apply(original, *merge, arena), make));
}

void check_pair(const json::Value& original, const json::Value& make, Arena& arena) {
  const diff::Differences forth = compared(original, make, arena);
  check_answer(forth, arena);
  MUST(written(forth) == written(compared(original, make, arena)));
  const diff::Differences back = compared(make, original, arena);
  MUST(signatures(back.differences, true) == signatures(forth.differences, false));
  MUST(signatures(back.restated, true) == signatures(forth.restated, false));
  MUST(compared(original, original, arena).identical);
  MUST(compared(make, make, arena).identical);
  if (json::equal(original, make)) MUST(forth.identical);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const std::size_t between = bytes.find('\xFF');
  if (between == std::string_view::npos) return -1;
  Arena arena;
  const auto original = json::read(bytes.substr(0, between), arena);
  const auto make = json::read(bytes.substr(between + 1), arena);
  if (!original || !make) return -1;
  check_patches(*original, *make, arena);
  if (acceptable(*original) && acceptable(*make)) check_pair(*original, *make, arena);
  return 0;
}
