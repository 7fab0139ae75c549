// The document of an analysis.
#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "analysis/analysis.hpp"
#include "analysis/effects.hpp"
#include "analysis/report_changes.hpp"
#include "analysis/statistics.hpp"
#include "analysis/suggest.hpp"
#include "base/sort.hpp"
#include "base/time.hpp"
#include "diff/compare.hpp"
#include "json/read.hpp"
#include "json/write.hpp"

namespace cookdiff::analysis {

namespace {

using json::Writer;

constexpr double unknown_value = std::numeric_limits<double>::quiet_NaN();

// The document that was suggested is as large as the original and what was added.
constexpr std::size_t suggestion_bytes_max = std::size_t{8} << 20;

void write_time(std::int64_t milliseconds, Writer& writer) {
  milliseconds == 0 ? writer.null() : writer.string(base::rfc3339(milliseconds));
}

void write_figures(std::vector<double>& values, Writer& writer) {
  const auto figures = figures_of(values);
  if (!figures) {
    writer.null();
    return;
  }
  writer.begin_object().key("makes").integer(static_cast<std::int64_t>(figures->makes));
  writer.key("mean").number(figures->mean).key("median").number(figures->median);
  writer.key("low").number(figures->low).key("high").number(figures->high);
  writer.key("min").number(figures->min).key("max").number(figures->max).end_object();
}

// Values over all makes, in order; NaN where a make does not say it.
using Row = std::vector<double>;

std::vector<double> known(const Row& row) {
  std::vector<double> out;
  out.reserve(row.size());
  for (const double value : row)
    if (!std::isnan(value)) out.push_back(value);
  return out;
}

struct Drifting {
  SeriesAbout about;
  LevelChange change;
  std::size_t make = 0;
};
struct StandingOut {
  std::size_t make;
  std::size_t series;  // place among the series that were looked at
  double value;
};

class Report {
 public:
  Report(Analysis& analysis, std::string& out) : all_(analysis), writer_(out) {}

  void write() {
    for (const Made& make : all_.makes) compared_ += make.mapping != nowhere ? 1 : 0;
    shown_from_ = all_.makes.size() - std::min(all_.makes.size(), timeline_makes_max);
    find_shown();
    writer_.begin_object().key("recipeId").raw(all_.recipe_id_json);
    writer_.key("recipeVersion").integer(all_.original.number).key("engine").string(diff::engine);
    makes();
    timeline();
    ingredients();
    steps();
    observations();
    write_changes(all_, shown_, compared_, writer_.key("changes"));
    write_effects(find_effects(all_, shown_), shown_places_, writer_.key("effects"));
    drift();
    stand_out();
    cooks();
    suggested();
    writer_.end_object();
  }

 private:
  // The changes that are listed: most often made first.
  void find_shown() {
    for (std::uint32_t i = 0; i < all_.changes.size(); ++i)
      if (all_.changes[i].makes > 0) shown_.push_back(i);
    base::sort(shown_.begin(), shown_.end(), [this](std::uint32_t a, std::uint32_t b) {
      const Change& one = all_.changes[a];
      const Change& other = all_.changes[b];
      return one.makes != other.makes ? one.makes > other.makes : one.id < other.id;
    });
    if (shown_.size() > changes_shown_max) shown_.resize(changes_shown_max);
    shown_places_.assign(all_.changes.size(), nowhere);
    for (std::uint32_t i = 0; i < shown_.size(); ++i) shown_places_[shown_[i]] = i;
  }

  template <typename Value>
  Row row_of(const Value& value) const {
    Row out;
    out.reserve(all_.makes.size());
    for (const Made& make : all_.makes) out.push_back(value(make));
    return out;
  }
  Row ratings() const {
    return row_of([](const Made& make) { return make.row.rating.value_or(unknown_value); });
  }
  Row scales() const {
    return row_of([](const Made& make) { return make.mapping != nowhere ? make.row.scale : unknown_value; });
  }

  void makes() {
    std::size_t as_written = 0;
    Row rating_row = ratings();
    std::vector<double> rated = known(rating_row);
    for (const Made& make : all_.makes) as_written += make.mapping != nowhere && make.row.as_written ? 1 : 0;
    const bool any = !all_.makes.empty();
    writer_.key("makes").begin_object().key("count").integer(static_cast<std::int64_t>(all_.makes.size()));
    writer_.key("compared").integer(static_cast<std::int64_t>(compared_));
    writer_.key("rated").integer(static_cast<std::int64_t>(rated.size()));
    writer_.key("asWritten").integer(static_cast<std::int64_t>(as_written)).key("asWrittenShare");
    compared_ == 0 ? writer_.null() : writer_.number(static_cast<double>(as_written) / static_cast<double>(compared_));
    write_time(any ? all_.makes.front().row.made_ms : 0, writer_.key("first"));
    write_time(any ? all_.makes.back().row.made_ms : 0, writer_.key("last"));
    writer_.end_object();
    write_figures(rated, writer_.key("rating"));
    look({"rating", "rating", "", {}}, rating_row, true);
    Row scale_row = scales();
    std::vector<double> scaled = known(scale_row);
    write_figures(scaled, writer_.key("scale"));
    look({"scale", "scale", "", {}}, scale_row, false);
    const double original = yield_number(all_.original.recipe.yield);
    SeriesAbout yields{"yield", "yield", yield_noun(all_.original.recipe.yield), {}};
    if (original > 0) yields.original = original;
    const Row yield_row = row_of([](const Made& make) { return make.yield > 0 ? make.yield : unknown_value; });
    write_series(yields, yield_row, writer_.key("yield"));
    look(yields, yield_row, false);
  }

  void write_value(double value) { std::isnan(value) ? writer_.null() : writer_.number(value); }

  void write_series(const SeriesAbout& about, const Row& row, Writer& writer) {
    writer.begin_object().key("series").string(about.id).key("name").string(about.name);
    writer.key("unit").string(about.unit).key("original");
    about.original ? writer.number(*about.original) : writer.null();
    writer.key("values").begin_array();
    for (std::size_t i = shown_from_; i < row.size(); ++i) write_value(row[i]);
    writer.end_array();
    std::vector<double> values = known(row);
    write_figures(values, writer.key("figures"));
    writer.end_object();
  }

  // What changed its level, and who stands out.
  void look(const SeriesAbout& about, const Row& row, bool drifts) {
    std::vector<double> values;
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (std::isnan(row[i])) continue;
      values.push_back(row[i]);
      places.push_back(i);
    }
    if (drifts) {
      if (const auto change = find_level_change(values)) {
        drifting_.push_back({about, *change, places[change->first]});
        drift_p_.push_back(change->p);
      }
    }
    const Usual usual = usual_of(values);
    if (!usual.known) return;
    usual_.push_back({about, usual.median});
    for (std::size_t i = 0; i < values.size(); ++i)
      if (std::fabs(values[i] - usual.median) > usual.reach)
        standing_out_.push_back({places[i], usual_.size() - 1, values[i]});
  }

  void timeline() {
    const auto list = [this](std::string_view name, const auto& write_one) {
      writer_.key(name).begin_array();
      for (std::size_t i = shown_from_; i < all_.makes.size(); ++i) write_one(all_.makes[i]);
      writer_.end_array();
    };
    writer_.key("timeline").begin_object().key("complete").boolean(shown_from_ == 0);
    list("makeIds", [this](const Made& make) { writer_.raw(make.row.id_json); });
    list("madeAt", [this](const Made& make) { write_time(make.row.made_ms, writer_); });
    list("recipeVersions",
         [this](const Made& make) { make.row.version != 0 ? writer_.integer(make.row.version) : writer_.null(); });
    list("cooks", [this](const Made& make) { writer_.string(make.row.cook); });
    list("ratings", [this](const Made& make) { write_value(make.row.rating.value_or(unknown_value)); });
    list("asWritten",
         [this](const Made& make) { make.mapping != nowhere ? writer_.boolean(make.row.as_written) : writer_.null(); });
    list("scales", [this](const Made& make) { write_value(make.mapping != nowhere ? make.row.scale : unknown_value); });
    list("changes", [this](const Made& make) {
      writer_.begin_array();
      for (const std::uint32_t change : make.changes)
        if (shown_places_[change] != nowhere) writer_.integer(shown_places_[change]);
      writer_.end_array();
    });
    writer_.end_object();
  }

  // How many makes went up or down in a series, and by how much in the middle.
  void more_or_less(std::string_view name, std::uint32_t series, ChangeKind kind) {
    writer_.key(name);
    for (const Change& change : all_.changes) {
      if (change.series != series || change.kind != kind || change.makes == 0) continue;
      std::vector<double> figures = change.figures;
      writer_.begin_object().key("makes").integer(static_cast<std::int64_t>(change.makes));
      if (!figures.empty())
        writer_.key(is_of_temperature(all_, change) ? "medianDelta" : "medianRatio").number(median_of(figures));
      writer_.end_object();
      return;
    }
    writer_.null();
  }

  std::size_t makes_of(std::uint32_t line, std::uint32_t step) const {
    Change like;
    like.line = line;
    like.step = step;
    return all_.count_could(like);
  }

  void ingredients() {
    const std::vector<double> flour = flour_grams();
    writer_.key("ingredients").begin_array();
    for (std::uint32_t at = 0; at < all_.original.lines.size(); ++at) {
      const OriginalLine& line = all_.original.lines[at];
      const Row row = row_of([&](const Made& make) { return all_.value_of(make, at); });
      writer_.begin_object().key("place").integer(at + 1).key("ingredientId").value(line.item->id);
      writer_.key("ingredientName").string(line.name);
      write_series(all_.series[at], row, writer_.key("amount"));
      look(all_.series[at], row, true);
      bakers_percent(at, row, flour);
      writer_.key("makes").integer(static_cast<std::int64_t>(makes_of(at, nowhere)));
      std::size_t changed = 0;
      for (const Made& make : all_.makes)
        changed += std::any_of(make.changes.begin(), make.changes.end(),
                               [&](std::uint32_t change) { return all_.changes[change].line == at; })
                       ? 1U
                       : 0U;
      writer_.key("changed").integer(static_cast<std::int64_t>(changed));
      writer_.key("leftOut").integer(count_of(at, nowhere, ChangeKind::left_out));
      more_or_less("more", at, ChangeKind::more);
      more_or_less("less", at, ChangeKind::less);
      substitutions(at);
      writer_.end_object();
    }
    writer_.end_array();
  }

  std::int64_t count_of(std::uint32_t line, std::uint32_t step, ChangeKind kind) const {
    for (const Change& change : all_.changes)
      if (change.line == line && change.step == step && change.kind == kind)
        return static_cast<std::int64_t>(change.makes);
    return 0;
  }

  void substitutions(std::uint32_t line) {
    writer_.key("substituted").begin_array();
    std::vector<const Change*> by;
    for (const Change& change : all_.changes)
      if (change.line == line && change.kind == ChangeKind::substituted && change.makes > 0) by.push_back(&change);
    base::sort(by.begin(), by.end(), [](const Change* a, const Change* b) {
      return a->makes != b->makes ? a->makes > b->makes : a->id < b->id;
    });
    for (const Change* change : by)
      writer_.begin_object()
          .key("by")
          .string(change->by)
          .key("makes")
          .integer(static_cast<std::int64_t>(change->makes))
          .end_object();
    writer_.end_array();
  }

  // Grams of flour by make, the original's last; empty where no line is flour of a known weight.
  std::vector<double> flour_grams() const {
    std::vector<double> out(all_.makes.size() + 1, 0);
    bool any = false;
    for (std::uint32_t at = 0; at < all_.original.lines.size(); ++at) {
      const OriginalLine& line = all_.original.lines[at];
      if (!line.is_flour || line.grams <= 0) continue;
      any = true;
      for (std::size_t i = 0; i < all_.makes.size(); ++i) out[i] += all_.value_of(all_.makes[i], at) * line.grams;
      out.back() += line.amount.middle() * line.grams;
    }
    if (!any || out.back() <= 0) out.clear();
    return out;
  }

  void bakers_percent(std::uint32_t at, const Row& row, const std::vector<double>& flour) {
    const OriginalLine& line = all_.original.lines[at];
    writer_.key("bakersPercent");
    if (flour.empty() || line.grams <= 0) {
      writer_.null();
      return;
    }
    SeriesAbout about{"percent/" + std::to_string(at + 1), std::string{line.name}, "%",
                      line.amount.middle() * line.grams / flour.back() * 100};
    Row percent;
    percent.reserve(row.size());
    for (std::size_t i = 0; i < row.size(); ++i)
      percent.push_back(flour[i] > 0 ? row[i] * line.grams / flour[i] * 100 : unknown_value);
    write_series(about, percent, writer_);
  }

  void steps() {
    writer_.key("steps").begin_array();
    for (std::uint32_t at = 0; at < all_.original.steps.size(); ++at) {
      const OriginalStep& step = all_.original.steps[at];
      writer_.begin_object().key("stepNumber").integer(at + 1).key("stepId").value(step.item->id);
      writer_.key("stepText").string(step.item->text);
      writer_.key("makes").integer(static_cast<std::int64_t>(makes_of(nowhere, at)));
      std::size_t changed = 0;
      for (const Made& make : all_.makes)
        changed += std::any_of(make.changes.begin(), make.changes.end(),
                               [&](std::uint32_t number) {
                                 const Change& change = all_.changes[number];
                                 return change.step == at &&
                                        (change.kind == ChangeKind::changed || change.kind == ChangeKind::more ||
                                         change.kind == ChangeKind::less);
                               })
                       ? 1U
                       : 0U;
      writer_.key("changed").integer(static_cast<std::int64_t>(changed));
      writer_.key("leftOut").integer(count_of(nowhere, at, ChangeKind::left_out));
      writer_.key("moved").integer(count_of(nowhere, at, ChangeKind::moved)).key("measures").begin_array();
      for (std::uint32_t k = 0; k < step.measures.size(); ++k) measure(step.measures[k], all_.step_series[at] + k);
      writer_.end_array().end_object();
    }
    writer_.end_array();
  }

  void measure(const StepMeasure& measure, std::uint32_t series) {
    const Row row = row_of([&](const Made& make) { return all_.value_of(make, series); });
    writer_.begin_object().key("what").string(measure::what_name(measure.measure.what));
    write_series(all_.series[series], row, writer_.key("value"));
    look(all_.series[series], row, true);
    more_or_less("more", series, ChangeKind::more);
    more_or_less("less", series, ChangeKind::less);
    writer_.end_object();
  }

  void observations() {
    writer_.key("observations").begin_array();
    for (auto series = static_cast<std::uint32_t>(all_.observed_from); series < all_.series.size(); ++series) {
      const Row row = row_of([&](const Made& make) { return all_.value_of(make, series); });
      write_series(all_.series[series], row, writer_);
      look(all_.series[series], row, true);
    }
    writer_.end_array();
  }

  void drift() {
    adjust_by_holm(drift_p_);
    std::vector<std::uint32_t> order;
    for (std::uint32_t i = 0; i < drifting_.size(); ++i)
      if (drift_p_[i] <= false_alarms_max) order.push_back(i);
    base::sort(order.begin(), order.end(),
               [this](std::uint32_t a, std::uint32_t b) { return drift_p_[a] < drift_p_[b]; });
    writer_.key("drift").begin_array();
    for (const std::uint32_t i : order) {
      const Drifting& found = drifting_[i];
      const double slope = found.change.slope;
      writer_.begin_object().key("series").string(found.about.id).key("name").string(found.about.name);
      writer_.key("unit").string(found.about.unit);
      writer_.key("trend").string(slope > 0 ? "rising" : slope < 0 ? "falling" : "none");
      writer_.key("perMake").number(slope).key("p").number(drift_p_[i]);
      const MakeRow& make = all_.makes[found.make].row;
      writer_.key("change").begin_object().key("makeId").raw(make.id_json);
      write_time(make.made_ms, writer_.key("madeAt"));
      writer_.key("before").number(found.change.before).key("after").number(found.change.after).end_object();
      writer_.end_object();
    }
    writer_.end_array();
  }

  void stand_out() {
    base::sort(standing_out_.begin(), standing_out_.end(), [](const StandingOut& a, const StandingOut& b) {
      return a.make != b.make ? a.make > b.make : a.series < b.series;
    });
    if (standing_out_.size() > stand_out_max) standing_out_.resize(stand_out_max);
    writer_.key("standOut").begin_array();
    for (const StandingOut& found : standing_out_) {
      const auto& [about, median] = usual_[found.series];
      writer_.begin_object().key("makeId").raw(all_.makes[found.make].row.id_json).key("series").string(about.id);
      writer_.key("name").string(about.name).key("value").number(found.value).key("unit").string(about.unit);
      writer_.key("median").number(median).end_object();
    }
    writer_.end_array();
  }

  void cooks() { write_cooks(all_, shown_places_, writer_.key("cooks")); }

  void suggested() {
    writer_.key("suggested");
    const auto suggestion = suggest(all_);
    Arena arena;
    json::Limits limits;
    limits.bytes_max = suggestion_bytes_max;
    if (!suggestion) {
      writer_.null();
      return;
    }
    const auto recipe = json::read(suggestion->recipe, arena, limits);
    if (!recipe) {
      writer_.null();
      return;
    }
    const auto differences = diff::compare(*all_.original.document, *recipe, arena);
    if (!differences) {
      writer_.null();
      return;
    }
    diff::Placement placement{all_.recipe_id_json, "null", std::to_string(all_.original.number)};
    std::string document;
    diff::write(*differences, placement, document);
    writer_.begin_object().key("makes").integer(static_cast<std::int64_t>(suggestion->makes));
    writer_.key("recipe").raw(suggestion->recipe).key("changes").begin_array();
    for (const Agreed& agreed : suggestion->changes) {
      writer_.begin_object().key("field").string(field_name(agreed.field)).key("kind").string(kind_name(agreed.kind));
      writer_.key("place");
      agreed.place != nowhere ? writer_.integer(agreed.place + 1) : writer_.null();
      writer_.key("label").string(agreed.label).key("makes").integer(static_cast<std::int64_t>(agreed.makes));
      writer_.key("of").integer(static_cast<std::int64_t>(agreed.of)).end_object();
    }
    writer_.end_array().key("differences").raw(document).end_object();
  }

  Analysis& all_;
  Writer writer_;
  std::size_t compared_ = 0;
  std::size_t shown_from_ = 0;  // the first make of the lists over time
  std::vector<std::uint32_t> shown_;
  std::vector<std::uint32_t> shown_places_;
  std::vector<Drifting> drifting_;
  std::vector<double> drift_p_;
  std::vector<std::pair<SeriesAbout, double>> usual_;
  std::vector<StandingOut> standing_out_;
};

}  // namespace

std::string Analysis::finish() {
  std::vector<std::uint32_t> order(makes.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  base::sort(order.begin(), order.end(), [this](std::uint32_t a, std::uint32_t b) {
    const MakeRow& one = makes[a].row;
    const MakeRow& other = makes[b].row;
    return one.made_ms != other.made_ms ? one.made_ms < other.made_ms : one.key < other.key;
  });
  std::vector<Made> sorted;
  sorted.reserve(makes.size());
  for (const std::uint32_t i : order) sorted.push_back(std::move(makes[i]));
  makes = std::move(sorted);
  std::string out;
  Report(*this, out).write();
  return out;
}

}  // namespace cookdiff::analysis
