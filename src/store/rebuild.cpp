#include "store/rebuild.hpp"

#include "json/write.hpp"
#include "store/columns.hpp"
#include "store/failure.hpp"

namespace cookdiff::store {

namespace {

std::string setting_of(const Kitchen& kitchen) { return "rebuild." + kitchen.name(); }

// Numbers that no row had before, so that a write which was decided on the old tables meets none of its own.
std::int64_t first_revision(edge::Instance& instance) { return instance.now_ms() / 1000; }

// ?1 the list, ?2 the kitchen, ?3 the first revision. A row that was decided on in the meantime stays.
constexpr std::string_view objects_sql =
    "INSERT INTO objects (key, kitchen, revision, state, uploaded_ms, first_ms, recipe, role, make_id, make_is_number, "
    "name) SELECT j.value ->> 'key', ?2, ?3, 'queued', j.value ->> 'first', j.value ->> 'first', j.value ->> 'recipe', "
    "j.value ->> 'role', j.value ->> 'make', j.value ->> 'make_is_number', j.value ->> 'name' FROM json_each(?1) j "
    "WHERE j.value ->> 'role' IS NOT NULL ON CONFLICT (key) DO UPDATE SET revision = excluded.revision, first_ms = "
    "excluded.first_ms, recipe = excluded.recipe, role = excluded.role, make_id = excluded.make_id, make_is_number = "
    "excluded.make_is_number, name = coalesce(excluded.name, name) WHERE objects.revision = 0 OR objects.role = "
    "'claiming'";

constexpr std::string_view recipes_sql =
    "INSERT INTO recipes (kitchen, recipe, is_number, generation, state, original_key, current, name, ingredients, "
    "created_ms, updated_ms) SELECT ?2, j.value ->> 'recipe', j.value ->> 'is_number', ?3, CASE WHEN j.value ->> "
    "'number' > 0 THEN 'withdrawn' ELSE 'none' END, j.value ->> 'original', j.value ->> 'number', j.value ->> 'name', "
    "j.value ->> 'ingredients', j.value ->> 'first', j.value ->> 'first' FROM json_each(?1) j WHERE true ON CONFLICT "
    "(kitchen, recipe) DO UPDATE SET is_number = excluded.is_number, generation = max(recipes.generation, "
    "excluded.generation) + 1, state = 'withdrawn', original_key = excluded.original_key, current = excluded.current, "
    "name = coalesce(excluded.name, name), ingredients = coalesce(excluded.ingredients, ingredients), created_ms = "
    "CASE "
    "WHEN excluded.current = 1 THEN excluded.created_ms ELSE recipes.created_ms END, updated_ms = excluded.updated_ms "
    "WHERE excluded.current > recipes.current";

constexpr std::string_view versions_sql =
    "INSERT INTO versions (kitchen, recipe, number, uploaded_ms, hash, size, format) SELECT ?2, j.value ->> 'recipe', "
    "j.value ->> 'number', j.value ->> 'first', j.value ->> 'hash', j.value ->> 'size', j.value ->> 'format' FROM "
    "json_each(?1) j WHERE true ON CONFLICT (kitchen, recipe, number) DO NOTHING";

void member(json::Writer& writer, std::string_view name, std::string_view text) {
  if (!text.empty()) writer.key(name).string(text);
}

void write_id(json::Writer& writer, const Id& recipe) {
  writer.key("recipe").string(recipe.text).key("is_number").integer(recipe.is_number ? 1 : 0);
}

}  // namespace

edge::Task<std::string> rebuild_place(edge::Instance& instance, Kitchen kitchen) {
  const std::string name = setting_of(kitchen);
  std::vector<edge::Statement> statements;
  statements.push_back(
      {"INSERT INTO settings (name, value) VALUES (?1, 'forget') ON CONFLICT (name) DO NOTHING", {name}});
  statements.push_back({"SELECT value FROM settings WHERE name = ?1", {name}});
  const edge::BatchResult result = co_await run(database_for(instance, kitchen), std::move(statements));
  co_return std::string{result[1].rows.empty() ? std::string_view{} : result[1].rows[0].text(0)};
}

edge::Task<Done> move_rebuild(edge::Instance& instance, Kitchen kitchen, std::string from, std::string to) {
  edge::Statement statement{to.empty() ? "DELETE FROM settings WHERE name = ?1 AND value = ?2 AND ?3 = ''"
                                       : "UPDATE settings SET value = ?3 WHERE name = ?1 AND value = ?2",
                            {setting_of(kitchen), from, to}};
  co_await run(database_for(instance, kitchen), std::move(statement));
  co_return Done{};
}

edge::Task<Done> bring_claims(edge::Instance& instance, Kitchen kitchen, std::vector<KeptClaim> claims) {
  if (claims.empty()) co_return Done{};
  std::string list;
  json::Writer writer(list);
  writer.begin_array();
  for (const KeptClaim& claim : claims) {
    writer.begin_object().key("key").string(claim.key).key("role").string(role_name(claim.role));
    write_id(writer, claim.recipe);
    member(writer, "make", claim.make.text);
    writer.key("make_is_number").integer(claim.make.is_number ? 1 : 0).key("first").integer(claim.first_ms);
    writer.key("number").integer(0).end_object();
  }
  writer.end_array();
  const std::int64_t revision = first_revision(instance);
  std::vector<edge::Statement> statements;
  statements.push_back({std::string{recipes_sql}, {list, kitchen.name(), revision}});
  statements.push_back({std::string{objects_sql}, {list, kitchen.name(), revision}});
  co_await run(database_for(instance, kitchen), std::move(statements));
  co_return Done{};
}

edge::Task<Done> bring_versions(edge::Instance& instance, Kitchen kitchen, std::vector<BroughtVersion> versions) {
  if (versions.empty()) co_return Done{};
  std::string list;
  json::Writer writer(list);
  writer.begin_array();
  for (const BroughtVersion& brought : versions) {
    const Archived& about = brought.listed.about;
    writer.begin_object().key("key").string(about.key).key("original").string(about.key);
    if (about.version.number == 1) writer.key("role").string(role_name(Role::original));
    write_id(writer, brought.listed.recipe);
    writer.key("number").integer(about.version.number).key("first").integer(about.version.uploaded_ms);
    writer.key("hash").string(about.version.hash).key("size").integer(about.version.size);
    writer.key("format").string(about.version.format);
    member(writer, "name", brought.name);
    member(writer, "ingredients", brought.ingredients);
    writer.end_object();
  }
  writer.end_array();
  const std::int64_t revision = first_revision(instance);
  std::vector<edge::Statement> statements;
  statements.push_back({std::string{versions_sql}, {list}});
  statements.back().parameters.emplace_back(kitchen.name());
  statements.push_back({std::string{recipes_sql}, {list, kitchen.name(), revision}});
  statements.push_back({std::string{objects_sql}, {list, kitchen.name(), revision}});
  // The row of an original says the name of its last good version.
  statements.push_back(
      {"UPDATE objects SET name = r.name FROM recipes r WHERE r.kitchen = ?2 AND r.original_key = objects.key AND "
       "objects.kitchen = ?2 AND objects.role = 'original' AND objects.key IN (SELECT j.value ->> 'key' FROM "
       "json_each(?1) j)",
       {list, kitchen.name()}});
  co_await run(database_for(instance, kitchen), std::move(statements));
  co_return Done{};
}

}  // namespace cookdiff::store
