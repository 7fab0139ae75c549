#include "store/analysis.hpp"

#include "store/columns.hpp"
#include "store/databases.hpp"

namespace cookdiff::store {

edge::Task<std::optional<MakesMark>> makes_mark(edge::Instance& instance, Kitchen kitchen, std::string recipe,
                                                int versions_max) {
  std::vector<edge::Statement> statements;
  statements.push_back({sql({"SELECT ", recipe_columns, " FROM recipes r WHERE r.kitchen = ?1 AND r.recipe = ?2"}),
                        {kitchen.name(), recipe}});
  // Times in seconds, so that sums stay exact beyond a million makes.
  statements.push_back(
      {"SELECT count(*) AS rows_counted, sum(o.revision) AS revisions, sum(o.uploaded_ms / 1000) AS uploads, "
       "sum(o.first_ms / 1000) AS firsts, "
       "sum(o.state IN ('stored', 'pending')) AS makes, max(length(CAST(o.facts AS BLOB))) AS facts_bytes "
       "FROM objects o WHERE o.kitchen = ?1 AND o.recipe = ?2 AND o.make_id IS NOT NULL",
       {kitchen.name(), recipe}});
  statements.push_back(
      {"SELECT o.pinned AS pinned FROM objects o WHERE o.kitchen = ?1 AND o.recipe = ?2 AND o.make_id IS NOT NULL "
       "AND o.state = 'stored' AND o.pinned > 0 GROUP BY o.pinned ORDER BY o.pinned DESC LIMIT ?3",
       {kitchen.name(), recipe, versions_max}});
  const edge::BatchResult result = co_await run(instance, kitchen, std::move(statements));
  if (result[0].rows.empty()) co_return std::optional<MakesMark>{};
  MakesMark out;
  out.row = read_recipe(result[0].rows[0]);
  const edge::Row& sums = result[1].rows[0];
  out.makes = sums.integer(4);
  out.facts_bytes_max = sums.integer(5);
  out.fingerprint = out.row.guard();
  for (std::size_t column = 0; column < 4; ++column) out.fingerprint += ":" + std::to_string(sums.integer(column));
  for (const edge::Row& row : result[2].rows) out.versions.push_back(row.integer(0));
  co_return std::optional<MakesMark>{std::move(out)};
}

edge::Task<std::int64_t> made_since(edge::Instance& instance, Kitchen kitchen, std::string recipe, int makes_max) {
  edge::Statement statement{
      "SELECT o.made_ms AS made_ms FROM objects o WHERE o.kitchen = ?1 AND o.recipe = ?2 AND o.make_id IS NOT NULL "
      "AND o.state IN ('stored', 'pending') ORDER BY o.made_ms DESC LIMIT 1 OFFSET ?3",
      {kitchen.name(), recipe, makes_max - 1}};
  const edge::BatchResult result = co_await run(instance, kitchen, std::move(statement));
  co_return result[0].rows.empty() ? 0 : result[0].rows[0].integer(0);
}

edge::Task<std::vector<MakeFacts>> make_facts(edge::Instance& instance, Kitchen kitchen, std::string recipe,
                                              std::string after, std::int64_t from_ms, int limit) {
  edge::Statement statement{
      "SELECT o.key, o.make_id, o.make_is_number, o.state, o.made_ms, o.pinned, o.cook, o.rating, o.as_written, "
      "o.scale, o.facts FROM objects o WHERE o.kitchen = ?1 AND o.recipe = ?2 AND o.make_id IS NOT NULL "
      "AND o.make_id > ?3 AND o.state IN ('stored', 'pending') AND (?4 = 0 OR o.made_ms >= ?4) "
      "ORDER BY o.make_id LIMIT ?5",
      {kitchen.name(), recipe, after, from_ms, limit}};
  const edge::BatchResult result = co_await run(instance, kitchen, std::move(statement));
  std::vector<MakeFacts> out;
  out.reserve(result[0].rows.size());
  for (const edge::Row& row : result[0].rows) {
    MakeFacts make;
    make.key = row.text(0);
    make.make = Id{std::string{row.text(1)}, row.integer(2) != 0};
    make.stored = row.text(3) == state_name(State::stored);
    make.made_ms = row.integer(4);
    make.pinned = row.integer(5);
    make.cook = row.text(6);
    if (!row.is_null(7)) make.rating = row.number(7);
    make.as_written = row.integer(8) != 0;
    if (!row.is_null(9)) make.scale = row.number(9);
    make.facts = row.text(10);
    out.push_back(std::move(make));
  }
  co_return out;
}

}  // namespace cookdiff::store
