#include "store/tokens.hpp"

#include <algorithm>

#include "store/columns.hpp"
#include "store/databases.hpp"

namespace cookdiff::store {

namespace {

TokenRow read_token(const edge::Row& row) {
  return {std::string{row.text(0)}, std::string{row.text(1)}, std::string{row.text(2)},
          std::string{row.text(3)}, std::string{row.text(4)}, row.integer(5),
          row.integer(6),           row.integer(7),           row.integer(8)};
}

}  // namespace

edge::Task<std::optional<TokenRow>> token(edge::Instance& instance, std::string id) {
  edge::Statement statement{
      "SELECT t.id, t.kitchen, t.scopes, t.name, t.code, t.made_ms, t.expires_ms, t.last_used_ms, t.revoked_ms, "
      "(SELECT k.home FROM kitchens k WHERE k.kitchen = t.kitchen) AS home FROM tokens t WHERE t.id = ?1",
      {id}};
  // Tokens live in one database, since they say which kitchen it is.
  const edge::BatchResult result = co_await run_first(instance, std::move(statement));
  if (result[0].rows.empty()) co_return std::optional<TokenRow>{};
  know_home(instance, result[0].rows[0].text(1), result[0].rows[0].integer(9));
  co_return std::optional<TokenRow>{read_token(result[0].rows[0])};
}

edge::Task<Done> note_token_use(edge::Instance& instance, std::string id, std::int64_t now_ms) {
  edge::Statement statement{"UPDATE tokens SET last_used_ms = ?2 WHERE id = ?1 AND last_used_ms < ?2", {id, now_ms}};
  co_await run_first(instance, std::move(statement));
  co_return Done{};
}

edge::Task<Done> add_token(edge::Instance& instance, Kitchen kitchen, TokenRow row) {
  MUST(row.kitchen == kitchen.name());
  edge::Statement statement{
      "INSERT INTO tokens (id, kitchen, scopes, name, code, made_ms, expires_ms) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
      {row.id, kitchen.name(), row.scopes, row.name, row.code, row.made_ms, row.expires_ms}};
  co_await run_first(instance, std::move(statement));
  co_return Done{};
}

edge::Task<Page<TokenRow>> tokens(edge::Instance& instance, Kitchen kitchen, Place after, int limit) {
  const int wanted = std::clamp(limit, 1, page_rows_max);
  edge::Statement statement{
      "SELECT id, kitchen, scopes, name, '', made_ms, expires_ms, last_used_ms, "
      "revoked_ms FROM tokens WHERE kitchen = ?1 "
      "AND (made_ms, id) < (iif(?2, 9223372036854775807, ?3), ?4) ORDER BY made_ms DESC, id DESC LIMIT ?5",
      {kitchen.name(), after.at_start() ? 1 : 0, after.ms, after.id, wanted + 1}};
  const edge::BatchResult result = co_await run_first(instance, std::move(statement));
  Page<TokenRow> page;
  for (const edge::Row& row : result[0].rows) page.rows.push_back(read_token(row));
  if (page.rows.size() > static_cast<std::size_t>(wanted)) {
    page.rows.resize(static_cast<std::size_t>(wanted));
    page.next = Place{page.rows.back().made_ms, page.rows.back().id};
  }
  co_return page;
}

edge::Task<bool> revoke_token(edge::Instance& instance, Kitchen kitchen, std::string id, std::int64_t now_ms) {
  edge::Statement statement{
      "UPDATE tokens SET revoked_ms = CASE revoked_ms WHEN 0 THEN ?3 ELSE revoked_ms END "
      "WHERE kitchen = ?1 AND id = ?2 "
      "RETURNING id",
      {kitchen.name(), id, now_ms}};
  const edge::BatchResult result = co_await run_first(instance, std::move(statement));
  co_return !result[0].rows.empty();
}

}  // namespace cookdiff::store
