#include "store/rebuild.hpp"

#include <initializer_list>
#include <utility>

#include "json/write.hpp"
#include "store/columns.hpp"
#include "store/databases.hpp"

namespace cookdiff::store {

namespace {

std::string setting_of(const Kitchen& kitchen) { return "rebuild." + kitchen.name(); }

// Numbers that no row had before, so that a write which was decided on the old tables meets none of its own.
std::int64_t first_revision(edge::Instance& instance) { return instance.now_ms() / 1000; }

// In each: ?1 the list, ?2 the kitchen, ?3 the first revision, ?4 the place (all named, as D1 wants it). A row that was
// decided on in the meantime stays.
constexpr std::string_view brought_sql =
    "WITH j AS MATERIALIZED (SELECT b.value FROM json_each(?1) b WHERE (SELECT s.value FROM settings s WHERE s.name = "
    "'rebuild.' || ?2) = ?4) ";

constexpr std::string_view objects_sql =
    "INSERT INTO objects (key, kitchen, revision, state, uploaded_ms, first_ms, recipe, role, make_id, make_is_number, "
    "name) SELECT j.value ->> 'key', ?2, ?3, 'queued', j.value ->> 'first', j.value ->> 'first', j.value ->> 'recipe', "
    "j.value ->> 'role', j.value ->> 'make', j.value ->> 'make_is_number', j.value ->> 'name' FROM j "
    "WHERE j.value ->> 'role' IS NOT NULL ON CONFLICT (key) DO UPDATE SET revision = excluded.revision, first_ms = "
    "excluded.first_ms, recipe = excluded.recipe, role = excluded.role, make_id = excluded.make_id, make_is_number = "
    "excluded.make_is_number, name = coalesce(excluded.name, name) WHERE objects.revision = 0 OR objects.role = "
    "'claiming'";

constexpr std::string_view recipes_sql =
    "INSERT INTO recipes (kitchen, recipe, is_number, generation, state, original_key, current, name, ingredients, "
    "created_ms, updated_ms) SELECT ?2, j.value ->> 'recipe', j.value ->> 'is_number', ?3, CASE WHEN j.value ->> "
    "'number' > 0 THEN 'withdrawn' ELSE 'none' END, CASE WHEN j.value ->> 'number' > 0 THEN j.value ->> 'key' END, "
    "j.value ->> 'number', j.value ->> 'name', "
    "j.value ->> 'ingredients', j.value ->> 'first', j.value ->> 'first' FROM j WHERE true ON CONFLICT "
    "(kitchen, recipe) DO UPDATE SET is_number = excluded.is_number, generation = max(recipes.generation, "
    "excluded.generation) + 1, state = 'withdrawn', original_key = excluded.original_key, current = excluded.current, "
    "name = coalesce(excluded.name, name), ingredients = coalesce(excluded.ingredients, ingredients), created_ms = "
    "CASE "
    "WHEN excluded.current = 1 THEN excluded.created_ms ELSE recipes.created_ms END, updated_ms = excluded.updated_ms "
    "WHERE excluded.current > recipes.current";

constexpr std::string_view versions_sql =
    "INSERT INTO versions (kitchen, recipe, number, uploaded_ms, hash, size, format) SELECT ?2, j.value ->> 'recipe', "
    "j.value ->> 'number', j.value ->> 'first', j.value ->> 'hash', j.value ->> 'size', j.value ->> 'format' FROM "
    "j WHERE j.value ->> 'number' > 0 AND ?3 > 0 ON CONFLICT (kitchen, recipe, number) DO NOTHING";

// The row of an original says the name of its last good version.
constexpr std::string_view names_sql =
    "UPDATE objects SET name = (SELECT r.name FROM recipes r WHERE r.kitchen = ?2 AND r.recipe = objects.recipe) WHERE "
    "key IN (SELECT j.value ->> 'key' FROM j) AND +kitchen = ?2 AND role = 'original' AND ?3 > 0";

}  // namespace

edge::Task<std::string> rebuild_place(edge::Instance& instance, Kitchen kitchen, bool begin) {
  const std::string name = setting_of(kitchen);
  std::vector<edge::Statement> statements;
  if (begin)
    statements.push_back(
        {"INSERT INTO settings (name, value) VALUES (?1, 'forget') ON CONFLICT (name) DO NOTHING", {name}});
  statements.push_back({"SELECT value FROM settings WHERE name = ?1", {name}});
  const edge::BatchResult result = co_await run(instance, kitchen, std::move(statements));
  const std::vector<edge::Row>& rows = result[begin ? 1 : 0].rows;
  co_return std::string{rows.empty() ? std::string_view{} : rows[0].text(0)};
}

edge::Task<std::vector<Kitchen>> rebuilds_under_way(edge::Instance& instance, int limit) {
  edge::Statement statement{
      "SELECT substr(name, length('rebuild.') + 1) FROM settings WHERE name > 'rebuild.' AND name < 'rebuild/' ORDER "
      "BY "
      "name LIMIT ?1",
      {limit}};
  const std::vector<edge::BatchResult> databases = co_await run_everywhere(instance, std::move(statement));
  std::vector<Kitchen> out;
  for (const edge::BatchResult& result : databases)
    for (const edge::Row& row : result[0].rows)
      if (auto kitchen = Kitchen::named(row.text(0))) out.push_back(*std::move(kitchen));
  co_return out;
}

edge::Task<Done> bring(edge::Instance& instance, Kitchen kitchen, std::vector<Brought> brought, std::string from,
                       std::string to) {
  std::string list;
  json::Writer writer(list);
  writer.begin_array();
  for (const Brought& one : brought) {
    const VersionRow& version = one.version;
    writer.begin_object().key("number").integer(version.number).key("size").integer(version.size);
    writer.key("first").integer(one.claim.first_ms);
    writer.key("is_number").integer(one.claim.recipe.is_number ? 1 : 0);
    writer.key("make_is_number").integer(one.claim.make.is_number ? 1 : 0);
    for (const auto& [name, text] : std::initializer_list<std::pair<std::string_view, std::string_view>>{
             {"key", one.claim.key},
             {"role", one.claim.role == Role::none ? std::string_view{} : role_name(one.claim.role)},
             {"recipe", one.claim.recipe.text},
             {"make", one.claim.make.text},
             {"hash", version.hash},
             {"format", version.format},
             {"name", one.name},
             {"ingredients", one.ingredients}})
      if (!text.empty()) writer.key(name).string(text);
    writer.end_object();
  }
  writer.end_array();
  std::vector<edge::Statement> statements;
  for (const std::string_view statement : {versions_sql, recipes_sql, objects_sql, names_sql})
    statements.push_back({sql({brought_sql, statement}), {list, kitchen.name(), first_revision(instance), from}});
  statements.push_back({to.empty() ? "DELETE FROM settings WHERE name = ?1 AND value = ?2 AND ?3 = ''"
                                   : "UPDATE settings SET value = ?3 WHERE name = ?1 AND value = ?2",
                        {setting_of(kitchen), from, to}});
  co_await run(instance, kitchen, std::move(statements));
  co_return Done{};
}

}  // namespace cookdiff::store
