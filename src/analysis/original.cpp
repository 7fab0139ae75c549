#include "analysis/original.hpp"

#include <limits>
#include <map>

#include "diff/name.hpp"
#include "diff/text.hpp"
#include "measure/compare.hpp"
#include "measure/density.hpp"

namespace cookdiff::analysis {

namespace {

bool has_word(std::string_view key, std::string_view word) {
  for (std::size_t at = key.find(word); at != std::string_view::npos; at = key.find(word, at + 1)) {
    const bool begins = at == 0 || key[at - 1] == ' ';
    const bool ends = at + word.size() == key.size() || key[at + word.size()] == ' ';
    if (begins && ends) return true;
  }
  return false;
}

// What baker's percentages are of. Made of flour is not flour: "flour tortillas" have no density either.
bool names_flour(std::string_view key) {
  if (has_word(key, "tortilla") || has_word(key, "baker")) return false;
  for (const std::string_view word : {"flour", "mehl", "weizenmehl", "roggenmehl", "dinkelmehl", "farine", "farina",
                                      "harina", "farinha", "meel", "bloem", "mjol"})
    if (has_word(key, word)) return true;
  return false;
}

double grams_of_unit(const measure::Amount& amount, std::string_view name) {
  if (!amount.is_number()) return 0;
  measure::Amount one = amount;
  one.form = measure::Form::exact;
  one.min = one.max = 1;
  one.also = nullptr;
  measure::Amount gram;
  gram.form = measure::Form::exact;
  gram.min = gram.max = 1;
  gram.unit = measure::find_unit("g");
  return measure::scale_ratio(gram, one, name);
}

}  // namespace

Original read_original(std::int64_t number, const json::Value& document) {
  Original out;
  out.number = number;
  out.document = &document;
  out.arena = std::make_unique<Arena>();
  Arena& arena = *out.arena;
  out.recipe = recipe::view(document, arena);
  for (const recipe::Ingredient& item : out.recipe.ingredients) {
    OriginalLine line;
    line.item = &item;
    line.name = item.name.empty() ? item.line : item.name;
    line.amount = recipe::amount(item, arena);
    const std::string_view name = diff::name_key(line.name, arena).text;
    line.is_flour = names_flour(name);
    line.grams = grams_of_unit(line.amount, line.name);
    line.key = name;
    if (!item.section.empty()) line.key = arena.join(arena.join(name, "\n"), diff::name_key(item.section, arena).text);
    out.lines.push_back(line);
  }
  diff::Normalizer normal(arena);
  std::size_t followed = 0;
  for (const recipe::Step& item : out.recipe.steps) {
    OriginalStep step;
    step.item = &item;
    const diff::NormalText text = normal(item.text);
    step.hash = text.hash;
    for (std::size_t i = 0; i < text.measures.size(); ++i) {
      const measure::Measure& measure = text.measures[i];
      // The hash is of the letters alone: what is measured tells two steps apart as well.
      for (const double end : {measure.amount.min, measure.amount.max})
        step.hash = (step.hash ^ static_cast<std::uint64_t>(end * 1024)) * 0x100000001B3ULL;
      const bool wanted = measure.what == measure::What::temperature || measure.what == measure::What::duration;
      if (wanted && measure.amount.is_number() && followed++ < followed_measures_max)
        step.measures.push_back({measure, static_cast<std::uint32_t>(i + 1)});
    }
    out.steps.push_back(std::move(step));
  }
  return out;
}

Mapping map_version(const Original& version, const Original& analysed) {
  Mapping out;
  out.number = version.number;
  out.lines.assign(version.lines.size(), nowhere);
  out.factors.assign(version.lines.size(), 0);
  out.line_is_shared.assign(analysed.lines.size(), false);
  out.as_written.assign(analysed.lines.size(), std::numeric_limits<double>::quiet_NaN());
  out.steps.assign(version.steps.size(), nowhere);
  out.step_is_shared.assign(analysed.steps.size(), false);
  // Equal keys pair in their order.
  std::map<std::string_view, std::vector<std::uint32_t>> by_key;
  for (std::size_t j = analysed.lines.size(); j-- > 0;)
    by_key[analysed.lines[j].key].push_back(static_cast<std::uint32_t>(j));
  for (std::size_t i = 0; i < version.lines.size(); ++i) {
    const auto found = by_key.find(version.lines[i].key);
    if (found == by_key.end() || found->second.empty()) continue;
    const std::uint32_t j = found->second.back();
    found->second.pop_back();
    const OriginalLine& old = version.lines[i];
    const OriginalLine& line = analysed.lines[j];
    out.lines[i] = j;
    const auto relation = measure::compare(line.amount, old.amount, line.name).relation;
    out.line_is_shared[j] = relation == measure::Relation::equal || relation == measure::Relation::restated;
    if (!line.amount.is_number() || !old.amount.is_number()) continue;
    const double ratio = out.line_is_shared[j] ? 1 : measure::scale_ratio(line.amount, old.amount, line.name);
    out.factors[i] = ratio * line.amount.middle();
    if (out.factors[i] > 0) out.as_written[j] = out.factors[i];
  }
  std::map<std::uint64_t, std::vector<std::uint32_t>> by_hash;
  for (std::size_t j = analysed.steps.size(); j-- > 0;)
    by_hash[analysed.steps[j].hash].push_back(static_cast<std::uint32_t>(j));
  for (std::size_t i = 0; i < version.steps.size(); ++i) {
    const auto found = by_hash.find(version.steps[i].hash);
    if (found == by_hash.end() || found->second.empty()) continue;
    const std::uint32_t j = found->second.back();
    found->second.pop_back();
    out.steps[i] = j;
    out.step_is_shared[j] = true;
  }
  return out;
}

}  // namespace cookdiff::analysis
