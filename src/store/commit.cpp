#include "store/commit.hpp"

#include <array>

#include "json/write.hpp"
#include "store/columns.hpp"
#include "store/databases.hpp"

namespace cookdiff::store {

namespace {

// One parameter's text; a batch with more is split into several statements.
constexpr std::size_t parameter_bytes_max = 1'900'000;

constexpr std::string_view guard_sql =
    "COALESCE((SELECT g.generation || ':' || g.state || ':' || g.current FROM recipes g WHERE g.kitchen = j.value ->> "
    "'kitchen' "
    "AND g.recipe = j.value ->> 'recipe'), '') = j.value ->> 'guard'";
constexpr std::string_view revision_sql =
    "COALESCE((SELECT w.revision FROM objects w WHERE w.key = j.value ->> 'key'), 0) = j.value ->> 'revision'";

// Columns that a write gives by name; revision is counted up.
constexpr std::array<std::string_view, 33> written = {
    "key",      "kitchen", "state",   "version",        "uploaded_ms", "size",    "hash",       "format",    "first_ms",
    "recipe",   "role",    "make_id", "make_is_number", "pinned",      "engine",  "as_written", "identical", "scale",
    "rating",   "made_ms", "made_at", "cook",           "name",        "reason",  "detail",     "pointer",   "byte",
    "attempts", "also",    "summary", "facts",          "differences", "revision"};

// Each row crosses as [columns by name, summary, facts, differences]: SQLite writes an element's text anew for every
// column that is taken out of it, so the long texts are taken out first, once.
bool is_large(std::string_view column) { return column == "summary" || column == "facts" || column == "differences"; }

std::string objects_sql() {
  std::string columns;
  std::string values;
  std::string updates;
  for (const std::string_view name : written) {
    const std::string_view comma = columns.empty() ? "" : ", ";
    columns.append(comma).append(name);
    values.append(comma).append(is_large(name) ? "j." : "j.value ->> '").append(name);
    if (!is_large(name)) values.append(name == "revision" ? "' + 1" : "'");
    if (name != "key") updates.append(updates.empty() ? "" : ", ").append(name).append(" = excluded.").append(name);
  }
  // A decision on another version than before counts as one made now; the same version keeps its time.
  updates +=
      ", decided_ms = CASE WHEN objects.version IS excluded.version THEN coalesce(objects.decided_ms, "
      "excluded.decided_ms) ELSE excluded.decided_ms END";
  return sql(
      {"WITH j AS MATERIALIZED (SELECT value ->> 0 AS value, value ->> 1 AS summary, value ->> 2 AS facts, value ->> 3 "
       "AS differences FROM json_each(?1)) INSERT INTO objects (",
       columns, ", decided_ms) SELECT ", values, ", ?2 FROM j WHERE ", revision_sql,
       " AND (j.value ->> 'guard' IS NULL OR ", guard_sql, ")",
       " AND (j.value ->> 'make_id' IS NULL OR NOT EXISTS (SELECT 1 FROM objects t WHERE t.kitchen = j.value ->> "
       "'kitchen' "
       "AND t.recipe = j.value ->> 'recipe' AND t.make_id = j.value ->> 'make_id' AND t.key <> j.value ->> 'key'))",
       " ON CONFLICT (key) DO UPDATE SET ", updates, ", queued_version = NULL, queued_ms = NULL RETURNING key"});
}

std::string touches_sql() {
  return sql(
      {"UPDATE objects SET version = nullif(j.value ->> 'version', ''), uploaded_ms = j.value ->> 'uploaded_ms', "
       "revision = "
       "revision + 1, queued_version = NULL, queued_ms = NULL FROM json_each(?1) j WHERE objects.key = j.value "
       "->> 'key' AND ",
       revision_sql, " RETURNING objects.key"});
}

constexpr std::string_view seeds_sql =
    "INSERT INTO recipes (kitchen, recipe, is_number, generation, state, original_key, current, created_ms, "
    "updated_ms) "
    "SELECT j.value ->> 'kitchen', j.value ->> 'recipe', j.value ->> 'is_number', 1, 'none', j.value ->> "
    "'original_key', 0, ?2, ?2 "
    "FROM json_each(?1) j WHERE true ON CONFLICT (kitchen, recipe) DO UPDATE SET original_key = excluded.original_key "
    "WHERE original_key IS NULL AND excluded.original_key IS NOT NULL";

std::string recipes_sql() {
  return sql(
      {"INSERT INTO recipes (kitchen, recipe, is_number, generation, state, original_key, current, name, ingredients, "
       "created_ms, updated_ms, due_after) SELECT j.value ->> 'kitchen', j.value ->> 'recipe', j.value ->> "
       "'is_number', "
       "j.value ->> 'generation', j.value ->> 'state', j.value ->> 'original_key', j.value ->> 'current', "
       "j.value ->> 'name', j.value ->> 'ingredients', j.value ->> 'created_ms', j.value ->> 'updated_ms', NULL FROM "
       "json_each(?1) j WHERE ",
       guard_sql, " AND ", revision_sql,
       " ON CONFLICT (kitchen, recipe) DO UPDATE SET is_number = excluded.is_number, generation = excluded.generation, "
       "state = excluded.state, original_key = excluded.original_key, current = excluded.current, name = "
       "excluded.name, "
       "ingredients = excluded.ingredients, created_ms = excluded.created_ms, updated_ms = excluded.updated_ms, "
       "due_after = ''"});
}

constexpr std::string_view versions_sql =
    "INSERT INTO versions (kitchen, recipe, number, uploaded_ms, hash, size, format) SELECT j.value ->> 'kitchen', "
    "j.value ->> 'recipe', j.value ->> 'number', j.value ->> 'uploaded_ms', j.value ->> 'hash', j.value ->> 'size', "
    "j.value ->> 'format' FROM json_each(?1) j WHERE EXISTS (SELECT 1 FROM recipes r WHERE r.kitchen = j.value ->> "
    "'kitchen' AND r.recipe = j.value ->> 'recipe' AND r.current >= j.value ->> 'number') ON CONFLICT (kitchen, "
    "recipe, "
    "number) DO NOTHING";

void text_or_null(json::Writer& writer, std::string_view text) {
  if (text.empty())
    writer.null();
  else
    writer.string(text);
}

void text_or_null(json::Writer& writer, std::string_view name, std::string_view text) {
  writer.key(name);
  text_or_null(writer, text);
}

void write_reason(const ObjectRow& row, json::Writer& writer) {
  text_or_null(writer, "reason", row.reason.code);
  text_or_null(writer, "detail", row.reason.detail);
  writer.key("pointer");
  if (row.reason.code.empty())
    writer.null();
  else
    writer.string(row.reason.pointer);
  writer.key("byte");
  if (row.reason.byte < 0)
    writer.null();
  else
    writer.integer(row.reason.byte);
  writer.key("attempts").integer(row.attempts).key("also");
  if (row.also.empty()) {
    writer.null();
    return;
  }
  writer.string(list_of(row.also));
}

void write_make(const ObjectRow& row, json::Writer& writer) {
  text_or_null(writer, "make_id", row.make.text);
  writer.key("make_is_number").integer(row.make.is_number ? 1 : 0);
  const bool compared = row.pinned != 0;
  writer.key("pinned");
  if (compared)
    writer.integer(row.pinned);
  else
    writer.null();
  text_or_null(writer, "engine", row.engine);
  writer.key("as_written").integer(row.as_written ? 1 : 0).key("identical").integer(row.identical ? 1 : 0);
  writer.key("scale").number(row.scale).key("rating");
  if (row.rating)
    writer.number(*row.rating);
  else
    writer.null();
  writer.key("made_ms").integer(row.made_ms);
  text_or_null(writer, "made_at", row.made_at);
  text_or_null(writer, "cook", row.cook);
  text_or_null(writer, "name", row.name);
}

std::string object_json(const ObjectWrite& write, bool with_differences) {
  const ObjectRow& row = write.row;
  std::string out;
  json::Writer writer(out);
  writer.begin_array().begin_object().key("key").string(row.key).key("kitchen").string(row.kitchen.name());
  writer.key("revision").integer(row.revision).key("state").string(state_name(row.state));
  text_or_null(writer, "version", row.version);
  writer.key("uploaded_ms").integer(row.uploaded_ms).key("size").integer(row.size);
  text_or_null(writer, "hash", row.hash);
  text_or_null(writer, "format", row.format);
  writer.key("first_ms");
  if (row.role == Role::none)
    writer.null();
  else
    writer.integer(row.first_ms);
  text_or_null(writer, "recipe", row.recipe.text);
  text_or_null(writer, "role", role_name(row.role));
  write_make(row, writer);
  write_reason(row, writer);
  writer.key("guard");
  if (write.recipe_guard)
    writer.string(*write.recipe_guard);
  else
    writer.null();
  writer.end_object();
  text_or_null(writer, row.summary);
  text_or_null(writer, row.facts);
  text_or_null(writer, with_differences ? std::string_view{row.differences} : std::string_view{});
  writer.end_array();
  return out;
}

std::string touch_json(const ObjectRow& row) {
  std::string out;
  json::Writer writer(out);
  writer.begin_object().key("key").string(row.key).key("version").string(row.version);
  writer.key("uploaded_ms").integer(row.uploaded_ms).key("revision").integer(row.revision).end_object();
  return out;
}

std::string recipe_json(const RecipeWrite& write) {
  std::string out;
  json::Writer writer(out);
  writer.begin_object().key("kitchen").string(write.kitchen.name()).key("recipe").string(write.row.recipe.text);
  writer.key("is_number")
      .integer(write.row.recipe.is_number ? 1 : 0)
      .key("generation")
      .integer(write.row.generation + 1);
  writer.key("state").string(original_state_name(write.row.state)).key("current").integer(write.row.current);
  writer.key("created_ms").integer(write.row.created_ms).key("updated_ms").integer(write.row.updated_ms);
  text_or_null(writer, "original_key", write.row.original_key);
  text_or_null(writer, "name", write.row.name);
  text_or_null(writer, "ingredients", write.row.ingredients);
  writer.key("guard")
      .string(write.expected_guard)
      .key("key")
      .string(write.key)
      .key("revision")
      .integer(write.revision)
      .end_object();
  return out;
}

std::string seed_json(const RecipeSeed& seed) {
  std::string out;
  json::Writer writer(out);
  writer.begin_object().key("kitchen").string(seed.kitchen.name()).key("recipe").string(seed.recipe.text);
  writer.key("is_number").integer(seed.recipe.is_number ? 1 : 0);
  text_or_null(writer, "original_key", seed.original_key);
  writer.end_object();
  return out;
}

std::string version_json(const VersionWrite& write) {
  std::string out;
  json::Writer(out)
      .begin_object()
      .key("kitchen")
      .string(write.kitchen.name())
      .key("recipe")
      .string(write.recipe)
      .key("number")
      .integer(write.version.number)
      .key("uploaded_ms")
      .integer(write.version.uploaded_ms)
      .key("hash")
      .string(write.version.hash)
      .key("size")
      .integer(write.version.size)
      .key("format")
      .string(write.version.format)
      .end_object();
  return out;
}

// Appends the items as statements of at most parameter_bytes_max each.
void add_statements(std::vector<edge::Statement>& statements, std::string_view text,
                    const std::vector<std::string>& items, std::optional<std::int64_t> now_ms) {
  std::size_t at = 0;
  while (at < items.size()) {
    std::string list = "[";
    while (at < items.size() && (list.size() == 1 || list.size() + items[at].size() + 2 <= parameter_bytes_max)) {
      if (list.size() != 1) list += ',';
      list += items[at++];
    }
    list += ']';
    edge::Statement& statement = statements.emplace_back();
    statement.sql = text;
    statement.parameters.emplace_back(list);
    if (now_ms) statement.parameters.emplace_back(*now_ms);
  }
}

}  // namespace

std::string guard_after(const RecipeWrite& write) {
  RecipeRow after = write.row;
  after.generation += 1;
  return after.guard();
}

std::string guard_of_seed() {
  RecipeRow seeded;
  seeded.generation = 1;
  return seeded.guard();
}

edge::Task<std::vector<std::string>> commit(edge::Instance& instance, Commit writes) {
  MUST(!writes.objects.empty());
  std::vector<edge::Statement> statements;
  std::vector<std::string> items;
  for (const RecipeSeed& seed : writes.seeds) items.push_back(seed_json(seed));
  add_statements(statements, seeds_sql, items, writes.now_ms);
  items.clear();
  for (const RecipeWrite& write : writes.recipes) items.push_back(recipe_json(write));
  add_statements(statements, recipes_sql(), items, std::nullopt);
  items.clear();
  for (const VersionWrite& write : writes.versions) items.push_back(version_json(write));
  add_statements(statements, versions_sql, items, std::nullopt);
  items.clear();
  for (const ObjectWrite& write : writes.objects) {
    if (write.touch_only) continue;
    std::string item = object_json(write, write.row.differences.size() <= differences_bytes_max);
    if (item.size() > parameter_bytes_max) item = object_json(write, false);
    items.push_back(std::move(item));
  }
  const std::size_t first_object_statement = statements.size();
  add_statements(statements, objects_sql(), items, writes.now_ms);
  items.clear();
  for (const ObjectWrite& write : writes.objects)
    if (write.touch_only) items.push_back(touch_json(write.row));
  add_statements(statements, touches_sql(), items, std::nullopt);
  const edge::BatchResult result = co_await run(instance, writes.objects.front().row.kitchen, std::move(statements));
  std::vector<std::string> keys;
  for (std::size_t n = first_object_statement; n < result.size(); ++n)
    for (const edge::Row& row : result[n].rows) keys.emplace_back(row.text(0));
  co_return keys;
}

}  // namespace cookdiff::store
