#include "store/read.hpp"

#include <algorithm>

#include "edge/http.hpp"
#include "store/columns.hpp"
#include "store/databases.hpp"

namespace cookdiff::store {

namespace {

// A page is asked for with one row more, which tells whether there is a next one.
int rows_wanted(int limit) { return std::clamp(limit, 1, page_rows_max); }

template <typename Row, typename Where>
void end_page(Page<Row>& page, int limit, Where place_of) {
  const auto wanted = static_cast<std::size_t>(rows_wanted(limit));
  if (page.rows.size() <= wanted) return;
  page.rows.resize(wanted);
  page.next = place_of(page.rows.back());
}

constexpr std::string_view summary_columns =
    "(SELECT count(*) FROM objects m WHERE m.kitchen = r.kitchen AND m.recipe = r.recipe AND m.make_id IS NOT NULL "
    "AND m.state IN ('stored', 'pending')), "
    "(SELECT max(m.made_ms) FROM objects m WHERE m.kitchen = r.kitchen AND m.recipe = r.recipe AND m.make_id IS NOT "
    "NULL "
    "AND m.state IN ('stored', 'pending')), "
    "(SELECT avg(m.rating) FROM objects m WHERE m.kitchen = r.kitchen AND m.recipe = r.recipe AND m.make_id IS NOT "
    "NULL "
    "AND m.state IN ('stored', 'pending')), "
    "(SELECT avg(m.as_written) FROM objects m WHERE m.kitchen = r.kitchen AND m.recipe = r.recipe AND m.make_id IS NOT "
    "NULL "
    "AND m.state = 'stored')";

RecipeSummary read_summary(const edge::Row& row) {
  RecipeSummary out;
  out.row = read_recipe(row);
  out.makes = row.integer(recipe_column_count);
  out.last_made_ms = row.integer(recipe_column_count + 1);
  if (!row.is_null(recipe_column_count + 2)) out.mean_rating = row.number(recipe_column_count + 2);
  if (!row.is_null(recipe_column_count + 3)) out.as_written_share = row.number(recipe_column_count + 3);
  return out;
}

edge::Parameter optional_time(const std::optional<std::int64_t>& time) {
  return time ? edge::Parameter(*time) : edge::Parameter::null();
}

}  // namespace

edge::Task<std::optional<RecipeSummary>> recipe(edge::Instance& instance, Kitchen kitchen, std::string recipe) {
  edge::Statement statement{
      sql({"SELECT ", recipe_columns, ", ", summary_columns, " FROM recipes r WHERE r.kitchen = ?1 AND r.recipe = ?2"}),
      {kitchen.name(), recipe}};
  const edge::BatchResult result = co_await run(instance, kitchen, std::move(statement));
  if (result[0].rows.empty()) co_return std::optional<RecipeSummary>{};
  co_return std::optional<RecipeSummary>{read_summary(result[0].rows[0])};
}

// In the queries of pages the place is one bound of the index, at the start too: with `at the start OR behind the
// place` each page would be looked for from the beginning.
edge::Task<Page<RecipeSummary>> recipes(edge::Instance& instance, Kitchen kitchen, RecipeFilter filter, Place after,
                                        int limit) {
  edge::Statement statement{
      sql({"SELECT ", recipe_columns, ", ", summary_columns,
           " FROM recipes r WHERE r.kitchen = ?1 AND r.state = 'stored' ",
           "AND (r.created_ms, r.recipe) < (iif(?2, 9223372036854775807, ?3), ?4) AND (?5 = '' OR instr(lower(r.name), "
           "?5) > 0) ",
           "AND (?6 = '' OR instr(r.ingredients, ?6) > 0) ORDER BY r.created_ms DESC, r.recipe DESC LIMIT ?7"}),
      {kitchen.name(), after.at_start() ? 1 : 0, after.ms, after.id, edge::lower(filter.name),
       edge::lower(filter.ingredient), rows_wanted(limit) + 1}};
  const edge::BatchResult result = co_await run(instance, kitchen, std::move(statement));
  Page<RecipeSummary> page;
  for (const edge::Row& row : result[0].rows) page.rows.push_back(read_summary(row));
  end_page(page, limit, [](const RecipeSummary& last) { return Place{last.row.created_ms, last.row.recipe.text}; });
  co_return page;
}

edge::Task<Page<VersionRow>> versions(edge::Instance& instance, Kitchen kitchen, std::string recipe, Place after,
                                      int limit) {
  edge::Statement statement{
      "SELECT v.number, v.uploaded_ms, v.hash, v.size, v.format FROM versions v WHERE v.kitchen = ?1 "
      "AND v.recipe = ?2 "
      "AND v.number < iif(?3, 9223372036854775807, ?4) ORDER BY v.number DESC LIMIT ?5",
      {kitchen.name(), recipe, after.at_start() ? 1 : 0, after.ms, rows_wanted(limit) + 1}};
  const edge::BatchResult result = co_await run(instance, kitchen, std::move(statement));
  Page<VersionRow> page;
  for (const edge::Row& row : result[0].rows)
    page.rows.push_back(
        {row.integer(0), row.integer(1), std::string{row.text(2)}, row.integer(3), std::string{row.text(4)}});
  end_page(page, limit, [](const VersionRow& last) { return Place{last.number, ""}; });
  co_return page;
}

edge::Task<std::optional<VersionRow>> version(edge::Instance& instance, Kitchen kitchen, std::string recipe,
                                              std::int64_t number) {
  edge::Statement statement{
      "SELECT v.number, v.uploaded_ms, v.hash, v.size, v.format FROM "
      "versions v WHERE v.kitchen = ?1 AND v.recipe = ?2 "
      "AND v.number = ?3",
      {kitchen.name(), recipe, number}};
  const edge::BatchResult result = co_await run(instance, kitchen, std::move(statement));
  if (result[0].rows.empty()) co_return std::optional<VersionRow>{};
  const edge::Row& row = result[0].rows[0];
  co_return std::optional<VersionRow>{
      VersionRow{row.integer(0), row.integer(1), std::string{row.text(2)}, row.integer(3), std::string{row.text(4)}}};
}

edge::Task<Page<ObjectRow>> makes(edge::Instance& instance, Kitchen kitchen, std::string recipe, MakeFilter filter,
                                  Place after, int limit) {
  edge::Statement statement{
      sql({"SELECT ", object_columns_small, ", ", object_columns_none,
           " FROM objects o WHERE o.kitchen = ?1 AND o.recipe = ?2 ",
           "AND o.make_id IS NOT NULL AND o.state IN ('stored', 'pending') AND (?3 OR (o.made_ms, o.key) < (?4, "
           "?5)) ",
           "AND (?6 = '' OR lower(o.cook) = ?6) AND (?7 IS NULL OR o.made_ms >= ?7) AND (?8 IS NULL OR o.made_ms < "
           "?8) ",
           "AND (?9 IS NULL OR (o.state = 'stored' AND o.as_written = ?9)) ",
           "AND (?10 = '' OR EXISTS (SELECT 1 FROM json_each(o.facts, '$.changes') c WHERE c.value ->> 'field' = "
           "?10 ",
           "OR instr(lower(c.value ->> 'name'), ?10) > 0)) ORDER BY o.made_ms DESC, o.key DESC LIMIT ?11"}),
      {kitchen.name(), recipe, after.at_start() ? 1 : 0, after.ms, after.id, edge::lower(filter.cook),
       optional_time(filter.from_ms), optional_time(filter.until_ms),
       filter.as_written ? edge::Parameter(*filter.as_written ? 1 : 0) : edge::Parameter::null(),
       edge::lower(filter.changed), rows_wanted(limit) + 1}};
  const edge::BatchResult result = co_await run(instance, kitchen, std::move(statement));
  Page<ObjectRow> page;
  for (const edge::Row& row : result[0].rows) page.rows.push_back(read_object(row));
  end_page(page, limit, [](const ObjectRow& last) { return Place{last.made_ms, last.key}; });
  co_return page;
}

edge::Task<std::optional<ObjectRow>> make(edge::Instance& instance, Kitchen kitchen, std::string recipe,
                                          std::string make) {
  edge::Statement statement{sql({"SELECT ", object_columns_small, ", ", object_columns_large,
                                 " FROM objects o WHERE o.kitchen = ?1 AND o.recipe = ?2 AND o.make_id = ?3"}),
                            {kitchen.name(), recipe, make}};
  const edge::BatchResult result = co_await run(instance, kitchen, std::move(statement));
  if (result[0].rows.empty()) co_return std::optional<ObjectRow>{};
  co_return std::optional<ObjectRow>{read_object(result[0].rows[0])};
}

edge::Task<Page<ObjectRow>> uploads(edge::Instance& instance, Kitchen kitchen, std::optional<State> state, Place after,
                                    int limit) {
  edge::Statement statement{
      sql({"SELECT ", object_columns_small, ", ", object_columns_none, " FROM objects o WHERE o.kitchen = ?1 ",
           "AND (o.uploaded_ms, o.key) < (iif(?2, 9223372036854775807, ?3), ?4) AND (?5 = '' OR o.state = ?5) ",
           "ORDER BY o.uploaded_ms DESC, o.key DESC LIMIT ?6"}),
      {kitchen.name(), after.at_start() ? 1 : 0, after.ms, after.id, state ? state_name(*state) : std::string_view{},
       rows_wanted(limit) + 1}};
  const edge::BatchResult result = co_await run(instance, kitchen, std::move(statement));
  Page<ObjectRow> page;
  for (const edge::Row& row : result[0].rows) page.rows.push_back(read_object(row));
  end_page(page, limit, [](const ObjectRow& last) { return Place{last.uploaded_ms, last.key}; });
  co_return page;
}

edge::Task<std::optional<ObjectRow>> object(edge::Instance& instance, Kitchen kitchen, std::string key) {
  edge::Statement statement{sql({"SELECT ", object_columns_small, ", ", object_columns_large,
                                 " FROM objects o WHERE o.key = ?2 AND o.kitchen = ?1"}),
                            {kitchen.name(), key}};
  const edge::BatchResult result = co_await run(instance, kitchen, std::move(statement));
  if (result[0].rows.empty()) co_return std::optional<ObjectRow>{};
  co_return std::optional<ObjectRow>{read_object(result[0].rows[0])};
}

edge::Task<std::vector<ObjectRow>> export_rows(edge::Instance& instance, Kitchen kitchen, std::string after,
                                               int limit) {
  const std::string prefix = kitchen.key_prefix();
  // By the key (the plus keeps the index of kitchens out): else each page would sort all that are left.
  edge::Statement statement{sql({"SELECT ", object_columns_small, ", ", object_columns_large,
                                 " FROM objects o WHERE o.key > ?2 AND o.key <= coalesce(nullif(?4, ''), x'') AND "
                                 "+o.kitchen = ?1 AND o.role IS NOT NULL ORDER BY o.key LIMIT ?3"}),
                            {kitchen.name(), std::max(after, prefix), limit, end_of_keys(prefix)}};
  const edge::BatchResult result = co_await run(instance, kitchen, std::move(statement));
  std::vector<ObjectRow> out;
  for (const edge::Row& row : result[0].rows) out.push_back(read_object(row));
  co_return out;
}

edge::Task<std::int64_t> last_recipe_number(edge::Instance& instance, Kitchen kitchen) {
  edge::Statement statement{
      "SELECT max(CAST(recipe AS INTEGER)) FROM recipes WHERE kitchen = ?1 AND recipe GLOB '[0-9]*' "
      "AND recipe NOT GLOB '*[^0-9]*' AND length(recipe) <= 15",
      {kitchen.name()}};
  const edge::BatchResult result = co_await run(instance, kitchen, std::move(statement));
  co_return result[0].rows.empty() ? 0 : result[0].rows[0].integer(0);
}

edge::Task<MakePlace> make_place(edge::Instance& instance, Kitchen kitchen, std::string recipe, std::string make) {
  edge::Statement statement{
      "SELECT EXISTS (SELECT 1 FROM recipes r WHERE r.kitchen = ?1 AND r.recipe = ?2), EXISTS (SELECT 1 FROM objects o "
      "WHERE o.kitchen = ?1 AND o.recipe = ?2 AND o.make_id = ?3), CASE ?3 WHEN '' THEN (SELECT max(CAST(m.make_id AS "
      "INTEGER)) FROM objects m WHERE m.kitchen = ?1 AND m.recipe = ?2 AND m.make_id GLOB '[0-9]*' "
      "AND m.make_id NOT GLOB '*[^0-9]*' AND length(m.make_id) <= 15) END",
      {kitchen.name(), recipe, make}};
  const edge::BatchResult result = co_await run(instance, kitchen, std::move(statement));
  if (result[0].rows.empty()) co_return Error{Code::unavailable, true, "the database gave no row"};
  const edge::Row& row = result[0].rows[0];
  co_return MakePlace{row.integer(0) != 0, row.integer(1) != 0, row.integer(2)};
}

}  // namespace cookdiff::store
