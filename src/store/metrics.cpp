#include "store/metrics.hpp"

#include <algorithm>

#include "base/number.hpp"
#include "store/databases.hpp"
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

void add(Metrics& out, const edge::BatchResult& counted) {
  for (const edge::Row& row : counted[0].rows) {
    const std::string_view state = row.text(0);
    const auto known = std::find_if(out.states.begin(), out.states.end(),
                                    [state](const StateCount& count) { return count.state == state; });
    StateCount& count = known == out.states.end() ? out.states.emplace_back(StateCount{std::string{state}}) : *known;
    count.objects += row.integer(1);
    const std::int64_t oldest = row.integer(2);
    if (state == "queued" && (out.oldest_waiting_ms == 0 || oldest < out.oldest_waiting_ms))
      out.oldest_waiting_ms = oldest;
    out.trapped += row.integer(3);
    out.due_makes += row.integer(4);
    out.delay_sum_ms += row.integer(5);
    for (std::size_t n = 0; n < out.delays.size(); ++n) out.delays[n] += row.integer(6 + n);
  }
  if (!counted[1].rows.empty()) out.due_recipes += counted[1].rows[0].integer(0);
  out.database_bytes.push_back(counted.bytes());
}

}  // namespace

edge::Task<Metrics> count_metrics(edge::Instance& instance, std::string engine, std::string trapped) {
  std::vector<edge::Statement> statements;
  statements.push_back({counting_sql(), {engine, trapped, instance.now_ms() - delay_window_ms}});
  statements.push_back({"SELECT count(*) FROM recipes INDEXED BY recipes_due WHERE due_after IS NOT NULL", {}});
  const std::vector<edge::BatchResult> databases = co_await run_everywhere(instance, std::move(statements));
  Metrics out;
  out.delays.resize(delay_ends_ms.size() + 1);
  for (const edge::BatchResult& counted : databases) add(out, counted);
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
