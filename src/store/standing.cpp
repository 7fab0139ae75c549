#include "store/standing.hpp"

#include <array>

#include "json/write.hpp"
#include "store/columns.hpp"
#include "store/databases.hpp"

namespace cookdiff::store {

namespace {

constexpr std::size_t make_ids_max = 3;

constexpr std::string_view taken_sql =
    "(SELECT t.key FROM objects t WHERE t.kitchen = j.value ->> 'kitchen' AND t.recipe = COALESCE(o.recipe, j.value "
    "->> 'recipe') "
    "AND t.make_id = j.value ->> ";
constexpr std::string_view taken_end = " AND t.key <> j.value ->> 'key')";

std::string standing_sql() {
  return sql(
      {"SELECT j.key AS place, o.key IS NOT NULL, r.recipe IS NOT NULL, ",
       "EXISTS (SELECT 1 FROM settings s WHERE s.name = 'rebuild.' || (j.value ->> 'kitchen')), ",
       "(SELECT v.uploaded_ms FROM versions v WHERE v.kitchen = r.kitchen AND v.recipe = r.recipe AND v.number = "
       "r.current), ",
       "(SELECT v.hash FROM versions v WHERE v.kitchen = r.kitchen AND v.recipe = r.recipe AND v.number = r.current), ",
       "COALESCE((SELECT v.number FROM versions v WHERE v.kitchen = r.kitchen AND v.recipe = r.recipe AND "
       "v.uploaded_ms <= ",
       "COALESCE(o.first_ms, j.value ->> 'first') ORDER BY v.number DESC LIMIT 1), ",
       "(SELECT min(v.number) FROM versions v WHERE v.kitchen = r.kitchen AND v.recipe = r.recipe)), ",
       taken_sql,
       "'make1'",
       taken_end,
       ", ",
       taken_sql,
       "'make2'",
       taken_end,
       ", ",
       taken_sql,
       "'make3'",
       taken_end,
       ", ",
       object_columns_small,
       ", ",
       object_columns_none,
       ", ",
       recipe_columns,
       " FROM json_each(?1) j ",
       "LEFT JOIN objects o ON o.key = j.value ->> 'key' AND o.kitchen = j.value ->> 'kitchen' ",
       "LEFT JOIN recipes r ON r.kitchen = j.value ->> 'kitchen' AND r.recipe = COALESCE(o.recipe, j.value ->> "
       "'recipe') ",
       "ORDER BY j.key"});
}

void write_ask(const Ask& ask, json::Writer& writer) {
  writer.begin_object().key("key").string(ask.key).key("kitchen").string(ask.kitchen.name());
  if (!ask.recipe.empty()) writer.key("recipe").string(ask.recipe);
  constexpr std::array<std::string_view, make_ids_max> names = {"make1", "make2", "make3"};
  MUST(ask.make_ids.size() <= make_ids_max);
  for (std::size_t n = 0; n < ask.make_ids.size(); ++n) writer.key(names[n]).string(ask.make_ids[n]);
  writer.key("first").integer(ask.first_ms).end_object();
}

}  // namespace

edge::Task<std::vector<Standing>> standings(edge::Instance& instance, std::vector<Ask> asks) {
  std::vector<Standing> out;
  if (asks.empty()) co_return out;
  std::string list;
  json::Writer writer(list);
  writer.begin_array();
  for (const Ask& ask : asks) write_ask(ask, writer);
  writer.end_array();
  edge::Statement statement{standing_sql(), {list}};
  const edge::BatchResult result = co_await run(instance, asks.front().kitchen, std::move(statement));
  const std::vector<edge::Row>& rows = result[0].rows;
  if (rows.size() != asks.size()) co_return Error{Code::unavailable, true, "the database answered other keys"};
  for (std::size_t n = 0; n < rows.size(); ++n) {
    const edge::Row& row = rows[n];
    constexpr std::size_t taken_from = 7;
    constexpr std::size_t object_from = taken_from + make_ids_max;
    Standing& standing = out.emplace_back();
    if (row.integer(1) != 0) standing.row = read_object(row, object_from);
    if (row.integer(2) != 0) standing.recipe = read_recipe(row, object_from + object_column_count);
    standing.rebuilding = row.integer(3) != 0;
    standing.current_ms = row.integer(4);
    standing.current_hash = row.text(5);
    standing.pin = row.integer(6);
    for (std::size_t m = 0; m < asks[n].make_ids.size(); ++m) standing.taken_by.emplace_back(row.text(taken_from + m));
  }
  co_return out;
}

}  // namespace cookdiff::store
