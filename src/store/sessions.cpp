#include "store/sessions.hpp"

#include "store/columns.hpp"
#include "store/databases.hpp"

namespace cookdiff::store {

namespace {

// Of `tokens AS t`, as read_token below reads them.
constexpr std::string_view token_columns =
    "t.id AS token_id, t.kitchen, t.scopes, t.name, t.expires_ms AS token_expires_ms, t.revoked_ms, "
    "(SELECT k.home FROM kitchens k WHERE k.kitchen = t.kitchen) AS home";

TokenRow read_token(edge::Instance& instance, const edge::Row& row, std::size_t from) {
  know_home(instance, row.text(from + 1), row.integer(from + 6));
  TokenRow out;
  out.id = row.text(from);
  out.kitchen = row.text(from + 1);
  out.scopes = row.text(from + 2);
  out.name = row.text(from + 3);
  out.expires_ms = row.integer(from + 4);
  out.revoked_ms = row.integer(from + 5);
  return out;
}

}  // namespace

edge::Task<std::optional<SessionRow>> session(edge::Instance& instance, std::string id) {
  edge::Statement statement{sql({"SELECT s.id, s.code, s.made_ms, s.used_ms, s.expires_ms, ", token_columns,
                                 " FROM sessions s JOIN tokens t ON t.id = s.token WHERE s.id = ?1"}),
                            {id}};
  const edge::BatchResult result = co_await run_first(instance, std::move(statement));
  if (result[0].rows.empty()) co_return std::optional<SessionRow>{};
  const edge::Row& row = result[0].rows[0];
  SessionRow out{std::string{row.text(0)}, std::string{row.text(1)}, row.integer(2),
                 row.integer(3),           row.integer(4),           read_token(instance, row, 5)};
  co_return std::optional<SessionRow>{std::move(out)};
}

edge::Task<Done> add_session(edge::Instance& instance, SessionRow row) {
  std::vector<edge::Statement> statements;
  statements.push_back({"DELETE FROM sessions WHERE expires_ms <= ?1", {row.made_ms}});
  statements.push_back(
      {"INSERT INTO sessions (id, code, token, made_ms, used_ms, expires_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
       {row.id, row.code, row.token.id, row.made_ms, row.used_ms, row.expires_ms}});
  co_await run_first(instance, std::move(statements));
  co_return Done{};
}

edge::Task<Done> note_session_use(edge::Instance& instance, std::string id, std::int64_t now_ms) {
  edge::Statement statement{"UPDATE sessions SET used_ms = ?2 WHERE id = ?1 AND used_ms < ?2", {id, now_ms}};
  co_await run_first(instance, std::move(statement));
  co_return Done{};
}

edge::Task<Done> remove_session(edge::Instance& instance, std::string id) {
  edge::Statement statement{"DELETE FROM sessions WHERE id = ?1", {id}};
  co_await run_first(instance, std::move(statement));
  co_return Done{};
}

edge::Task<std::optional<SignInRow>> sign_in(edge::Instance& instance, std::string id) {
  edge::Statement statement{sql({"SELECT s.id, s.code, s.expires_ms, ", token_columns,
                                 " FROM sign_in_codes s JOIN tokens t ON t.id = s.token WHERE s.id = ?1"}),
                            {id}};
  const edge::BatchResult result = co_await run_first(instance, std::move(statement));
  if (result[0].rows.empty()) co_return std::optional<SignInRow>{};
  const edge::Row& row = result[0].rows[0];
  SignInRow out{std::string{row.text(0)}, std::string{row.text(1)}, row.integer(2), read_token(instance, row, 3)};
  co_return std::optional<SignInRow>{std::move(out)};
}

edge::Task<Done> add_sign_in(edge::Instance& instance, SignInRow row, std::int64_t now_ms) {
  std::vector<edge::Statement> statements;
  statements.push_back({"DELETE FROM sign_in_codes WHERE expires_ms <= ?1", {now_ms}});
  statements.push_back({"INSERT INTO sign_in_codes (id, code, token, expires_ms) VALUES (?1, ?2, ?3, ?4)",
                        {row.id, row.code, row.token.id, row.expires_ms}});
  co_await run_first(instance, std::move(statements));
  co_return Done{};
}

edge::Task<bool> take_sign_in(edge::Instance& instance, std::string id) {
  edge::Statement statement{"DELETE FROM sign_in_codes WHERE id = ?1 RETURNING id", {id}};
  const edge::BatchResult result = co_await run_first(instance, std::move(statement));
  co_return !result[0].rows.empty();
}

}  // namespace cookdiff::store
