// The hourly digests of the audit.
#include "edge/bucket.hpp"
#include "edge/stores.hpp"
#include "json/write.hpp"
#include "store/audit.hpp"
#include "store/databases.hpp"

namespace cookdiff::store {

namespace {

constexpr std::uint64_t head_bytes_max = 4096;

struct Link {
  std::int64_t hour_ms = 0;
  std::int64_t rows = 0;
  std::string digest{};
  std::string head{};
};

edge::Task<std::string> digest_of(edge::Instance& instance, std::string bytes) {
  std::vector<std::string> inputs;
  inputs.push_back(std::move(bytes));
  std::vector<std::string> digests = co_await edge::sha256(instance, std::move(inputs));
  co_return std::move(digests[0]);
}

// The names that the audit knows, one index seek each.
edge::Task<std::vector<std::string>> kitchens_of(edge::Instance& instance) {
  edge::Statement statement{
      "WITH RECURSIVE k(n) AS (SELECT min(kitchen) FROM audit UNION ALL "
      "SELECT (SELECT min(a.kitchen) FROM audit a WHERE a.kitchen > k.n) FROM k WHERE k.n IS NOT NULL) "
      "SELECT n FROM k WHERE n IS NOT NULL",
      {}};
  const edge::BatchResult result = co_await run_first(instance, std::move(statement));
  std::vector<std::string> out;
  for (const edge::Row& row : result[0].rows) out.emplace_back(row.text(0));
  co_return out;
}

// The last link of a kitchen's chain, and when its first row behind that was written (0: there is none).
struct Standing {
  Link last;
  std::int64_t next_ms = 0;
};
edge::Task<Standing> standing_of(edge::Instance& instance, std::string kitchen) {
  std::vector<edge::Statement> statements;
  statements.push_back(
      {"SELECT hour_ms, row_count, digest, head FROM audit_digests WHERE kitchen = ?1 ORDER BY hour_ms DESC LIMIT 1",
       {kitchen}});
  statements.push_back(
      {"SELECT min(at_ms) FROM audit WHERE kitchen = ?1 AND at_ms >= "
       "(SELECT coalesce(max(hour_ms) + 3600000, 0) FROM audit_digests WHERE kitchen = ?1)",
       {kitchen}});
  const edge::BatchResult result = co_await run_first(instance, std::move(statements));
  Standing out;
  if (!result[0].rows.empty()) {
    const edge::Row& row = result[0].rows[0];
    out.last = {row.integer(0), row.integer(1), std::string{row.text(2)}, std::string{row.text(3)}};
  }
  out.next_ms = result[1].rows.empty() ? 0 : result[1].rows[0].integer(0);
  co_return out;
}

edge::Task<Link> link_of(edge::Instance& instance, std::string kitchen, std::int64_t hour_ms, std::string previous) {
  Link out{hour_ms};
  std::int64_t after_ms = hour_ms - 1;
  std::string after_id;
  for (;;) {
    edge::Statement statement{
        "SELECT at_ms, id, at_ms || char(31) || id || char(31) || actor || char(31) || action || char(31) || subject "
        "|| char(31) || outcome || char(31) || address AS line FROM audit WHERE kitchen = ?1 AND at_ms >= ?2 "
        "AND at_ms < ?3 AND (at_ms, id) > (?4, ?5) ORDER BY at_ms, id LIMIT ?6",
        {kitchen, hour_ms, hour_ms + audit_hour_ms, after_ms, after_id, audit_page_rows}};
    const edge::BatchResult result = co_await run_first(instance, std::move(statement));
    if (result[0].rows.empty()) break;
    std::string bytes = out.digest;
    for (const edge::Row& row : result[0].rows) bytes.append(row.text(2)).append("\n");
    out.digest = co_await digest_of(instance, std::move(bytes));
    out.rows += static_cast<std::int64_t>(result[0].rows.size());
    after_ms = result[0].rows.back().integer(0);
    after_id = result[0].rows.back().text(1);
    if (result[0].rows.size() < static_cast<std::size_t>(audit_page_rows)) break;
  }
  std::string bytes = std::move(previous);
  bytes.append("\n").append(kitchen).append("\n").append(std::to_string(hour_ms)).append("\n");
  bytes.append(std::to_string(out.rows)).append("\n").append(out.digest).append("\n");
  out.head = co_await digest_of(instance, std::move(bytes));
  co_return out;
}

std::string head_json(std::string_view kitchen, const Link& link) {
  std::string out;
  json::Writer writer(out);
  writer.begin_object().key("kitchen").string(kitchen).key("hour").integer(link.hour_ms);
  writer.key("rows").integer(link.rows).key("digest").string(link.digest).key("head").string(link.head).end_object();
  return out;
}

// The bucket first: what it has for an hour is never written again, so a run that died here goes on with the same head.
edge::Task<Done> keep(edge::Instance& instance, std::string kitchen, Link link) {
  const edge::Bucket archive(instance, std::string{archive_bucket});
  const std::string body = head_json(kitchen, link);
  const std::string key = audit_key(kitchen, std::to_string(link.hour_ms));
  edge::PutOptions once;
  once.only_if_absent = true;
  const auto stored = co_await archive.put(key, body, std::move(once));
  if (!stored) {
    const auto there = co_await archive.get(key, head_bytes_max);
    if (!there || there->body != body)
      co_return Error{Code::conflict, false, "the archive has another head for that hour of the audit"};
  }
  edge::Statement statement{
      "INSERT INTO audit_digests (kitchen, hour_ms, row_count, digest, head) VALUES (?1, ?2, ?3, ?4, ?5)",
      {kitchen, link.hour_ms, link.rows, link.digest, link.head}};
  co_await run_first(instance, std::move(statement));
  co_await archive.put(audit_key(kitchen, "head"), body);
  co_return Done{};
}

// Gives how many hours were closed.
edge::Task<std::int64_t> close_kitchen(edge::Instance& instance, std::string kitchen, std::int64_t now_ms,
                                       std::int64_t hours_max) {
  std::int64_t closed = 0;
  for (; closed < hours_max; ++closed) {
    const Standing standing = co_await standing_of(instance, kitchen);
    const std::int64_t hour_ms = standing.next_ms - standing.next_ms % audit_hour_ms;
    if (standing.next_ms == 0 || hour_ms + audit_hour_ms + audit_margin_ms > now_ms) break;
    Link link = co_await link_of(instance, kitchen, hour_ms, standing.last.head);
    co_await keep(instance, kitchen, std::move(link));
  }
  co_return closed;
}

}  // namespace

std::string audit_key(std::string_view kitchen, std::string_view name) {
  return std::string{"audit/"}.append(kitchen.empty() ? "~" : kitchen).append("/").append(name).append(".json");
}

edge::Task<std::int64_t> close_audit_hours(edge::Instance& instance, std::int64_t now_ms) {
  std::int64_t closed = 0;
  std::optional<Error> failed;
  const std::vector<std::string> kitchens = co_await kitchens_of(instance);
  // One kitchen's trouble keeps no other's hours open.
  for (const std::string& kitchen : kitchens) {
    const Result<std::int64_t> hours =
        co_await close_kitchen(instance, kitchen, now_ms, audit_closings_max - closed).result();
    if (hours) {
      closed += *hours;
    } else {
      failed = hours.error();
    }
  }
  if (failed) co_return *std::move(failed);
  co_return closed;
}

}  // namespace cookdiff::store
