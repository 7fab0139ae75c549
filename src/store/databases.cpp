#include "store/databases.hpp"

#include <algorithm>

#include "base/number.hpp"
#include "json/write.hpp"

namespace cookdiff::store {

namespace {

constexpr std::string_view home_unbound = "the database that holds this kitchen is not bound";

edge::Statement homes_of(const std::string& list) {
  return {
      "SELECT k.kitchen, k.home FROM kitchens k WHERE k.home IS NOT NULL AND k.kitchen IN (SELECT j.value FROM "
      "json_each(?1) j)",
      {list}};
}

void know_homes(edge::Instance& instance, const edge::StatementResult& found) {
  for (const edge::Row& row : found.rows) know_home(instance, row.text(0), row.integer(1));
}

// Where a kitchen has rows already is its home: databases may have been added to the one that held all, or the first
// one made anew. All others go to the emptiest.
edge::Task<Done> choose_homes(edge::Instance& instance, std::vector<std::string> names) {
  const std::string list = list_of(names);
  const std::vector<edge::BatchResult> databases = co_await run_everywhere(
      instance, {"SELECT j.value FROM json_each(?1) j WHERE EXISTS (SELECT 1 FROM recipes r WHERE r.kitchen = j.value) "
                 "OR EXISTS (SELECT 1 FROM objects o WHERE o.kitchen = j.value)",
                 {list}});
  std::size_t emptiest = 0;
  for (std::size_t n = 1; n < databases.size(); ++n)
    if (databases[n].bytes() < databases[emptiest].bytes()) emptiest = n;
  std::string chosen;
  json::Writer writer(chosen);
  writer.begin_array();
  for (const std::string& name : names) {
    std::size_t home = emptiest;
    for (std::size_t n = databases.size(); n-- > 0;)
      for (const edge::Row& row : databases[n][0].rows)
        if (row.text(0) == name) home = n;
    writer.begin_array().string(name).integer(static_cast<std::int64_t>(home + 1)).end_array();
  }
  writer.end_array();
  std::vector<edge::Statement> statements;
  statements.push_back(
      {"INSERT INTO kitchens (kitchen, home) SELECT j.value ->> 0, j.value ->> 1 FROM json_each(?1) j WHERE true "
       "ON CONFLICT (kitchen) DO UPDATE SET home = excluded.home WHERE home IS NULL",
       {chosen}});
  statements.push_back(homes_of(list));
  const edge::BatchResult result = co_await run_first(instance, std::move(statements));
  know_homes(instance, result[1]);
  co_return Done{};
}

}  // namespace

std::string list_of(const std::vector<std::string>& texts) {
  std::string out;
  json::Writer writer(out);
  writer.begin_array();
  for (const std::string& text : texts) writer.string(text);
  writer.end_array();
  return out;
}

void use_databases(edge::Instance& instance, std::string_view variable) {
  const auto count = base::read_digits(variable);
  if (count && *count >= 1 && *count <= static_cast<std::int64_t>(databases_max))
    instance.places.count = static_cast<std::size_t>(*count);
}

std::size_t database_count(const edge::Instance& instance) { return instance.places.count; }

edge::Database database(edge::Instance& instance, std::size_t number) {
  std::string binding{database_binding};
  if (number > 1) binding += std::to_string(number);
  return edge::Database(instance, std::move(binding));
}

void know_home(edge::Instance& instance, std::string_view kitchen, std::int64_t number) {
  if (number > 0) instance.places.by_name.insert_or_assign(std::string{kitchen}, static_cast<std::size_t>(number));
}

std::size_t home_of(const edge::Instance& instance, const Kitchen& kitchen) {
  const auto found = instance.places.by_name.find(kitchen.name());
  return found == instance.places.by_name.end() ? 1 : found->second;
}

edge::Task<Done> find_homes(edge::Instance& instance, std::vector<Kitchen> kitchens) {
  if (database_count(instance) == 1) co_return Done{};
  const auto unknown = [&instance](const std::string& name) { return !instance.places.by_name.contains(name); };
  std::vector<std::string> names;
  for (const Kitchen& kitchen : kitchens)
    if (unknown(kitchen.name()) && std::find(names.begin(), names.end(), kitchen.name()) == names.end())
      names.push_back(kitchen.name());
  if (names.empty()) co_return Done{};
  const edge::BatchResult known = co_await run_first(instance, homes_of(list_of(names)));
  know_homes(instance, known[0]);
  std::erase_if(names, [&unknown](const std::string& name) { return !unknown(name); });
  if (!names.empty()) co_await choose_homes(instance, std::move(names));
  co_return Done{};
}

edge::Task<edge::Database> database_for(edge::Instance& instance, const Kitchen& kitchen) {
  std::vector<Kitchen> one(1, kitchen);
  co_await find_homes(instance, std::move(one));
  const std::size_t number = home_of(instance, kitchen);
  if (number > database_count(instance)) co_return Error{Code::unavailable, true, std::string{home_unbound}};
  co_return database(instance, number);
}

edge::Task<edge::BatchResult> run(edge::Instance& instance, const Kitchen& kitchen,
                                  std::vector<edge::Statement> statements) {
  co_return co_await run(co_await database_for(instance, kitchen), std::move(statements));
}

edge::Task<edge::BatchResult> run(edge::Instance& instance, const Kitchen& kitchen, edge::Statement statement) {
  std::vector<edge::Statement> one;
  one.push_back(std::move(statement));
  return run(instance, kitchen, std::move(one));
}

edge::Task<edge::BatchResult> run_first(edge::Instance& instance, std::vector<edge::Statement> statements) {
  return run(database(instance, 1), std::move(statements));
}

edge::Task<edge::BatchResult> run_first(edge::Instance& instance, edge::Statement statement) {
  return run(database(instance, 1), std::move(statement));
}

edge::Task<std::vector<edge::BatchResult>> run_everywhere(edge::Instance& instance,
                                                          std::vector<edge::Statement> statements) {
  std::vector<edge::BatchResult> out;
  for (std::size_t n = 1; n <= database_count(instance); ++n)
    out.push_back(co_await run(database(instance, n), statements));
  co_return out;
}

edge::Task<std::vector<edge::BatchResult>> run_everywhere(edge::Instance& instance, edge::Statement statement) {
  std::vector<edge::Statement> one;
  one.push_back(std::move(statement));
  return run_everywhere(instance, std::move(one));
}

}  // namespace cookdiff::store
