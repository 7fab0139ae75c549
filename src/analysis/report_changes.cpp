#include "analysis/report_changes.hpp"

#include <algorithm>
#include <map>

#include "analysis/statistics.hpp"
#include "base/sort.hpp"
#include "base/time.hpp"

namespace cookdiff::analysis {

using json::Writer;

std::string_view field_name(ChangeField field) {
  switch (field) {
    case ChangeField::name: return "name";
    case ChangeField::yield: return "yield";
    case ChangeField::time: return "time";
    case ChangeField::ingredient: return "ingredient";
    case ChangeField::instruction: return "instruction";
    case ChangeField::other: break;
  }
  return "other";
}

std::string_view kind_name(ChangeKind kind) {
  switch (kind) {
    case ChangeKind::added: return "added";
    case ChangeKind::left_out: return "leftOut";
    case ChangeKind::more: return "more";
    case ChangeKind::less: return "less";
    case ChangeKind::moved: return "moved";
    case ChangeKind::substituted: return "substituted";
    case ChangeKind::changed: break;
  }
  return "changed";
}

bool is_of_temperature(const Analysis& analysis, const Change& change) {
  if (change.step == nowhere || change.series == nowhere) return false;
  const std::size_t k = change.series - analysis.step_series[change.step];
  return analysis.original.steps[change.step].measures[k].measure.what == measure::What::temperature;
}

std::string yield_noun(const json::Value* yield) {
  if (yield == nullptr) return "";
  if (yield->is_array()) {
    for (const json::Value& item : yield->array())
      if (std::string noun = item.is_array() ? "" : yield_noun(&item); !noun.empty()) return noun;
    return "";
  }
  const std::string_view text = yield->text();
  const std::size_t digit = text.find_last_of("0123456789");
  if (digit == std::string_view::npos) return "";
  std::string_view behind = text.substr(digit + 1);
  while (behind.starts_with(' ')) behind.remove_prefix(1);
  return std::string{beginning(behind, fact_name_bytes_max)};
}

void write_changes(const Analysis& analysis, const std::vector<std::uint32_t>& shown, std::size_t compared,
                   Writer& writer) {
  writer.begin_array();
  for (const std::uint32_t number : shown) {
    const Change& change = analysis.changes[number];
    const bool scoped = change.line != nowhere || change.step != nowhere;
    const std::size_t of = scoped ? analysis.count_could(change) : compared;
    writer.begin_object().key("changeId").string(change.id).key("field").string(field_name(change.field));
    writer.key("kind").string(kind_name(change.kind)).key("name").string(change.name);
    writer.key("label").string(change.label).key("by");
    change.by.empty() ? writer.null() : writer.string(change.by);
    if (change.line != nowhere) writer.key("ingredientId").value(analysis.original.lines[change.line].item->id);
    if (change.step != nowhere) writer.key("stepId").value(analysis.original.steps[change.step].item->id);
    if (scoped) writer.key("place").integer((change.line != nowhere ? change.line : change.step) + 1);
    writer.key("makes").integer(static_cast<std::int64_t>(change.makes));
    writer.key("of").integer(static_cast<std::int64_t>(of)).key("share");
    writer.number(static_cast<double>(change.makes) / static_cast<double>(of));
    std::vector<double> figures = change.figures;
    if (!figures.empty() && is_of_temperature(analysis, change)) {
      writer.key("medianDelta").begin_object().key("value").number(median_of(figures));
      writer.key("unit").string(analysis.series[change.series].unit).end_object();
    } else if (!figures.empty()) {
      writer.key("medianRatio").number(median_of(figures));
    }
    if (change.kind == ChangeKind::added && change.field == ChangeField::ingredient) {
      const Variant* usual = nullptr;
      for (const Variant& variant : change.variants)
        if (usual == nullptr || variant.makes > usual->makes) usual = &variant;
      if (usual != nullptr && !usual->figures.empty()) {
        std::vector<double> made = usual->figures;
        writer.key("medianAmount").begin_object().key("value").number(median_of(made));
        writer.key("unit").string(usual->text).end_object();
      }
    }
    writer.end_object();
  }
  writer.end_array();
}

void write_effects(const std::vector<Effect>& effects, const std::vector<std::uint32_t>& places, Writer& writer) {
  writer.begin_array();
  for (const Effect& effect : effects) {
    std::vector<std::uint32_t> shown;
    for (const std::uint32_t change : effect.changes) shown.push_back(places[change]);
    base::sort(shown.begin(), shown.end());
    writer.begin_object().key("changes").begin_array();
    for (const std::uint32_t place : shown) writer.integer(place);
    writer.end_array().key("with").integer(static_cast<std::int64_t>(effect.with));
    writer.key("without").integer(static_cast<std::int64_t>(effect.without)).key("verdict");
    if (!effect.enough) {
      writer.string("not enough makes").end_object();
      continue;
    }
    const GroupDifference& figures = effect.figures;
    writer.string(!effect.is_clear() ? "no clear difference" : figures.difference > 0 ? "better" : "worse");
    writer.key("meanWith").number(figures.mean_with).key("meanWithout").number(figures.mean_without);
    writer.key("difference").number(figures.difference);
    writer.key("interval").begin_object().key("low").number(figures.low).key("high").number(figures.high);
    writer.key("level").number(figures.level).end_object();
    writer.key("p").number(figures.p).key("adjustedP").number(effect.adjusted_p);
    writer.key("method").string(method_name(figures.method)).end_object();
  }
  writer.end_array();
}

namespace {

struct Cook {
  std::string_view name;
  std::size_t makes = 0;
  std::size_t compared = 0;
  std::size_t as_written = 0;
  std::size_t rated = 0;
  double rating = 0;  // sum
  std::int64_t last_ms = 0;
  std::map<std::uint32_t, std::size_t> changes;  // by place in the list, how often
};

void write_cook(const Cook& cook, Writer& writer) {
  const auto share = [&writer](double part, std::size_t whole) {
    whole == 0 ? writer.null() : writer.number(part / static_cast<double>(whole));
  };
  writer.begin_object().key("cook").string(cook.name).key("makes").integer(static_cast<std::int64_t>(cook.makes));
  writer.key("meanRating");
  share(cook.rating, cook.rated);
  writer.key("asWrittenShare");
  share(static_cast<double>(cook.as_written), cook.compared);
  writer.key("last");
  cook.last_ms == 0 ? writer.null() : writer.string(base::rfc3339(cook.last_ms));
  writer.key("changes").begin_array();
  for (const auto& [place, makes] : cook.changes)
    if (makes * 2 >= cook.compared) writer.integer(place);
  writer.end_array().end_object();
}

}  // namespace

void write_cooks(const Analysis& analysis, const std::vector<std::uint32_t>& places, Writer& writer) {
  std::map<std::string_view, Cook> cooks;
  for (const Made& make : analysis.makes) {
    Cook& cook = cooks[make.row.cook];
    cook.name = make.row.cook;
    ++cook.makes;
    cook.last_ms = std::max(cook.last_ms, make.row.made_ms);
    if (make.row.rating) {
      ++cook.rated;
      cook.rating += *make.row.rating;
    }
    if (make.mapping == nowhere) continue;
    ++cook.compared;
    cook.as_written += make.row.as_written ? 1 : 0;
    for (const std::uint32_t change : make.changes)
      if (places[change] != nowhere) ++cook.changes[places[change]];
  }
  std::vector<const Cook*> order;
  for (const auto& [name, cook] : cooks) order.push_back(&cook);
  base::sort(order.begin(), order.end(), [](const Cook* a, const Cook* b) {
    return a->makes != b->makes ? a->makes > b->makes : a->name < b->name;
  });
  if (order.size() > cooks_max) order.resize(cooks_max);
  writer.begin_array();
  for (const Cook* cook : order) write_cook(*cook, writer);
  writer.end_array();
}

}  // namespace cookdiff::analysis
