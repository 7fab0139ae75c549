// The differences document of docs/differences.md, members in a fixed order.
#include "json/write.hpp"
#include "base/number.hpp"
#include "diff/compare.hpp"

namespace cookdiff::diff {
namespace {

constexpr int number_digits = 12;

void put_number(double value, std::string& out) { base::append_number(value, number_digits, out); }

void put_side(const Side& side, std::string& out) {
  if (side.present)
    json::write_string(side.text, out);
  else
    out += "null";
}

void put_quantity(const Quantity& quantity, std::string& out) {
  if (!quantity.present) {
    out += "null";
    return;
  }
  out += quantity.range ? R"({"min":)" : R"({"value":)";
  put_number(quantity.min, out);
  if (quantity.range) {
    out += R"(,"max":)";
    put_number(quantity.max, out);
  }
  out += R"(,"unit":)";
  json::write_string(quantity.unit, out);
  out += '}';
}

void put_amount(const AmountChange& amount, std::string& out) {
  out += R"(,"amount":{"recipe":)";
  put_quantity(amount.recipe, out);
  out += R"(,"make":)";
  put_quantity(amount.make, out);
  out += R"(,"ratio":)";
  if (amount.has_ratio)
    put_number(amount.ratio, out);
  else
    out += "null";
  out += R"(,"delta":)";
  if (amount.has_delta) {
    out += R"({"value":)";
    put_number(amount.delta, out);
    out += R"(,"unit":)";
    json::write_string(amount.delta_unit, out);
    out += '}';
  } else {
    out += "null";
  }
  out += R"(,"size":")";
  out += size_name(amount.size);
  out += amount.approximate ? R"(","approximate":true})" : R"(","approximate":false})";
}

void put_words(std::span<const Word> words, std::string& out) {
  out += R"(,"words":[)";
  for (const Word& word : words) {
    out += &word == words.data() ? "[\"" : ",[\"";
    out += word.op;
    out += "\",";
    json::write_string(word.text, out);
    out += ']';
  }
  out += ']';
}

void put_measures(std::span<const MeasureChange> measures, std::string& out) {
  out += R"(,"measures":[)";
  for (const MeasureChange& change : measures) {
    out += &change == measures.data() ? R"({"what":")" : R"(,{"what":")";
    // A length is a quantity to a reader.
    out += measure::what_name(change.what == measure::What::length ? measure::What::quantity : change.what);
    out += R"(","recipe":)";
    put_quantity(change.recipe, out);
    out += R"(,"make":)";
    put_quantity(change.make, out);
    out += R"(,"size":")";
    out += size_name(change.size);
    out += "\"}";
  }
  out += ']';
}

void put_id(std::string_view key, const json::Value& id, std::string& out) {
  out += key;
  json::write(id, out);
}

void put_step(const Difference& entry, std::string& out) {
  const auto number = [&out](std::string_view key, std::uint32_t value) {
    out += key;
    if (value == 0)
      out += "null";
    else
      base::append_integer(value, out);
  };
  put_id(R"(,"stepId":)", entry.step_id, out);
  number(R"(,"stepNumber":)", entry.step_number);
  number(R"(,"makeStepNumber":)", entry.make_step_number);
}

void put_entry(const Difference& entry, const Placement& placement, std::string& out) {
  out += R"({"recipeField":")";
  out += field_name(entry.field);
  out += R"(","kind":")";
  out += kind_name(entry.kind);
  out += R"(","recipeId":)";
  out += placement.recipe_id_json;
  out += R"(,"makeId":)";
  out += placement.make_id_json;
  // An entry about a list as a whole has neither id nor place.
  if (entry.field == Field::ingredient && !entry.whole_list) {
    put_id(R"(,"ingredientId":)", entry.ingredient_id, out);
    out += R"(,"ingredientName":)";
    json::write_string(entry.ingredient_name, out);
    if (entry.ingredient_field != IngredientField::none) {
      out += R"(,"ingredientField":")";
      out += ingredient_field_name(entry.ingredient_field);
      out += '"';
    }
  }
  if (entry.field == Field::instruction && !entry.whole_list) put_step(entry, out);
  if (entry.has_path) {
    out += R"(,"path":)";
    json::write_string(entry.path, out);
  }
  out += R"(,"difference":{"recipe":)";
  put_side(entry.recipe, out);
  out += R"(,"make":)";
  put_side(entry.make, out);
  if (entry.has_path) {
    out += R"(,"recipeValue":)";
    json::write(entry.recipe_value != nullptr ? *entry.recipe_value : json::null(), out);
    out += R"(,"makeValue":)";
    json::write(entry.make_value != nullptr ? *entry.make_value : json::null(), out);
  }
  out += '}';
  if (entry.amount != nullptr) put_amount(*entry.amount, out);
  if (!entry.words.empty()) put_words(entry.words, out);
  if (entry.field == Field::instruction && entry.kind == Kind::changed && !entry.words.empty())
    put_measures(entry.measures, out);
  out += '}';
}

void put_list(std::span<const Difference> entries, const Placement& placement, std::string& out) {
  for (const Difference& entry : entries) {
    if (&entry != entries.data()) out += ',';
    put_entry(entry, placement, out);
  }
}

}  // namespace

void write(const Differences& differences, const Placement& placement, std::string& out) {
  out += R"({"recipeId":)";
  out += placement.recipe_id_json;
  out += R"(,"makeId":)";
  out += placement.make_id_json;
  out += R"(,"recipeVersion":)";
  out += placement.recipe_version_json;
  out += R"(,"engine":")";
  out += engine;
  out += R"(","asWritten":)";
  out += differences.as_written ? "true" : "false";
  out += R"(,"identical":)";
  out += differences.identical ? "true" : "false";
  out += R"(,"scale":)";
  put_number(differences.scale, out);
  out += R"(,"summary":)";
  json::write_string(differences.summary, out);
  out += R"(,"differences":[)";
  put_list(differences.differences, placement, out);
  out += R"(],"restated":[)";
  put_list(differences.restated, placement, out);
  out += "]}";
}

}  // namespace cookdiff::diff
