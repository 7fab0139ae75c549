#include "store/erasure.hpp"

#include "store/columns.hpp"
#include "store/databases.hpp"

namespace cookdiff::store {

namespace {

std::vector<std::string> first_column(const edge::StatementResult& result) {
  std::vector<std::string> out;
  for (const edge::Row& row : result.rows) out.emplace_back(row.text(0));
  return out;
}

}  // namespace

edge::Task<std::vector<std::string>> keys_of_recipe(edge::Instance& instance, Kitchen kitchen, std::string recipe,
                                                    int limit) {
  edge::Statement statement{
      "SELECT o.key FROM objects o WHERE o.kitchen = ?1 AND o.recipe = ?2 ORDER BY o.key LIMIT ?3",
      {kitchen.name(), recipe, limit}};
  const edge::BatchResult result = co_await run(instance, kitchen, std::move(statement));
  co_return first_column(result[0]);
}

edge::Task<std::vector<std::string>> keys_free_for(edge::Instance& instance, Kitchen kitchen, std::string recipe,
                                                   std::vector<std::string> keys) {
  edge::Statement statement{
      "SELECT j.value AS key FROM json_each(?1) j WHERE NOT EXISTS (SELECT 1 FROM objects o WHERE o.key = j.value "
      "AND (o.kitchen <> ?2 OR o.recipe <> ?3))",
      {list_of(keys), kitchen.name(), recipe}};
  const edge::BatchResult result = co_await run(instance, kitchen, std::move(statement));
  co_return first_column(result[0]);
}

edge::Task<Done> forget_objects(edge::Instance& instance, Kitchen kitchen, std::vector<std::string> keys) {
  const std::string list = list_of(keys);
  std::vector<edge::Statement> statements;
  statements.push_back({"DELETE FROM objects WHERE kitchen = ?1 AND key IN (SELECT j.value FROM json_each(?2) j)",
                        {kitchen.name(), list}});
  statements.push_back({"DELETE FROM idempotency WHERE kitchen = ?1 AND key IN (SELECT j.value FROM json_each(?2) j)",
                        {kitchen.name(), list}});
  co_await run(instance, kitchen, std::move(statements));
  co_return Done{};
}

edge::Task<Done> forget_recipe(edge::Instance& instance, Kitchen kitchen, std::string recipe) {
  std::vector<edge::Statement> statements;
  statements.push_back({"DELETE FROM versions WHERE kitchen = ?1 AND recipe = ?2", {kitchen.name(), recipe}});
  statements.push_back({"DELETE FROM recipes WHERE kitchen = ?1 AND recipe = ?2", {kitchen.name(), recipe}});
  co_await run(instance, kitchen, std::move(statements));
  co_return Done{};
}

edge::Task<bool> forget_tables(edge::Instance& instance, Kitchen kitchen, std::string while_it_says) {
  std::vector<edge::Statement> statements;
  for (const std::string_view rows :
       {"DELETE FROM objects WHERE key IN (SELECT o.key FROM objects o WHERE o.kitchen = ?1 LIMIT ?2)",
        "DELETE FROM versions WHERE kitchen = ?1 AND (recipe, number) IN (SELECT v.recipe, v.number FROM versions v "
        "WHERE v.kitchen = ?1 LIMIT ?2)",
        "DELETE FROM recipes WHERE kitchen = ?1 AND recipe IN (SELECT r.recipe FROM recipes r WHERE r.kitchen = ?1 "
        "LIMIT ?2)"})
    statements.push_back({sql({rows,
                               " AND (?3 = '' OR EXISTS (SELECT 1 FROM settings s WHERE s.name = 'rebuild.' || ?1 AND "
                               "s.value = ?3))"}),
                          {kitchen.name(), forget_rows_max, while_it_says}});
  const edge::BatchResult result = co_await run(instance, kitchen, std::move(statements));
  for (std::size_t at = 0; at < result.size(); ++at)
    if (result[at].changes >= forget_rows_max) co_return false;
  co_return true;
}

edge::Task<bool> forget_kitchen(edge::Instance& instance, Kitchen kitchen) {
  if (!co_await forget_tables(instance, kitchen, "")) co_return false;
  edge::Statement requests{
      "DELETE FROM idempotency WHERE kitchen = ?1 AND name IN (SELECT i.name FROM idempotency i "
      "WHERE i.kitchen = ?1 LIMIT ?2)",
      {kitchen.name(), forget_rows_max}};
  const edge::BatchResult result = co_await run(instance, kitchen, std::move(requests));
  if (result[0].changes >= forget_rows_max) co_return false;
  std::vector<edge::Statement> last;
  // Its home stays: an event that knows of it may still be under way.
  last.push_back({"UPDATE kitchens SET retention_days = NULL WHERE kitchen = ?1", {kitchen.name()}});
  last.push_back({"DELETE FROM kitchens WHERE kitchen = ?1 AND home IS NULL", {kitchen.name()}});
  last.push_back({"DELETE FROM sessions WHERE token IN (SELECT id FROM tokens WHERE kitchen = ?1)", {kitchen.name()}});
  last.push_back(
      {"DELETE FROM sign_in_codes WHERE token IN (SELECT id FROM tokens WHERE kitchen = ?1)", {kitchen.name()}});
  last.push_back({"DELETE FROM tokens WHERE kitchen = ?1", {kitchen.name()}});
  co_await run_first(instance, std::move(last));
  co_return true;
}

edge::Task<std::optional<std::int64_t>> retention(edge::Instance& instance, Kitchen kitchen) {
  edge::Statement statement{"SELECT retention_days FROM kitchens WHERE kitchen = ?1", {kitchen.name()}};
  const edge::BatchResult result = co_await run_first(instance, std::move(statement));
  if (result[0].rows.empty() || result[0].rows[0].is_null(0)) co_return std::optional<std::int64_t>{};
  co_return std::optional<std::int64_t>{result[0].rows[0].integer(0)};
}

edge::Task<Done> set_retention(edge::Instance& instance, Kitchen kitchen, std::optional<std::int64_t> days) {
  edge::Statement statement{
      "INSERT INTO kitchens (kitchen, retention_days) VALUES (?1, ?2) ON CONFLICT (kitchen) DO "
      "UPDATE SET retention_days = excluded.retention_days",
      {kitchen.name(), days ? edge::Parameter(*days) : edge::Parameter::null()}};
  co_await run_first(instance, std::move(statement));
  co_return Done{};
}

edge::Task<std::vector<RetentionRule>> retention_rules(edge::Instance& instance) {
  edge::Statement statement{
      "SELECT kitchen, retention_days FROM kitchens INDEXED BY kitchens_retaining WHERE retention_days IS NOT NULL",
      {}};
  const edge::BatchResult result = co_await run_first(instance, std::move(statement));
  std::vector<RetentionRule> out;
  for (const edge::Row& row : result[0].rows)
    if (auto kitchen = Kitchen::named(row.text(0))) out.push_back({*std::move(kitchen), row.integer(1)});
  co_return out;
}

edge::Task<Outdated> outdated(edge::Instance& instance, Kitchen kitchen, std::int64_t before_ms, int keys_max,
                              int recipes_max) {
  std::vector<edge::Statement> statements;
  statements.push_back(
      {"SELECT o.key FROM objects o WHERE o.kitchen = ?1 AND o.uploaded_ms < ?2 "
       "AND (o.role IS NULL OR o.role <> 'original') ORDER BY o.uploaded_ms, o.key LIMIT ?3",
       {kitchen.name(), before_ms, keys_max}});
  statements.push_back(
      {"SELECT r.recipe FROM recipes r WHERE r.kitchen = ?1 AND r.created_ms < ?2 AND r.updated_ms < ?2 AND NOT EXISTS "
       "(SELECT 1 FROM objects o WHERE o.kitchen = r.kitchen AND o.recipe = r.recipe AND o.make_id IS NOT NULL) "
       "LIMIT ?3",
       {kitchen.name(), before_ms, recipes_max}});
  const edge::BatchResult result = co_await run(instance, kitchen, std::move(statements));
  co_return Outdated{first_column(result[0]), first_column(result[1])};
}

}  // namespace cookdiff::store
