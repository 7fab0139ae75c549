#include "ingest/comparison.hpp"

#include <cmath>

#include "base/time.hpp"
#include "diff/compare.hpp"
#include "json/read.hpp"
#include "json/write.hpp"
#include "recipe/document.hpp"

namespace cookdiff::ingest {

namespace {

constexpr std::size_t search_bytes_max = 20'000;  // of ingredient names kept for the search
constexpr std::size_t label_bytes_max = 1'000;    // of a name, a cook or a time kept beside the document

// The beginning of a text, cut at a whole letter.
std::string_view beginning(std::string_view text, std::size_t bytes_max) {
  if (text.size() <= bytes_max) return text;
  std::size_t kept = bytes_max;
  while (kept > 0 && (static_cast<unsigned char>(text[kept]) & 0xc0) == 0x80) --kept;
  return text.substr(0, kept);
}

std::string_view member_text(const json::Value& document, std::string_view name) {
  const json::Value* value = document.find(name);
  return value != nullptr ? beginning(value->text(), label_bytes_max) : std::string_view{};
}

// A number, or a text that is one.
std::optional<double> rating_of(const json::Value& make) {
  const json::Value* value = make.find("rating");
  if (value == nullptr) return std::nullopt;
  Arena arena(256);
  json::Value number = *value;
  if (value->is_string()) {
    const auto read = json::read(value->text(), arena);
    if (!read) return std::nullopt;
    number = *read;
  }
  if (!number.is_number()) return std::nullopt;
  const double rating = json::to_double(number.number_text());
  return std::isfinite(rating) ? std::optional<double>{rating} : std::nullopt;
}

std::string_view name_of(const diff::Difference& difference) {
  if (difference.field == diff::Field::ingredient) return difference.ingredient_name;
  if (difference.has_path) return difference.path;
  return difference.recipe.present ? difference.recipe.text : difference.make.text;
}

void write_change(const diff::Difference& difference, json::Writer& writer) {
  writer.begin_object().key("field").string(diff::field_name(difference.field));
  writer.key("kind")
      .string(diff::kind_name(difference.kind))
      .key("name")
      .string(beginning(name_of(difference), fact_name_bytes_max));
  const std::string_view part = diff::ingredient_field_name(difference.ingredient_field);
  if (!part.empty()) writer.key("part").string(part);
  if (difference.kind == diff::Kind::substituted && difference.make.present)
    writer.key("by").string(beginning(difference.make.text, fact_name_bytes_max));
  if (const diff::AmountChange* amount = difference.amount) {
    if (amount->has_ratio) writer.key("ratio").number(amount->ratio);
    writer.key("size").string(diff::size_name(amount->size));
  }
  if (difference.step_number != 0) writer.key("step").integer(difference.step_number);
  writer.end_object();
}

std::string facts_of(const diff::Differences& differences) {
  std::string out;
  json::Writer writer(out);
  writer.begin_object()
      .key("count")
      .integer(static_cast<std::int64_t>(differences.differences.size()))
      .key("changes")
      .begin_array();
  std::size_t named = 0;
  for (const diff::Difference& difference : differences.differences) {
    if (++named > fact_changes_max) break;
    write_change(difference, writer);
  }
  writer.end_array().end_object();
  return out;
}

}  // namespace

Status compare_into(const json::Value& make, const json::Value& original, store::ObjectRow& row) {
  Arena arena;
  const recipe::Filled filled = recipe::fill(make, original, arena);
  TRY(const diff::Differences differences, diff::compare(original, filled.document, arena));
  diff::Placement placement{row.recipe.json(), row.make.json(), "null"};
  placement.recipe_version_json = std::to_string(row.pinned);
  row.differences.clear();
  diff::write(differences, placement, row.differences);
  row.engine = diff::engine;
  row.as_written = differences.as_written;
  row.identical = differences.identical;
  row.scale = differences.scale;
  row.summary = differences.summary;
  row.facts = facts_of(differences);
  return Done{};
}

void describe_make(const json::Value& make, store::ObjectRow& row) {
  row.rating = rating_of(make);
  row.made_at = member_text(make, "madeAt");
  row.made_ms = base::read_rfc3339(row.made_at).value_or(row.first_ms);
  row.cook = member_text(make, "cook");
  row.name = member_text(make, "recipeName");
}

std::string ingredient_names(const json::Value& document) {
  std::string out;
  const json::Value* list = document.find("ingredients");
  if (list == nullptr) return out;
  for (const json::Value& item : list->array()) {
    const json::Value* name = item.find("ingredientName");
    const std::string_view text = name != nullptr ? name->text() : item.text();
    if (out.size() + text.size() + 1 > search_bytes_max) break;
    if (!out.empty()) out += '\n';
    for (const char c : text) out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return out;
}

}  // namespace cookdiff::ingest
