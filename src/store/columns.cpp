#include "store/columns.hpp"

#include "json/read.hpp"

namespace cookdiff::store {

namespace {

std::vector<std::string> read_texts(std::string_view json_text) {
  std::vector<std::string> out;
  if (json_text.empty()) return out;
  Arena arena;
  const auto value = json::read(json_text, arena);
  if (!value) return out;
  for (const json::Value& item : value->array()) out.emplace_back(item.text());
  return out;
}

Role role_named(std::string_view name) {
  if (name == "claiming") return Role::claiming;
  if (name == "original") return Role::original;
  return name == "make" ? Role::make : Role::none;
}

}  // namespace

ObjectRow read_object(const edge::Row& row, std::size_t from) {
  ObjectRow out;
  std::size_t at = from;
  out.key = row.text(at++);
  // A name that was valid when it was written is still valid; home stands for nothing that can be read otherwise.
  if (auto kitchen = Kitchen::named(row.text(at++))) out.kitchen = *std::move(kitchen);
  out.revision = row.integer(at++);
  out.state = state_named(row.text(at++)).value_or(State::queued);
  out.version = row.text(at++);
  out.uploaded_ms = row.integer(at++);
  out.size = row.integer(at++);
  out.hash = row.text(at++);
  out.format = row.text(at++);
  out.first_ms = row.integer(at++);
  out.recipe.text = row.text(at++);
  out.recipe.is_number = row.integer(at++) != 0;
  out.role = role_named(row.text(at++));
  out.make.text = row.text(at++);
  out.make.is_number = row.integer(at++) != 0;
  out.pinned = row.integer(at++);
  out.engine = row.text(at++);
  out.as_written = row.integer(at++) != 0;
  out.identical = row.integer(at++) != 0;
  out.scale = row.is_null(at) ? 1 : row.number(at);
  ++at;
  if (!row.is_null(at)) out.rating = row.number(at);
  ++at;
  out.made_ms = row.integer(at++);
  out.made_at = row.text(at++);
  out.cook = row.text(at++);
  out.name = row.text(at++);
  out.reason.code = row.text(at++);
  out.reason.detail = row.text(at++);
  out.reason.pointer = row.text(at++);
  out.reason.byte = row.is_null(at) ? -1 : row.integer(at);
  ++at;
  out.attempts = row.integer(at++);
  out.also = read_texts(row.text(at++));
  out.waiting = !row.is_null(at++);
  out.summary = row.text(at++);
  out.facts = row.text(at++);
  out.differences = row.text(at++);
  MUST(at == from + object_column_count);
  return out;
}

RecipeRow read_recipe(const edge::Row& row, std::size_t from) {
  RecipeRow out;
  std::size_t at = from;
  out.recipe.text = row.text(at++);
  out.recipe.is_number = row.integer(at++) != 0;
  out.generation = row.integer(at++);
  out.state = original_state_named(row.text(at++));
  out.original_key = row.text(at++);
  out.current = row.integer(at++);
  out.name = row.text(at++);
  out.ingredients = row.text(at++);
  out.created_ms = row.integer(at++);
  out.updated_ms = row.integer(at++);
  out.due = row.integer(at++) != 0;
  MUST(at == from + recipe_column_count);
  return out;
}

std::string sql(std::initializer_list<std::string_view> parts) {
  std::string out;
  for (const std::string_view part : parts) out.append(part);
  return out;
}

}  // namespace cookdiff::store
