#include "store/audit.hpp"

#include <algorithm>

#include "store/columns.hpp"
#include "store/databases.hpp"

namespace cookdiff::store {

namespace {

// What separates values and rows in a digest must not be in them.
std::string printable(std::string text) {
  for (char& c : text)
    if (static_cast<unsigned char>(c) < 0x20) c = ' ';
  return text;
}

std::string name_of(const std::optional<Kitchen>& kitchen) { return kitchen ? kitchen->name() : std::string{}; }

edge::Parameter optional_time(const std::optional<std::int64_t>& time) {
  return time ? edge::Parameter(*time) : edge::Parameter::null();
}

}  // namespace

edge::Task<Done> add_audit(edge::Instance& instance, std::optional<Kitchen> kitchen, AuditRow row) {
  edge::Statement statement{
      "INSERT INTO audit (at_ms, id, kitchen, actor, action, subject, outcome, address) "
      "SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8 WHERE NOT EXISTS "
      "(SELECT 1 FROM audit a WHERE a.kitchen = ?3 AND a.at_ms = ?1 AND a.id = ?2)",
      {row.at_ms, row.id, name_of(kitchen), printable(row.actor), row.action, printable(row.subject), row.outcome,
       printable(row.address)}};
  // Once more: it is the same row, and what cannot be written down is not answered.
  const Result<edge::BatchResult> first = co_await run_first(instance, statement).result();
  if (!first && !first.error().retryable) co_return first.error();
  if (!first) co_await run_first(instance, std::move(statement));
  co_return Done{};
}

edge::Task<Page<AuditRow>> audit(edge::Instance& instance, Kitchen kitchen, AuditFilter filter, Place after,
                                 int limit) {
  const int wanted = std::clamp(limit, 1, page_rows_max);
  edge::Statement statement{
      "SELECT at_ms, id, actor, action, subject, outcome, address FROM audit WHERE kitchen = ?1 "
      "AND (at_ms, id) < (iif(?2, 9223372036854775807, ?3), ?4) AND (?5 IS NULL OR at_ms >= ?5) AND (?6 IS NULL OR "
      "at_ms < ?6) "
      "AND (?7 = '' OR subject = ?7 OR substr(subject, 1, length(?7) + 1) = ?7 || ' ') "
      "ORDER BY at_ms DESC, id DESC LIMIT ?8",
      {kitchen.name(), after.at_start() ? 1 : 0, after.ms, after.id, optional_time(filter.from_ms),
       optional_time(filter.until_ms), filter.subject, wanted + 1}};
  const edge::BatchResult result = co_await run_first(instance, std::move(statement));
  Page<AuditRow> page;
  for (const edge::Row& row : result[0].rows)
    page.rows.push_back({row.integer(0), std::string{row.text(1)}, std::string{row.text(2)}, std::string{row.text(3)},
                         std::string{row.text(4)}, std::string{row.text(5)}, std::string{row.text(6)}});
  if (page.rows.size() > static_cast<std::size_t>(wanted)) {
    page.rows.resize(static_cast<std::size_t>(wanted));
    page.next = Place{page.rows.back().at_ms, page.rows.back().id};
  }
  co_return page;
}

}  // namespace cookdiff::store
