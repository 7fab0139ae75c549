#include "analysis/facts.hpp"

#include <array>
#include <cmath>
#include <vector>

#include "analysis/unit_conversion.hpp"
#include "diff/text.hpp"
#include "json/read.hpp"
#include "json/write.hpp"
#include "measure/compare.hpp"
#include "measure/in_text.hpp"
#include "recipe/recipe.hpp"

namespace cookdiff::analysis {

namespace {

using diff::Difference;
using diff::Field;
using diff::Kind;

// Units that grow with the recipe: what the make took is divided by its scale.
bool scales(const measure::Unit& unit) {
  return unit.kind != measure::Kind::temperature && unit.kind != measure::Kind::time &&
         unit.kind != measure::Kind::length;
}

std::string_view name_of(const Difference& difference) {
  if (difference.field == Field::ingredient) return difference.ingredient_name;
  if (difference.has_path) return difference.path;
  return difference.recipe.present ? difference.recipe.text : difference.make.text;
}

class Facts {
 public:
  Facts(const json::Value& make, const diff::Differences& differences, std::string& out)
      : differences_(differences),
        make_(recipe::view(make, arena_)),
        document_(make),
        normal_(arena_),
        out_(out),
        writer_(out) {}

  void write() {
    writer_.begin_object().key("count").integer(static_cast<std::int64_t>(differences_.differences.size()));
    writer_.key("changes").begin_array();
    std::size_t named = 0;
    for (const Difference& difference : differences_.differences) {
      if (++named > fact_changes_max || out_.size() > facts_bytes_max) break;
      change(difference);
    }
    // An amount that is the same in another unit may still be a little more: only the changes count, so it is as
    // written.
    writer_.end_array();
    if (const double made = yield_number(make_.yield); made > 0) writer_.key("yield").number(made);
    observations();
    writer_.end_object();
  }

 private:
  void change(const Difference& difference) {
    writer_.begin_object().key("field").string(diff::field_name(difference.field));
    writer_.key("kind").string(diff::kind_name(difference.kind));
    writer_.key("name").string(beginning(name_of(difference), fact_name_bytes_max));
    const std::string_view part = diff::ingredient_field_name(difference.ingredient_field);
    if (!part.empty()) writer_.key("part").string(part);
    const bool renamed = difference.ingredient_field == diff::IngredientField::name;
    if (renamed && difference.make.present)
      writer_.key("by").string(beginning(difference.make.text, fact_name_bytes_max));
    if (difference.line != 0) writer_.key("line").integer(difference.line);
    if (difference.amount != nullptr) amount(*difference.amount);
    if (difference.make_line != 0) added_amount(difference.make_line);
    if (difference.field == Field::instruction) step(difference);
    if (difference.field == Field::time) time(difference);
    writer_.end_object();
  }

  void amount(const diff::AmountChange& amount) {
    writer_.key("size").string(diff::size_name(amount.size));
    if (amount.has_ratio) {
      writer_.key("ratio").number(amount.ratio);
    } else if (amount.make.present) {
      made(amount.make.min + (amount.make.max - amount.make.min) / 2, amount.make.unit);
    }
  }

  void added_amount(std::uint32_t line) {
    if (line > make_.ingredients.size()) return;
    const measure::Amount said = recipe::amount(make_.ingredients[line - 1], arena_);
    if (said.is_number()) made(said.middle(), measure::symbol(said));
  }

  void made(double value, std::string_view symbol) {
    const measure::Unit* unit = measure::find_unit(symbol);
    if (unit == nullptr || scales(*unit)) value /= differences_.scale;
    writer_.key("made").number(value).key("unit").string(beginning(symbol, fact_name_bytes_max));
  }

  void step(const Difference& difference) {
    if (difference.step_number != 0) writer_.key("step").integer(difference.step_number);
    if (difference.make_step_number != 0) writer_.key("makeStep").integer(difference.make_step_number);
    const bool changed = difference.kind == Kind::changed;
    if (!changed && difference.kind != Kind::added) return;
    if (difference.make.text.size() <= fact_text_bytes_max && out_.size() < facts_texts_bytes_max)
      writer_.key("text").string(difference.make.text);
    if (changed) measures(difference);
  }

  // The temperatures and times of a changed step, by their places among the original's measures; and whether anything
  // but measures changed.
  void measures(const Difference& difference) {
    const diff::NormalText original = normal_(difference.recipe.text);
    const diff::NormalText make = normal_(difference.make.text);
    if (original.letters != make.letters) writer_.key("words").boolean(true);
    constexpr std::size_t whats = 4;
    std::array<std::vector<std::size_t>, whats> of_original;
    std::array<std::vector<std::size_t>, whats> of_make;
    for (std::size_t i = 0; i < original.measures.size(); ++i)
      of_original[static_cast<std::size_t>(original.measures[i].what)].push_back(i);
    for (std::size_t i = 0; i < make.measures.size(); ++i)
      of_make[static_cast<std::size_t>(make.measures[i].what)].push_back(i);
    writer_.key("measures").begin_array();
    for (const measure::What what : {measure::What::temperature, measure::What::duration}) {
      const auto kind = static_cast<std::size_t>(what);
      const bool paired = of_original[kind].size() == of_make[kind].size();
      for (std::size_t k = 0; k < of_original[kind].size(); ++k) {
        const std::size_t place = of_original[kind][k];
        std::optional<double> value;
        if (paired) value = as_original(original.measures[place].amount, make.measures[of_make[kind][k]].amount);
        writer_.begin_array().integer(static_cast<std::int64_t>(place + 1));
        value ? writer_.number(*value) : writer_.null();
        writer_.end_array();
      }
    }
    writer_.end_array();
  }

  static std::optional<double> as_original(const measure::Amount& original, const measure::Amount& made) {
    for (const measure::Amount* spelling = &made; spelling != nullptr; spelling = spelling->also)
      if (spelling->is_number())
        if (auto value = convert(spelling->middle(), *spelling->unit, *original.unit)) return value;
    return std::nullopt;
  }

  void time(const Difference& difference) {
    if (difference.make_value == nullptr) return;
    const std::string text = json::to_text(*difference.make_value);
    if (text.size() <= fact_value_bytes_max) writer_.key("value").raw(text);
  }

  void observations() {
    const json::Value* list = document_.find("observations");
    if (list == nullptr || list->array().empty()) return;
    writer_.key("observations").begin_array();
    std::size_t kept = 0;
    for (const json::Value& item : list->array()) {
      const json::Value* name = item.find("name");
      const json::Value* value = item.find("value");
      const json::Value* unit = item.find("unit");
      if (name == nullptr || name->text().empty() || value == nullptr) continue;
      const std::optional<double> number = number_of(*value);
      if (!number) continue;
      if (++kept > fact_observations_max) break;
      writer_.begin_object().key("name").string(beginning(name->text(), observed_name_bytes_max));
      writer_.key("value").number(*number).key("unit");
      writer_.string(unit != nullptr ? beginning(unit->text(), observed_name_bytes_max) : std::string_view{})
          .end_object();
    }
    writer_.end_array();
  }

  static std::optional<double> number_of(const json::Value& value) {
    double number = 0;
    if (value.is_number()) {
      number = json::to_double(value.number_text());
    } else {
      const measure::Number read = measure::read_number(value.text());
      if (read.bytes == 0 || read.bytes != value.text().size()) return std::nullopt;
      number = read.value;
    }
    return std::isfinite(number) ? std::optional<double>{number} : std::nullopt;
  }

  Arena arena_;
  const diff::Differences& differences_;
  recipe::Recipe make_;
  const json::Value& document_;
  diff::Normalizer normal_;
  std::string& out_;
  json::Writer writer_;
};

}  // namespace

std::string_view beginning(std::string_view text, std::size_t bytes_max) {
  if (text.size() <= bytes_max) return text;
  std::size_t kept = bytes_max;
  while (kept > 0 && (static_cast<unsigned char>(text[kept]) & 0xc0) == 0x80) --kept;
  return text.substr(0, kept);
}

double yield_number(const json::Value* yield) {
  if (yield == nullptr) return 0;
  if (yield->is_array()) return yield->array().empty() ? 0 : yield_number(&yield->array().front());
  if (yield->is_number()) {
    const double number = json::to_double(yield->number_text());
    return std::isfinite(number) && number > 0 ? number : 0;
  }
  const std::string_view text = yield->text();
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    // A number begins with a digit or with a fraction such as ½ (C2 BC …, E2 85 …).
    if (!(byte >= '0' && byte <= '9') && byte != 0xC2 && byte != 0xE2) continue;
    const measure::Number first = measure::read_number(text.substr(at));
    if (first.bytes == 0) continue;
    const std::string_view behind = text.substr(at + first.bytes);
    const std::size_t next = behind.find_first_of("0123456789");
    const std::string_view between = next <= 5 ? behind.substr(0, next) : std::string_view{};
    if (between != "-" && between != "–" && between != " - " && between != " – " && between != " to ")
      return first.value;
    const measure::Number second = measure::read_number(behind.substr(next));
    return second.bytes != 0 && second.value >= first.value ? (first.value + second.value) / 2 : first.value;
  }
  return 0;
}

std::string write_facts(const json::Value& make, const diff::Differences& differences) {
  std::string out;
  Facts(make, differences, out).write();
  return out;
}

}  // namespace cookdiff::analysis
