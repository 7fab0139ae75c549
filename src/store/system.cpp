#include "store/system.hpp"

#include "json/write.hpp"
#include "store/columns.hpp"
#include "store/failure.hpp"

namespace cookdiff::store {

namespace {

edge::Database system_database(edge::Instance& instance) { return database_for(instance, Kitchen::home()); }

// True of a make `o` of the recipe `r` that no longer says what it should; ?1 is the present engine. The same rule as
// ingest's is_due: kept in step by a test.
constexpr std::string_view due_sql =
    "(o.role = 'make' AND (CASE WHEN r.state = 'stored' THEN o.state = 'pending' OR (o.state = 'stored' AND (o.engine "
    "<> ?1 OR ((r.current <> 1 OR o.pinned IS NOT 1) AND o.pinned IS NOT COALESCE((SELECT v.number FROM versions v "
    "WHERE v.kitchen = o.kitchen AND v.recipe = "
    "o.recipe AND v.uploaded_ms <= o.first_ms ORDER BY v.number DESC LIMIT 1), (SELECT min(v.number) FROM versions v "
    "WHERE v.kitchen = o.kitchen AND v.recipe = o.recipe))))) ELSE o.state = 'stored' OR (o.state = 'pending' AND "
    "o.reason IS NOT CASE r.state WHEN 'withdrawn' THEN 'original-withdrawn' ELSE 'original-missing' END) END))";

std::string listed_json(const std::vector<Listed>& page) {
  std::string list;
  json::Writer writer(list);
  writer.begin_array();
  for (const Listed& object : page)
    writer.begin_object().key("k").string(object.key).key("v").string(object.version).end_object();
  writer.end_array();
  return list;
}

}  // namespace

edge::Task<Lacking> lacking(edge::Instance& instance, std::vector<Listed> page, PageRange range,
                            std::int64_t marked_before_ms, std::string engine) {
  const std::string list = listed_json(page);
  std::vector<edge::Statement> statements;
  // Every row that is looked at is billed, once for each statement that looks: so what is due is told here, too.
  statements.push_back(
      {sql({"SELECT j.value ->> 'k', o.revision, o.version IS j.value ->> 'v' FROM json_each(?2) j LEFT JOIN objects o "
            "ON "
            "o.key = j.value ->> 'k' LEFT JOIN recipes r ON r.kitchen = o.kitchen AND r.recipe = o.recipe WHERE "
            "(o.queued_ms IS NULL OR o.queued_ms < ?3 OR o.queued_version IS NOT j.value ->> 'v') AND (o.key IS NULL "
            "OR "
            "o.version IS NOT j.value ->> 'v' OR (r.recipe IS NOT NULL AND ",
            due_sql, "))"}),
       {engine, list, marked_before_ms}});
  statements.push_back(
      {"SELECT o.key, o.revision FROM objects o WHERE o.key > ?2 AND (?3 = '' OR o.key <= ?3) AND substr(o.key, 1, "
       "length(?4)) = "
       "?4 "
       "AND o.state <> 'withdrawn' AND (o.queued_ms IS NULL OR o.queued_ms < ?5 OR o.queued_version <> '') "
       "AND o.key NOT IN (SELECT j.value ->> 'k' FROM json_each(?1) j) AND (?7 = '' OR o.kitchen = ?7) LIMIT ?6",
       {list, range.after, range.last, range.prefix, marked_before_ms, gone_rows_max,
        range.kitchen ? range.kitchen->name() : std::string{}}});
  const edge::BatchResult result = co_await run(system_database(instance), std::move(statements));
  Lacking out;
  for (const edge::Row& row : result[0].rows)
    (row.integer(2) != 0 ? out.due : out.changed).push_back({std::string{row.text(0)}, row.integer(1)});
  for (const edge::Row& row : result[1].rows) out.gone.push_back({std::string{row.text(0)}, row.integer(1)});
  co_return out;
}

edge::Task<Done> mark_queued(edge::Instance& instance, std::vector<Mark> marks, std::int64_t now_ms) {
  if (marks.empty()) co_return Done{};
  std::string list;
  json::Writer writer(list);
  writer.begin_array();
  for (const Mark& mark : marks)
    writer.begin_object()
        .key("k")
        .string(mark.object.key)
        .key("c")
        .string(mark.object.kitchen.name())
        .key("v")
        .string(mark.object.version)
        .key("u")
        .integer(mark.object.uploaded_ms)
        .key("r")
        .integer(mark.revision)
        .end_object();
  writer.end_array();
  std::vector<edge::Statement> statements;
  statements.push_back(
      {"UPDATE objects SET queued_version = j.value ->> 'v', queued_ms = ?2 FROM json_each(?1) j "
       "WHERE objects.key = j.value ->> 'k' AND objects.revision = j.value ->> 'r'",
       {list, now_ms}});
  statements.push_back(
      {"INSERT INTO objects (key, kitchen, revision, state, uploaded_ms, queued_version, queued_ms) "
       "SELECT j.value ->> 'k', j.value ->> 'c', 0, 'queued', j.value ->> 'u', j.value ->> 'v', ?2 FROM json_each(?1) "
       "j "
       "WHERE j.value ->> 'v' <> '' ON CONFLICT (key) DO NOTHING",
       {list, now_ms}});
  co_await run(system_database(instance), std::move(statements));
  co_return Done{};
}

edge::Task<std::string> setting(edge::Instance& instance, std::string name) {
  edge::Statement statement{"SELECT value FROM settings WHERE name = ?1", {name}};
  const edge::BatchResult result = co_await run(system_database(instance), std::move(statement));
  co_return result[0].rows.empty() ? std::string{} : std::string{result[0].rows[0].text(0)};
}

edge::Task<Done> set_setting(edge::Instance& instance, std::string name, std::string value) {
  edge::Statement statement{
      "INSERT INTO settings (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value "
      "WHERE value <> excluded.value",
      {name, value}};
  co_await run(system_database(instance), std::move(statement));
  co_return Done{};
}

namespace {

DueRecipe read_due(const edge::Row& row) {
  DueRecipe due{Kitchen::home(), std::string{row.text(1)}, std::string{row.text(2)}, std::string{row.text(3)}};
  if (auto kitchen = Kitchen::named(row.text(0))) due.kitchen = *std::move(kitchen);
  return due;
}

constexpr std::string_view due_columns = "kitchen, recipe, due_after, generation || ':' || state || ':' || current";

}  // namespace

edge::Task<std::vector<DueRecipe>> due_recipes(edge::Instance& instance, int limit) {
  edge::Statement statement{sql({"SELECT ", due_columns, " FROM recipes INDEXED BY recipes_due ",
                                 "WHERE due_after IS NOT NULL ORDER BY kitchen, recipe LIMIT ?1"}),
                            {limit}};
  const edge::BatchResult result = co_await run(system_database(instance), std::move(statement));
  std::vector<DueRecipe> out;
  for (const edge::Row& row : result[0].rows) out.push_back(read_due(row));
  co_return out;
}

edge::Task<std::optional<DueRecipe>> due_recipe(edge::Instance& instance, Kitchen kitchen, std::string recipe) {
  edge::Statement statement{
      sql({"SELECT ", due_columns, " FROM recipes WHERE kitchen = ?1 AND recipe = ?2 AND due_after IS NOT NULL"}),
      {kitchen.name(), recipe}};
  const edge::BatchResult result = co_await run(database_for(instance, kitchen), std::move(statement));
  if (result[0].rows.empty()) co_return std::optional<DueRecipe>{};
  co_return std::optional<DueRecipe>{read_due(result[0].rows[0])};
}

edge::Task<DueMakes> due_makes(edge::Instance& instance, DueRecipe due, std::string engine, int limit) {
  edge::Statement statement{
      sql({"SELECT o.key, o.make_id, ", due_sql,
           " FROM objects o JOIN recipes r ON r.kitchen = o.kitchen AND r.recipe = o.recipe WHERE o.kitchen = ?2 "
           "AND o.recipe = ?3 AND o.make_id > ?4 ORDER BY o.make_id LIMIT ?5"}),
      {engine, due.kitchen.name(), due.recipe, due.after, limit}};
  const edge::BatchResult result = co_await run(database_for(instance, due.kitchen), std::move(statement));
  DueMakes out;
  for (const edge::Row& row : result[0].rows) {
    if (row.integer(2) != 0) out.keys.emplace_back(row.text(0));
    out.last = row.text(1);
  }
  out.complete = result[0].rows.size() < static_cast<std::size_t>(limit);
  co_return out;
}

edge::Task<Done> advance_due(edge::Instance& instance, DueRecipe due, std::string last, bool complete) {
  edge::Statement statement{
      "UPDATE recipes SET due_after = ?3 WHERE kitchen = ?1 AND recipe = ?2 AND due_after = ?4 "
      "AND generation || ':' || state || ':' || current = ?5",
      {due.kitchen.name(), due.recipe, complete ? edge::Parameter::null() : edge::Parameter(last), due.after,
       due.guard}};
  co_await run(database_for(instance, due.kitchen), std::move(statement));
  co_return Done{};
}

}  // namespace cookdiff::store
