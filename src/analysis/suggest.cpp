#include "analysis/suggest.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/statistics.hpp"
#include "analysis/unit_conversion.hpp"
#include "base/number.hpp"
#include "base/sort.hpp"
#include "json/read.hpp"
#include "json/write.hpp"
#include "measure/compare.hpp"

namespace cookdiff::analysis {

namespace {

constexpr int digits_kept = 3;  // as a scale or a spoon can tell amounts apart

// What is counted comes in halves.
double rounded_for(const measure::Unit& unit, double value) {
  const bool counted = unit.kind == measure::Kind::count || unit.kind == measure::Kind::named_count ||
                       unit.kind == measure::Kind::imprecise;
  if (unit.kind == measure::Kind::temperature) return std::round(value);
  return counted && value >= 0.5 ? std::round(value * 2) / 2 : rounded_to(value, digits_kept);
}

measure::Amount exact(const measure::Amount& like, double value) {
  measure::Amount out = like;
  out.form = measure::Form::exact;
  out.min = out.max = value;
  out.min_decimals = out.max_decimals = 0;
  out.either = false;
  out.pieces = 0;
  out.text = {};
  out.also = nullptr;
  return out;
}

std::string spoken(const measure::Amount& amount) {
  std::string out;
  measure::append_spoken(amount, out);
  return out;
}

// The line or step as it will stand; what is not set stays.
struct NewLine {
  bool left_out = false;
  std::optional<double> quantity{};
  std::optional<std::string> measurement{};
  std::optional<std::string> name{};
};
struct NewStep {
  bool left_out = false;
  std::optional<std::string> text{};
};
struct Inserted {
  double place = 0;  // from 0
  std::string_view text{};
};

class Suggesting {
 public:
  explicit Suggesting(const Analysis& analysis)
      : all_(analysis), lines_(analysis.original.lines.size()), steps_(analysis.original.steps.size()) {}

  std::optional<Suggestion> run() {
    for (const Mapping& mapping : all_.mappings) out_.makes += mapping.makes;
    if (out_.makes < suggestion_makes_min) return std::nullopt;
    for (const Change& change : all_.changes) agree(change);
    for (std::uint32_t line = 0; line < lines_.size(); ++line) amount(line);
    for (std::uint32_t step = 0; step < steps_.size(); ++step) measures(step);
    if (out_.changes.empty()) return std::nullopt;
    in_order();
    write();
    return std::move(out_);
  }

 private:
  [[nodiscard]] bool most(std::size_t makes, std::size_t of) const {
    return of >= suggestion_makes_min && makes * 2 > of;
  }
  static const Variant* usual(const Change& change) {
    const Variant* best = nullptr;
    for (const Variant& variant : change.variants)
      if (best == nullptr || variant.makes > best->makes || (variant.makes == best->makes && variant.text < best->text))
        best = &variant;
    return best;
  }

  void agree(const Change& change) {
    const std::size_t of = all_.count_could(change);
    if (!most(change.makes, of)) return;
    const Variant* variant = usual(change);
    const bool agreed = variant != nullptr && most(variant->makes, of);
    switch (change.field) {
      case ChangeField::ingredient: return ingredient(change, variant, agreed, of);
      case ChangeField::instruction: return step(change, variant, agreed, of);
      case ChangeField::time:
        if (!agreed || change.name.find('/') != std::string::npos) return;
        times_.emplace_back(change.name, variant->text);
        return add({change.field, ChangeKind::changed, nowhere, change.name + " " + variant->text, variant->makes, of});
      default: return;
    }
  }

  void ingredient(const Change& change, const Variant* variant, bool agreed, std::size_t of) {
    if (change.kind == ChangeKind::added) {
      added_.push_back(&change);
      return add({change.field, change.kind, nowhere, change.label, change.makes, of});
    }
    NewLine& line = lines_[change.line];
    if (change.kind == ChangeKind::left_out) {
      line.left_out = true;
      return add({change.field, change.kind, change.line, change.label, change.makes, of});
    }
    if (!agreed) return;
    const OriginalLine& thing = all_.original.lines[change.line];
    if (change.kind == ChangeKind::substituted || change.id.ends_with("/name")) {
      line.name = variant->text;
      std::vector<double> ratios = change.figures;
      if (ratios.size() * 2 > change.makes && thing.amount.is_number())
        line.quantity = rounded_for(*thing.amount.unit, thing.amount.middle() * median_of(ratios));
      const std::string label =
          change.kind == ChangeKind::substituted ? change.label : std::string{thing.name} + " → " + variant->text;
      return add({change.field, change.kind, change.line, label, variant->makes, of});
    }
    // An amount where there was none, or in a unit that does not convert.
    if (!change.id.ends_with("/amount") || variant->figures.empty()) return;
    std::vector<double> made = variant->figures;
    const measure::Unit* unit = measure::find_unit(variant->text);
    line.quantity = rounded_for(unit != nullptr ? *unit : measure::units::unknown, median_of(made));
    line.measurement = variant->text;
    std::string label = std::string{thing.name} + " → ";
    base::append_number(*line.quantity, 12, label);
    if (!variant->text.empty()) label += " " + variant->text;
    add({change.field, change.kind, change.line, std::move(label), variant->makes, of});
  }

  void step(const Change& change, const Variant* variant, bool agreed, std::size_t of) {
    if (change.kind == ChangeKind::left_out) {
      steps_[change.step].left_out = true;
      return add({change.field, change.kind, change.step, change.label, change.makes, of});
    }
    if (!agreed) return;
    if (change.kind == ChangeKind::added) {
      std::vector<double> places = variant->figures;
      inserted_.push_back({places.empty() ? 1e6 : median_of(places), variant->text});
      return add({change.field, change.kind, nowhere, change.label, variant->makes, of});
    }
    if (change.kind != ChangeKind::changed) return;
    steps_[change.step].text = variant->text;
    add({change.field, change.kind, change.step, change.label, variant->makes, of});
  }

  // The median of what was taken, where that is no trace of a change.
  struct Middle {
    double value = 0;
    std::size_t makes = 0;  // that took more (or less), as the median says
    std::size_t of = 0;
    bool more = false;
  };
  std::optional<Middle> middle(std::uint32_t series, const measure::Amount& original, bool degrees) const {
    std::vector<double> values;
    const bool is_line = series < lines_.size();
    for (const Made& make : all_.makes) {
      if (make.mapping == nowhere) continue;
      // Makes of a version with another amount say nothing of this one.
      if (is_line && !all_.mappings[make.mapping].line_is_shared[series]) continue;
      const double value = all_.value_of(make, series);
      if (value > 0) values.push_back(value);
    }
    if (values.size() < suggestion_makes_min) return std::nullopt;
    Middle out;
    out.of = values.size();
    out.value = rounded_for(*original.unit, median_of(values));
    const measure::Comparison comparison = measure::compare(original, exact(original, out.value), {});
    if (comparison.relation != measure::Relation::changed || comparison.size == measure::Size::trace)
      return std::nullopt;
    out.more = out.value > original.middle();
    const double trace = degrees ? 0 : original.middle() * measure::trace_within;
    for (const double value : values)
      if (out.more ? value > original.middle() + trace : value < original.middle() - trace) ++out.makes;
    return out;
  }

  void amount(std::uint32_t at) {
    const OriginalLine& thing = all_.original.lines[at];
    NewLine& line = lines_[at];
    if (line.left_out || line.quantity || !thing.amount.is_number()) return;
    const auto middle_amount = middle(at, thing.amount, false);
    if (!middle_amount) return;
    line.quantity = middle_amount->value;
    const std::string label = std::string{thing.name} + " " + spoken(thing.amount) + " → " +
                              spoken(exact(thing.amount, middle_amount->value));
    add({ChangeField::ingredient, middle_amount->more ? ChangeKind::more : ChangeKind::less, at, label,
         middle_amount->makes, middle_amount->of});
  }

  void measures(std::uint32_t at) {
    NewStep& step = steps_[at];
    if (step.left_out || step.text) return;
    const OriginalStep& original = all_.original.steps[at];
    std::string text{original.item->text};
    bool changed = false;
    for (std::size_t k = original.measures.size(); k-- > 0;) {
      const measure::Measure& measure = original.measures[k].measure;
      const std::uint32_t series = all_.step_series[at] + static_cast<std::uint32_t>(k);
      const auto usual_value = middle(series, measure.amount, measure.what == measure::What::temperature);
      if (!usual_value) continue;
      const std::string now = spoken(exact(measure.amount, usual_value->value));
      const std::string before = text.substr(measure.begin, measure.end - measure.begin);
      text.replace(measure.begin, measure.end - measure.begin, now);
      changed = true;
      add({ChangeField::instruction, usual_value->more ? ChangeKind::more : ChangeKind::less, at,
           "step " + std::to_string(at + 1) + ": " + before + " → " + now, usual_value->makes, usual_value->of});
    }
    if (changed) step.text = std::move(text);
  }

  void add(Agreed agreed) { out_.changes.push_back(std::move(agreed)); }

  // As the recipe is read: lines, then steps, each with what is added last.
  void in_order() {
    std::vector<std::uint32_t> order(out_.changes.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
    const auto rank = [](const Agreed& agreed) {
      return agreed.field == ChangeField::ingredient ? 0 : agreed.field == ChangeField::instruction ? 1 : 2;
    };
    base::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
      const Agreed& one = out_.changes[a];
      const Agreed& other = out_.changes[b];
      if (rank(one) != rank(other)) return rank(one) < rank(other);
      return one.place != other.place ? one.place < other.place : one.label < other.label;
    });
    std::vector<Agreed> sorted;
    for (const std::uint32_t i : order) sorted.push_back(std::move(out_.changes[i]));
    out_.changes = std::move(sorted);
    base::sort(added_.begin(), added_.end(), [](const Change* a, const Change* b) { return a->id < b->id; });
    base::sort(inserted_.begin(), inserted_.end(), [](const Inserted& a, const Inserted& b) {
      return a.place != b.place ? a.place < b.place : a.text < b.text;
    });
  }

  void write() {
    json::Writer writer(out_.recipe);
    writer.begin_object();
    std::vector<bool> written(times_.size());
    bool lines_written = false;
    bool steps_written = false;
    for (const json::Member& member : all_.original.document->object()) {
      writer.key(member.key);
      if (member.key == "ingredients") {
        lines_written = true;
        write_lines(writer);
      } else if (member.key == "steps") {
        steps_written = true;
        write_steps(writer);
      } else if (const std::string* value = time_of(member.key, written)) {
        writer.raw(*value);
      } else {
        writer.value(member.value);
      }
    }
    if (!lines_written && !added_.empty()) write_lines(writer.key("ingredients"));
    if (!steps_written && !inserted_.empty()) write_steps(writer.key("steps"));
    for (std::size_t i = 0; i < times_.size(); ++i)
      if (!written[i]) writer.key(times_[i].first).raw(times_[i].second);
    writer.end_object();
  }

  const std::string* time_of(std::string_view key, std::vector<bool>& written) const {
    for (std::size_t i = 0; i < times_.size(); ++i) {
      if (times_[i].first != key) continue;
      written[i] = true;
      return &times_[i].second;
    }
    return nullptr;
  }

  // The next whole number where all ids of the list are whole numbers; 0 else.
  template <typename Items>
  static std::int64_t next_id(const Items& items) {
    std::int64_t highest = 0;
    for (const auto& item : items) {
      std::int64_t number = 0;
      if (!item.id.is_number() || !json::to_integer(item.id.number_text(), number) || number > 1'000'000) return 0;
      highest = std::max(highest, number);
    }
    return highest + 1;
  }

  void write_lines(json::Writer& writer) {
    writer.begin_array();
    for (std::size_t at = 0; at < lines_.size(); ++at) {
      const NewLine& line = lines_[at];
      if (line.left_out) continue;
      const recipe::Ingredient& item = *all_.original.lines[at].item;
      if (!line.quantity && !line.name && !line.measurement) {
        writer.value(*item.value);
      } else {
        write_line(line, all_.original.lines[at], writer);
      }
    }
    std::int64_t id = next_id(all_.original.recipe.ingredients);
    for (const Change* change : added_) {
      writer.begin_object();
      if (id > 0) writer.key("ingredientId").integer(id++);
      const Variant* variant = usual(*change);
      if (variant != nullptr && !variant->figures.empty()) {
        std::vector<double> made = variant->figures;
        const measure::Unit* unit = measure::find_unit(variant->text);
        writer.key("quantity").number(rounded_for(unit != nullptr ? *unit : measure::units::unknown, median_of(made)));
        if (!variant->text.empty()) writer.key("measurement").string(variant->text);
      }
      writer.key("ingredientName").string(change->name).end_object();
    }
    writer.end_array();
  }

  // What is set anew stands where it stood; the line of text that it was read from is no longer true.
  static void write_line(const NewLine& line, const OriginalLine& thing, json::Writer& writer) {
    const recipe::Ingredient& item = *thing.item;
    std::optional<std::string> measurement = line.measurement;
    // A unit that was written into the quantity must not go with it.
    if (line.quantity && !measurement && item.measurement.empty() && !measure::symbol(thing.amount).empty())
      measurement = std::string{measure::symbol(thing.amount)};
    bool quantity_written = !line.quantity;
    bool measurement_written = !measurement;
    bool name_written = !line.name;
    writer.begin_object();
    for (const json::Member& member : item.value->object()) {
      if (member.key == "line") continue;
      writer.key(member.key);
      if (member.key == "quantity" && line.quantity) {
        writer.number(*line.quantity);
        quantity_written = true;
      } else if (member.key == "measurement" && measurement) {
        writer.string(*measurement);
        measurement_written = true;
      } else if (member.key == "ingredientName" && line.name) {
        writer.string(*line.name);
        name_written = true;
      } else {
        writer.value(member.value);
      }
    }
    if (item.value->is_string()) {  // a plain line of text, now in its parts
      if (!line.quantity && !item.quantity.is_null()) writer.key("quantity").value(item.quantity);
      if (!measurement && !item.measurement.empty()) writer.key("measurement").string(item.measurement);
      if (!line.name) writer.key("ingredientName").string(thing.name);
      if (!item.note.empty()) writer.key("note").string(item.note);
    }
    if (!quantity_written) writer.key("quantity").number(*line.quantity);
    if (!measurement_written) writer.key("measurement").string(*measurement);
    if (!name_written) writer.key("ingredientName").string(*line.name);
    writer.end_object();
  }

  void write_steps(json::Writer& writer) {
    writer.begin_array();
    std::int64_t id = next_id(all_.original.recipe.steps);
    std::size_t next = 0;
    double written = 0;
    const auto insert = [&](double until) {
      for (; next < inserted_.size() && inserted_[next].place <= until; ++next, ++written) {
        writer.begin_object();
        if (id > 0) writer.key("stepId").integer(id++);
        writer.key("stepText").string(inserted_[next].text).end_object();
      }
    };
    for (std::size_t at = 0; at < steps_.size(); ++at) {
      insert(written);
      if (steps_[at].left_out) continue;
      write_step(steps_[at], *all_.original.steps[at].item, writer);
      ++written;
    }
    insert(1e9);
    writer.end_array();
  }

  static void write_step(const NewStep& step, const recipe::Step& item, json::Writer& writer) {
    if (!step.text) {
      writer.value(*item.value);
    } else if (item.value->is_string()) {
      writer.string(*step.text);
    } else {
      writer.begin_object();
      for (const json::Member& member : item.value->object()) {
        if (member.key == "line") continue;
        writer.key(member.key);
        member.key == "stepText" ? writer.string(*step.text) : writer.value(member.value);
      }
      writer.end_object();
    }
  }

  const Analysis& all_;
  Suggestion out_;
  std::vector<NewLine> lines_;
  std::vector<NewStep> steps_;
  std::vector<const Change*> added_;
  std::vector<Inserted> inserted_;
  std::vector<std::pair<std::string, std::string>> times_;
};

}  // namespace

std::optional<Suggestion> suggest(const Analysis& analysis) { return Suggesting(analysis).run(); }

}  // namespace cookdiff::analysis
