#include "store/metrics.hpp"

#include "base/number.hpp"
#include "json/read.hpp"
#include "store/failure.hpp"
#include "store/kitchen.hpp"
#include "store/system.hpp"

namespace cookdiff::store {

namespace {

constexpr std::string_view kept_name = "metrics";

// ?1 the engine, ?2 the detail of a trapped object, ?3 the beginning of the window.
std::string counting_sql() {
  std::string sql =
      "SELECT state, count(*) AS objects, min(uploaded_ms) AS oldest, sum(detail IS ?2) AS trapped, "
      "sum(role = 'make' AND state = 'stored' AND engine IS NOT ?1) AS due, "
      "coalesce(sum(CASE WHEN uploaded_ms >= ?3 THEN decided_ms - uploaded_ms END), 0) AS delay_sum";
  std::string lower = "decided_ms >= uploaded_ms";
  for (std::size_t n = 0; n <= delay_ends_ms.size(); ++n) {
    const bool last = n == delay_ends_ms.size();
    const std::string end = last ? "" : std::to_string(delay_ends_ms[n]);
    sql += ", coalesce(sum(uploaded_ms >= ?3 AND " + lower;
    if (!last) sql += " AND decided_ms - uploaded_ms <= " + end;
    sql += "), 0) AS delay_" + std::to_string(n);
    lower = "decided_ms - uploaded_ms > " + end;
  }
  return sql + " FROM objects GROUP BY state ORDER BY state";
}

}  // namespace

edge::Task<Metrics> count_metrics(edge::Instance& instance, std::string engine, std::string trapped) {
  std::vector<edge::Statement> statements;
  statements.push_back({counting_sql(), {engine, trapped, instance.now_ms() - delay_window_ms}});
  statements.push_back({"SELECT count(*) FROM recipes INDEXED BY recipes_due WHERE due_after IS NOT NULL", {}});
  const edge::BatchResult result = co_await run(database_for(instance, Kitchen::home()), std::move(statements));
  Metrics out;
  out.delays.resize(delay_ends_ms.size() + 1);
  for (const edge::Row& row : result[0].rows) {
    out.states.push_back({std::string{row.text(0)}, row.integer(1)});
    if (row.text(0) == "queued") out.oldest_waiting_ms = row.integer(2);
    out.trapped += row.integer(3);
    out.due_makes += row.integer(4);
    out.delay_sum_ms += row.integer(5);
    for (std::size_t n = 0; n < out.delays.size(); ++n) out.delays[n] += row.integer(6 + n);
  }
  out.due_recipes = result[1].rows.empty() ? 0 : result[1].rows[0].integer(0);
  co_return out;
}

edge::Task<std::string> kept_metrics(edge::Instance& instance) {
  const std::string kept = co_await setting(instance, std::string{kept_name});
  const std::size_t end = kept.find('\n');
  if (end == std::string::npos) co_return std::string{};
  const auto at_ms = base::read_digits(std::string_view{kept}.substr(0, end));
  if (!at_ms) co_return std::string{};
  const std::int64_t age = instance.now_ms() - *at_ms;
  co_return age >= 0 && age < metrics_age_ms_max ? kept.substr(end + 1) : std::string{};
}

edge::Task<Done> keep_metrics(edge::Instance& instance, std::string text) {
  co_await set_setting(instance, std::string{kept_name}, std::to_string(instance.now_ms()) + '\n' + text);
  co_return Done{};
}

}  // namespace cookdiff::store
