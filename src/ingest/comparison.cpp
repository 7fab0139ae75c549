#include "ingest/comparison.hpp"

#include <cmath>

#include "analysis/facts.hpp"
#include "base/time.hpp"
#include "diff/compare.hpp"
#include "json/read.hpp"
#include "json/write.hpp"
#include "recipe/document.hpp"

namespace cookdiff::ingest {

namespace {

constexpr std::size_t search_bytes_max = 20'000;  // of ingredient names kept for the search
constexpr std::size_t label_bytes_max = 1'000;    // of a name, a cook or a time kept beside the document

std::string_view member_text(const json::Value& document, std::string_view name) {
  const json::Value* value = document.find(name);
  return value != nullptr ? analysis::beginning(value->text(), label_bytes_max) : std::string_view{};
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
  row.facts = analysis::write_facts(filled.document, differences);
  return Done{};
}

void describe_make(const json::Value& make, store::ObjectRow& row) {
  row.rating = rating_of(make);
  row.made_at = member_text(make, "madeAt");
  row.made_ms = base::read_rfc3339(row.made_at).value_or(row.first_ms);
  row.cook = member_text(make, "cook");
  row.name = document_name(make);
}

std::string document_name(const json::Value& document) { return std::string{member_text(document, "recipeName")}; }

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
