#include "store/system.hpp"

#include "base/sort.hpp"
#include "json/write.hpp"
#include "store/columns.hpp"
#include "store/databases.hpp"

namespace cookdiff::store {

namespace {

// True of a make `o` of the recipe `r` that no longer says what it should; ?1 is the present engine. The same rule as
// ingest's is_due: kept in step by a test.
constexpr std::string_view due_sql =
    "(o.role = 'make' AND (CASE WHEN r.state = 'stored' THEN o.state = 'pending' OR (o.state = 'stored' AND (o.engine "
    "<> ?1 OR ((r.current <> 1 OR o.pinned IS NOT 1) AND o.pinned IS NOT COALESCE((SELECT v.number FROM versions v "
    "WHERE v.kitchen = o.kitchen AND v.recipe = "
    "o.recipe AND v.uploaded_ms <= o.first_ms ORDER BY v.number DESC LIMIT 1), (SELECT min(v.number) FROM versions v "
    "WHERE v.kitchen = o.kitchen AND v.recipe = o.recipe))))) ELSE o.state = 'stored' OR (o.state = 'pending' AND "
    "o.reason IS NOT CASE r.state WHEN 'withdrawn' THEN 'original-withdrawn' ELSE 'original-missing' END) END))";

// One row of a page as the table has it.
struct Seen {
  std::string_view key;
  std::string_view version;  // "": it says that there is no object
  std::int64_t revision = 0;
  bool withdrawn = false;
  bool marked = false;  // its message is on the way …
  std::string_view marked_version;
  bool due = false;
};

Seen read_seen(const edge::Row& row) {
  return {row.text(0),         row.text(1), row.integer(2),     row.integer(3) != 0,
          row.integer(4) != 0, row.text(5), row.integer(6) != 0};
}

bool is_at_home(const edge::Instance& instance, std::string_view kitchen, std::size_t database) {
  const auto named = Kitchen::named(kitchen);
  return named && home_of(instance, *named) == database;
}

// A page's rows out of every database.
struct Rows {
  std::vector<Seen> seen;  // in order of key
  std::string_view end;    // behind it they are not complete; "" : there is no end
};
Rows rows_of(const edge::Instance& instance, const std::vector<edge::BatchResult>& databases) {
  Rows out;
  for (std::size_t n = 0; n < databases.size(); ++n) {
    const std::vector<edge::Row>& rows = databases[n][0].rows;
    if (rows.size() >= static_cast<std::size_t>(rows_a_page_max) && (out.end.empty() || rows.back().text(0) < out.end))
      out.end = rows.back().text(0);
    for (const edge::Row& row : rows)
      if (databases.size() == 1 || is_at_home(instance, row.text(7), n + 1)) out.seen.push_back(read_seen(row));
  }
  base::sort(out.seen.begin(), out.seen.end(), [](const Seen& a, const Seen& b) { return a.key < b.key; });
  if (!out.end.empty()) std::erase_if(out.seen, [&out](const Seen& row) { return row.key > out.end; });
  return out;
}

// What lies in another database than its kitchen's home is nobody's: whoever wrote it knew of one database only, while
// others were added. What it stood for is found as lacking at home.
edge::Task<Done> forget_strays(edge::Instance& instance, const std::vector<edge::BatchResult>& databases) {
  if (databases.size() == 1) co_return Done{};
  for (std::size_t n = 0; n < databases.size(); ++n) {
    std::vector<std::string> keys;
    for (const edge::Row& row : databases[n][0].rows)
      if (!is_at_home(instance, row.text(7), n + 1)) keys.emplace_back(row.text(0));
    if (keys.empty()) continue;
    co_await run(database(instance, n + 1), edge::Statement{"DELETE FROM objects WHERE key IN (SELECT j.value FROM "
                                                            "json_each(?1) j)",
                                                            {list_of(keys)}});
  }
  co_return Done{};
}

// Both are in order of key, so one look at each is enough.
Lacking compare_page(const std::vector<Listed>& page, const Rows& rows) {
  Lacking out;
  std::size_t at = 0;
  const auto gone = [&out](const Seen& row) {
    if (row.withdrawn || (row.marked && row.marked_version.empty())) return;
    if (out.gone.size() < gone_rows_max) out.gone.push_back({std::string{row.key}, row.revision});
  };
  for (const Seen& row : rows.seen) {
    for (; at < page.size() && page[at].key < row.key; ++at) out.changed.push_back({page[at].key, 0});
    if (at == page.size() || page[at].key != row.key) {
      gone(row);
      continue;
    }
    const Listed& object = page[at++];
    if (row.marked && row.marked_version == object.version) continue;
    if (row.version != object.version)
      out.changed.push_back({object.key, row.revision});
    else if (row.due)
      out.due.push_back({object.key, row.revision});
  }
  for (; at < page.size() && (rows.end.empty() || page[at].key <= rows.end); ++at)
    out.changed.push_back({page[at].key, 0});
  return out;
}

}  // namespace

edge::Task<Lacking> lacking(edge::Instance& instance, std::vector<Listed> page, PageRange range,
                            std::int64_t marked_before_ms, std::string engine) {
  // Every row that is looked at is billed: each is looked at once, and its recipe's beside it only where `thorough`.
  // No text is behind x'', a blob: the end of the table.
  edge::Statement statement{
      sql({"SELECT o.key, o.version, o.revision, o.state = 'withdrawn', coalesce(o.queued_ms >= ?4, 0), "
           "o.queued_version, CASE WHEN ?5 THEN EXISTS (SELECT 1 FROM recipes r WHERE r.kitchen = o.kitchen AND "
           "r.recipe = o.recipe AND ",
           due_sql,
           ") ELSE o.state = 'stored' AND o.role = 'make' AND o.engine <> ?1 END, o.kitchen FROM objects o WHERE o.key "
           "> ?2 AND "
           "o.key <= coalesce(nullif(?3, ''), x'') AND (?6 = '' OR o.kitchen = ?6) ORDER BY o.key LIMIT ?7"}),
      {engine, range.after, range.last, marked_before_ms, range.thorough ? 1 : 0,
       range.kitchen ? range.kitchen->name() : std::string{}, rows_a_page_max}};
  std::vector<edge::BatchResult> databases;
  if (range.kitchen)
    databases.push_back(co_await run(instance, *range.kitchen, std::move(statement)));
  else
    databases = co_await run_everywhere(instance, std::move(statement));
  std::vector<Kitchen> kitchens;
  for (const Listed& object : page) kitchens.push_back(object.kitchen);
  for (const edge::BatchResult& result : databases)
    for (const edge::Row& row : result[0].rows)
      if (auto kitchen = Kitchen::named(row.text(7))) kitchens.push_back(*std::move(kitchen));
  co_await find_homes(instance, std::move(kitchens));
  co_await forget_strays(instance, databases);
  const Rows rows = rows_of(instance, databases);
  Lacking out = compare_page(page, rows);
  out.last = rows.end.empty() ? range.resume : std::string{rows.end};
  co_return out;
}

namespace {

// Those that are at home there.
edge::Task<Done> mark_in(edge::Instance& instance, std::size_t number, const std::vector<Mark>& marks,
                         std::int64_t now_ms) {
  std::string list;
  json::Writer writer(list);
  writer.begin_array();
  for (const Mark& mark : marks) {
    if (home_of(instance, mark.object.kitchen) != number) continue;
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
  }
  writer.end_array();
  if (list == "[]") co_return Done{};
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
  co_await run(database(instance, number), std::move(statements));
  co_return Done{};
}

}  // namespace

edge::Task<Done> mark_queued(edge::Instance& instance, std::vector<Mark> marks, std::int64_t now_ms) {
  std::vector<Kitchen> kitchens;
  for (const Mark& mark : marks) kitchens.push_back(mark.object.kitchen);
  co_await find_homes(instance, std::move(kitchens));
  for (std::size_t number = 1; number <= database_count(instance); ++number)
    co_await mark_in(instance, number, marks, now_ms);
  co_return Done{};
}

edge::Task<std::string> setting(edge::Instance& instance, std::string name) {
  edge::Statement statement{"SELECT value FROM settings WHERE name = ?1", {name}};
  const edge::BatchResult result = co_await run_first(instance, std::move(statement));
  co_return result[0].rows.empty() ? std::string{} : std::string{result[0].rows[0].text(0)};
}

edge::Task<Done> set_setting(edge::Instance& instance, std::string name, std::string value) {
  edge::Statement statement{
      "INSERT INTO settings (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value "
      "WHERE value <> excluded.value",
      {name, value}};
  co_await run_first(instance, std::move(statement));
  co_return Done{};
}

edge::Task<Done> look(edge::Instance& instance) {
  co_await run_everywhere(instance, edge::Statement{"SELECT home FROM kitchens WHERE kitchen = ''", {}});
  co_return Done{};
}

edge::Task<std::int64_t> oldest_waiting_ms(edge::Instance& instance) {
  edge::Statement statement{
      "SELECT min(CASE WHEN state = 'queued' THEN uploaded_ms ELSE queued_ms END) FROM objects INDEXED BY "
      "objects_waiting WHERE queued_ms IS NOT NULL",
      {}};
  const std::vector<edge::BatchResult> databases = co_await run_everywhere(instance, std::move(statement));
  std::int64_t oldest = 0;
  for (const edge::BatchResult& result : databases) {
    const std::int64_t ms = result[0].rows.empty() ? 0 : result[0].rows[0].integer(0);
    if (ms != 0 && (oldest == 0 || ms < oldest)) oldest = ms;
  }
  co_return oldest;
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
  const std::vector<edge::BatchResult> databases = co_await run_everywhere(instance, std::move(statement));
  std::vector<DueRecipe> out;
  for (std::size_t n = 0; n < databases.size(); ++n) {
    std::vector<DueRecipe> found;
    std::vector<Kitchen> kitchens;
    for (const edge::Row& row : databases[n][0].rows) kitchens.push_back(found.emplace_back(read_due(row)).kitchen);
    co_await find_homes(instance, std::move(kitchens));
    for (DueRecipe& due : found)
      if (home_of(instance, due.kitchen) == n + 1) out.push_back(std::move(due));
  }
  co_return out;
}

edge::Task<std::optional<DueRecipe>> due_recipe(edge::Instance& instance, Kitchen kitchen, std::string recipe) {
  edge::Statement statement{
      sql({"SELECT ", due_columns, " FROM recipes WHERE kitchen = ?1 AND recipe = ?2 AND due_after IS NOT NULL"}),
      {kitchen.name(), recipe}};
  const edge::BatchResult result = co_await run(instance, kitchen, std::move(statement));
  if (result[0].rows.empty()) co_return std::optional<DueRecipe>{};
  co_return std::optional<DueRecipe>{read_due(result[0].rows[0])};
}

edge::Task<DueMakes> due_makes(edge::Instance& instance, DueRecipe due, std::string engine, int limit) {
  edge::Statement statement{
      sql({"SELECT o.key, o.make_id, ", due_sql,
           " FROM objects o JOIN recipes r ON r.kitchen = o.kitchen AND r.recipe = o.recipe WHERE o.kitchen = ?2 "
           "AND o.recipe = ?3 AND o.make_id > ?4 ORDER BY o.make_id LIMIT ?5"}),
      {engine, due.kitchen.name(), due.recipe, due.after, limit}};
  const edge::BatchResult result = co_await run(instance, due.kitchen, std::move(statement));
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
  co_await run(instance, due.kitchen, std::move(statement));
  co_return Done{};
}

}  // namespace cookdiff::store
