// From the facts of each make to changes and values of the analysed version.
#include <cmath>
#include <limits>
#include <string>

#include "analysis/analysis.hpp"
#include "analysis/facts.hpp"
#include "analysis/unit_conversion.hpp"
#include "base/sort.hpp"
#include "diff/name.hpp"
#include "diff/text.hpp"
#include "json/read.hpp"
#include "json/write.hpp"
#include "measure/compare.hpp"

namespace cookdiff::analysis {

namespace {

constexpr double unknown_value = std::numeric_limits<double>::quiet_NaN();
constexpr int value_digits = 12;
constexpr std::size_t label_bytes_max = 60;  // of a text inside a label

std::string_view text_of(const json::Value& fact, std::string_view key) {
  const json::Value* value = fact.find(key);
  return value != nullptr ? value->text() : std::string_view{};
}
double number_of(const json::Value& fact, std::string_view key, double absent) {
  const json::Value* value = fact.find(key);
  if (value == nullptr || !value->is_number()) return absent;
  const double number = json::to_double(value->number_text());
  return std::isfinite(number) ? number : absent;
}
// A place that counts from 1, as an index; nowhere where it is absent.
std::uint32_t index_of(const json::Value& fact, std::string_view key) {
  const double place = number_of(fact, key, 0);
  return place >= 1 && place < 1e6 ? static_cast<std::uint32_t>(place) - 1 : nowhere;
}

std::string hex(std::uint64_t value) {
  std::string out(16, '0');
  for (std::size_t i = 16; i-- > 0; value >>= 4) out[i] = "0123456789abcdef"[value & 15];
  return out;
}

std::string place_id(std::string_view list, std::uint32_t index) {
  return std::string{list} + "/" + std::to_string(index + 1);
}

std::string shortened(std::string_view text) {
  const std::string_view kept = beginning(text, label_bytes_max);
  return kept.size() == text.size() ? std::string{text} : std::string{kept} + "…";
}

bool is_temperature(const StepMeasure& measure) { return measure.measure.what == measure::What::temperature; }

}  // namespace

// Reads the facts of one make into it.
class FactReader {
 public:
  FactReader(Analysis& analysis, Made& make, Arena& arena)
      : all_(analysis), make_(make), mapping_(analysis.mappings[make.mapping]), arena_(arena) {}

  void read(const json::Value& facts) {
    make_.yield = number_of(facts, "yield", 0);
    if (const json::Value* changes = facts.find("changes"))
      for (const json::Value& fact : changes->array()) change(fact);
    if (const json::Value* observations = facts.find("observations"))
      for (const json::Value& fact : observations->array()) observation(fact);
    base::sort(make_.changes.begin(), make_.changes.end());
  }

 private:
  void change(const json::Value& fact) {
    const std::string_view field = text_of(fact, "field");
    const std::string_view kind = text_of(fact, "kind");
    if (field == "ingredient") return ingredient(fact, kind);
    if (field == "instruction") return step(fact, kind);
    if (field == "name")
      return take(note({.id = "name", .field = ChangeField::name, .name = "name", .label = "another name"}));
    if (field == "yield") {
      const bool scaled = kind == "scaled";
      return take(note({.id = scaled ? "yield/scaled" : "yield/changed",
                        .field = ChangeField::yield,
                        .name = "yield",
                        .label = scaled ? "another size" : "another yield"}));
    }
    if (field == "time") return time(fact);
    if (field == "other") {
      const std::string path{text_of(fact, "name")};
      take(note({.id = "other" + path, .field = ChangeField::other, .name = path, .label = path + " changed"}));
    }
  }

  // The change of that id, made where it is new; nullptr where there are too many.
  Change* note(Change change) {
    const auto found = all_.change_numbers_.find(change.id);
    if (found != all_.change_numbers_.end()) return &all_.changes[found->second];
    if (all_.changes.size() >= distinct_changes_max) return nullptr;
    all_.change_numbers_.emplace(change.id, static_cast<std::uint32_t>(all_.changes.size()));
    all_.changes.push_back(std::move(change));
    return &all_.changes.back();
  }
  // Counts it once a make. False where the make has it already.
  bool count(Change* change) {
    if (change == nullptr) return false;
    const auto number = static_cast<std::uint32_t>(change - all_.changes.data());
    for (const std::uint32_t taken : make_.changes)
      if (taken == number) return false;
    make_.changes.push_back(number);
    ++change->makes;
    return true;
  }
  void take(Change* change) { (void)count(change); }

  static void vary(Change& change, std::string_view text, std::optional<double> figure) {
    Variant* variant = nullptr;
    for (Variant& known : change.variants)
      if (known.text == text) variant = &known;
    if (variant == nullptr) {
      if (change.variants.size() >= variants_max) return;
      variant = &change.variants.emplace_back();
      variant->text = text;
    }
    ++variant->makes;
    if (figure) variant->figures.push_back(*figure);
  }

  void set_value(std::uint32_t series, double value) {
    make_.values.push_back({series, std::isnan(value) ? value : rounded_to(value, value_digits)});
  }

  void ingredient(const json::Value& fact, std::string_view kind) {
    if (kind == "added") return added_ingredient(fact);
    const std::uint32_t of_version = index_of(fact, "line");
    if (of_version >= mapping_.lines.size()) return;
    const std::uint32_t line = mapping_.lines[of_version];
    if (line == nowhere) return;
    const OriginalLine& thing = all_.original.lines[line];
    const std::string name{thing.name};
    const std::string id = place_id("ingredient", line);
    const auto about = [&](std::string_view what, ChangeKind is, std::string label) {
      return Change{.id = id + "/" + std::string{what},
                    .field = ChangeField::ingredient,
                    .kind = is,
                    .name = name,
                    .label = std::move(label),
                    .line = line};
    };
    if (kind == "removed") {
      set_value(line, 0);
      if (mapping_.line_is_shared[line]) take(note(about("leftOut", ChangeKind::left_out, name + " left out")));
      return;
    }
    const std::string_view part = text_of(fact, "part");
    const std::string_view by = text_of(fact, "by");
    if (kind == "substituted") {
      substituted_ = line;
      set_value(line, unknown_value);
      if (!mapping_.line_is_shared[line]) return;
      const std::string key{diff::name_key(by, arena_).text};
      Change change = about("substituted/" + key, ChangeKind::substituted, std::string{by} + " instead of " + name);
      change.by = by;
      if (Change* noted = note(std::move(change)); count(noted)) vary(*noted, by, std::nullopt);
      return;
    }
    if (part == "quantity" || part == "measurement") return amount(fact, line, of_version, id);
    if (!mapping_.line_is_shared[line]) return;
    Change* noted = nullptr;
    if (part == "ingredientName") {
      noted = note(about("name", ChangeKind::changed, name + " of another kind"));
      if (count(noted)) vary(*noted, by, std::nullopt);
    } else if (substituted_ != line) {  // the note of what is not there any more goes with it
      take(note(about(part, ChangeKind::changed, name + (part == "section" ? " elsewhere" : " with another note"))));
    }
  }

  void amount(const json::Value& fact, std::uint32_t line, std::uint32_t of_version, const std::string& id) {
    const OriginalLine& thing = all_.original.lines[line];
    const std::string name{thing.name};
    const double ratio = number_of(fact, "ratio", 0);
    const double as_written = mapping_.factors[of_version];
    const bool is_shared = mapping_.line_is_shared[line];
    const bool of_substitute = substituted_ == line;
    if (of_substitute) {
      // The amount is of what took its place: it belongs to the substitution.
      if (ratio > 0 && is_shared && !make_.changes.empty()) {
        Change& change = all_.changes[make_.changes.back()];
        if (change.kind == ChangeKind::substituted && change.line == line) change.figures.push_back(ratio);
      }
      return;
    }
    Change change{.id = id, .field = ChangeField::ingredient, .name = name, .line = line, .series = line};
    if (ratio > 0 && as_written > 0) {
      set_value(line, as_written * ratio);
      if (!is_shared || text_of(fact, "size") == "trace") return;
      const bool more = ratio > 1;
      change.id += more ? "/more" : "/less";
      change.kind = more ? ChangeKind::more : ChangeKind::less;
      change.label = (more ? "more " : "less ") + name;
      if (Change* noted = note(std::move(change)); count(noted)) noted->figures.push_back(ratio);
      return;
    }
    const double made = number_of(fact, "made", -1);
    set_value(line, made == 0 ? 0 : said_value(line, made, text_of(fact, "unit")));
    if (!is_shared) return;
    change.id += "/amount";
    change.label = name + " in another amount";
    Change* noted = note(std::move(change));
    if (count(noted) && made >= 0) vary(*noted, text_of(fact, "unit"), made);
  }

  // An amount beside an original that says none: the series is in the first unit that a make says.
  double said_value(std::uint32_t line, double made, std::string_view unit) {
    if (made < 0) return unknown_value;
    SeriesAbout& series = all_.series[line];
    if (!series.original && series.unit.empty()) series.unit = unit;
    return series.unit == unit ? made : unknown_value;
  }

  void added_ingredient(const json::Value& fact) {
    const std::string_view name = text_of(fact, "name");
    const std::string key{diff::name_key(name, arena_).text};
    Change* noted = note({.id = "ingredient/added/" + key,
                          .field = ChangeField::ingredient,
                          .kind = ChangeKind::added,
                          .name = std::string{name},
                          .label = std::string{name} + " added"});
    if (!count(noted)) return;
    const double made = number_of(fact, "made", -1);
    vary(*noted, text_of(fact, "unit"), made >= 0 ? std::optional<double>{made} : std::nullopt);
  }

  void step(const json::Value& fact, std::string_view kind) {
    if (kind == "added") return added_step(fact);
    const std::uint32_t of_version = index_of(fact, "step");
    if (of_version >= mapping_.steps.size()) return;
    const std::uint32_t at = mapping_.steps[of_version];
    if (at == nowhere) return;
    const std::string name = "step " + std::to_string(at + 1);
    const std::string id = place_id("step", at);
    const auto about = [&](std::string_view what, ChangeKind is, std::string_view label) {
      return Change{.id = id + "/" + std::string{what},
                    .field = ChangeField::instruction,
                    .kind = is,
                    .name = name,
                    .label = name + std::string{label},
                    .step = at};
    };
    if (kind == "removed") {
      for (std::size_t k = 0; k < all_.original.steps[at].measures.size(); ++k)
        set_value(all_.step_series[at] + static_cast<std::uint32_t>(k), unknown_value);
      return take(note(about("leftOut", ChangeKind::left_out, " left out")));
    }
    if (kind == "moved") return take(note(about("moved", ChangeKind::moved, " at another time")));
    const json::Value* words = fact.find("words");
    const bool measures_changed = measures(fact, at, id, name);
    if (measures_changed && (words == nullptr || !words->boolean)) return;
    Change* noted = note(about("changed", ChangeKind::changed, " done differently"));
    if (!count(noted)) return;
    if (const std::string_view text = text_of(fact, "text"); !text.empty()) vary(*noted, text, std::nullopt);
  }

  // True where a temperature or time went up or down by more than a trace.
  bool measures(const json::Value& fact, std::uint32_t at, const std::string& id, const std::string& name) {
    const json::Value* list = fact.find("measures");
    if (list == nullptr) return false;
    bool any = false;
    const OriginalStep& step = all_.original.steps[at];
    for (const json::Value& item : list->array()) {
      if (item.array().size() != 2) continue;
      const double place = json::to_double(item.array()[0].number_text());
      for (std::uint32_t k = 0; k < step.measures.size(); ++k) {
        if (static_cast<double>(step.measures[k].place) != place) continue;
        const json::Value& value = item.array()[1];
        if (value.is_number()) {
          any = measure_of(step.measures[k], at, k, json::to_double(value.number_text()), id, name) || any;
        } else {
          set_value(all_.step_series[at] + k, unknown_value);
        }
      }
    }
    return any;
  }

  bool measure_of(const StepMeasure& measure, std::uint32_t at, std::uint32_t k, double value, const std::string& id,
                  const std::string& name) {
    const std::uint32_t series = all_.step_series[at] + k;
    const measure::Amount& original = measure.measure.amount;
    set_value(series, value);
    measure::Amount made = original;
    made.form = measure::Form::exact;
    made.min = made.max = value;
    made.also = nullptr;
    const measure::Comparison comparison = measure::compare(original, made, {});
    if (comparison.relation != measure::Relation::changed || comparison.size == measure::Size::trace) return false;
    const bool more = value > original.middle();
    const bool degrees = is_temperature(measure);
    const std::string_view word = degrees ? (more ? "hotter" : "cooler") : (more ? "longer" : "shorter");
    Change change{.id = id + "/" + std::to_string(k + 1) + (more ? "/more" : "/less"),
                  .field = ChangeField::instruction,
                  .kind = more ? ChangeKind::more : ChangeKind::less,
                  .name = all_.series[series].name,
                  .label = name + " " + std::string{word},
                  .step = at,
                  .series = series};
    if (Change* noted = note(std::move(change)); count(noted))
      noted->figures.push_back(degrees ? value - original.middle() : value / original.middle());
    return true;
  }

  void added_step(const json::Value& fact) {
    const std::string_view text = text_of(fact, "text");
    if (text.empty()) return;
    diff::Normalizer normal(arena_);
    const std::string id = "step/added/" + hex(normal(text).hash);
    Change* noted = note({.id = id,
                          .field = ChangeField::instruction,
                          .kind = ChangeKind::added,
                          .name = shortened(text),
                          .label = "step added: " + shortened(text)});
    if (!count(noted)) return;
    const std::uint32_t place = index_of(fact, "makeStep");
    vary(*noted, text, place != nowhere ? std::optional<double>{place} : std::nullopt);
  }

  void time(const json::Value& fact) {
    std::string_view name = text_of(fact, "name");
    if (name.starts_with('/')) name.remove_prefix(1);
    Change* noted = note({.id = "time/" + std::string{name},
                          .field = ChangeField::time,
                          .name = std::string{name},
                          .label = std::string{name} + " changed"});
    if (!count(noted)) return;
    if (const json::Value* value = fact.find("value")) vary(*noted, json::to_text(*value), std::nullopt);
  }

  // The first name and unit of each observation name its series; the others are converted where they can be.
  void observation(const json::Value& fact) {
    const std::string_view name = text_of(fact, "name");
    const double value = number_of(fact, "value", unknown_value);
    if (name.empty() || std::isnan(value)) return;
    const std::string_view said = text_of(fact, "unit");
    const measure::Unit* unit = measure::find_unit(said);
    std::string key{diff::name_key(name, arena_).text};
    key += '\n';
    key += unit == nullptr ? said : std::to_string(static_cast<int>(unit->kind));
    auto found = all_.observed_.find(key);
    if (found == all_.observed_.end()) {
      if (all_.series.size() - all_.observed_from >= observed_series_max) return;
      const auto number = static_cast<std::uint32_t>(all_.series.size());
      const std::string id = "observation/" + std::to_string(number - all_.observed_from + 1);
      all_.series.push_back({id, std::string{name}, std::string{unit != nullptr ? unit->symbol : said}, {}});
      found = all_.observed_.emplace(std::move(key), number).first;
    }
    const measure::Unit* shown = measure::find_unit(all_.series[found->second].unit);
    const bool converts = unit != nullptr && shown != nullptr;
    const std::optional<double> converted = converts ? convert(value, *unit, *shown) : std::optional<double>{value};
    if (converted) set_value(found->second, *converted);
  }

  Analysis& all_;
  Made& make_;
  const Mapping& mapping_;
  Arena& arena_;
  std::uint32_t substituted_ = nowhere;
};

Analysis::Analysis(std::string id_json, std::int64_t version, const json::Value& document)
    : original(read_original(version, document)), recipe_id_json(std::move(id_json)) {
  for (std::size_t j = 0; j < original.lines.size(); ++j) {
    const OriginalLine& line = original.lines[j];
    SeriesAbout about{place_id("ingredient", static_cast<std::uint32_t>(j)), std::string{line.name}, {}, {}};
    if (line.amount.is_number()) {
      about.unit = measure::symbol(line.amount);
      about.original = line.amount.middle();
    }
    series.push_back(std::move(about));
  }
  for (std::size_t j = 0; j < original.steps.size(); ++j) {
    step_series.push_back(static_cast<std::uint32_t>(series.size()));
    const OriginalStep& step = original.steps[j];
    for (std::size_t k = 0; k < step.measures.size(); ++k) {
      const StepMeasure& measure = step.measures[k];
      const std::string id = place_id("step", static_cast<std::uint32_t>(j)) + "/" + std::to_string(k + 1);
      const std::string name = "step " + std::to_string(j + 1) + (is_temperature(measure) ? ": temperature" : ": time");
      series_step.push_back(static_cast<std::uint32_t>(j));
      series.push_back(
          {id, name, std::string{measure::symbol(measure.measure.amount)}, measure.measure.amount.middle()});
    }
  }
  observed_from = series.size();
  mappings.push_back(map_version(original, original));
}

std::uint32_t Analysis::mapping_of(std::int64_t number) const {
  for (std::size_t i = 0; i < mappings.size(); ++i)
    if (mappings[i].number == number) return static_cast<std::uint32_t>(i);
  return nowhere;
}

void Analysis::add_version(std::int64_t number, const json::Value& document) {
  if (knows_version(number) || mappings.size() >= versions_max) return;
  mappings.push_back(map_version(read_original(number, document), original));
}

void Analysis::add_make(MakeRow row, std::string_view facts) {
  if (makes.size() >= makes_max) return;
  Made make;
  make.mapping = row.version != 0 ? mapping_of(row.version) : nowhere;
  make.row = std::move(row);
  if (make.mapping != nowhere) {
    ++mappings[make.mapping].makes;
    Arena arena(1024);
    if (const auto read = json::read(facts, arena)) FactReader(*this, make, arena).read(*read);
  }
  makes.push_back(std::move(make));
}

double Analysis::value_of(const Made& make, std::uint32_t series_number) const {
  for (const Made::Value& value : make.values)
    if (value.series == series_number) return value.value;
  if (make.mapping == nowhere || series_number >= observed_from) return unknown_value;
  const Mapping& mapping = mappings[make.mapping];
  if (series_number < original.lines.size()) return mapping.as_written[series_number];
  const std::uint32_t step = series_step[series_number - original.lines.size()];
  return mapping.step_is_shared[step] ? *series[series_number].original : unknown_value;
}

bool Analysis::could(const Made& make, const Change& change) const {
  if (make.mapping == nowhere) return false;
  const Mapping& mapping = mappings[make.mapping];
  if (change.line != nowhere) return mapping.line_is_shared[change.line];
  if (change.step != nowhere) return mapping.step_is_shared[change.step];
  return true;
}

std::size_t Analysis::count_could(const Change& change) const {
  std::size_t count = 0;
  for (const Mapping& mapping : mappings) {
    const bool can = change.line != nowhere   ? mapping.line_is_shared[change.line]
                     : change.step != nowhere ? mapping.step_is_shared[change.step]
                                              : true;
    if (can) count += mapping.makes;
  }
  return count;
}

}  // namespace cookdiff::analysis
