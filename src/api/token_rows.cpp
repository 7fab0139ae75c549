#include "api/token_rows.hpp"

namespace cookdiff::api {

auth::StoredToken from_row(store::TokenRow row) {
  auth::StoredToken out;
  out.id = std::move(row.id);
  out.kitchen = std::move(row.kitchen);
  // A row that names a scope that we do not know allows nothing.
  if (const auto scopes = auth::Scopes::from_text(row.scopes)) out.scopes = *scopes;
  out.name = std::move(row.name);
  out.code = std::move(row.code);
  out.made_ms = row.made_ms;
  out.expires_ms = row.expires_ms;
  out.last_used_ms = row.last_used_ms;
  out.revoked_ms = row.revoked_ms;
  return out;
}

store::TokenRow to_row(auth::StoredToken token) {
  store::TokenRow out;
  out.id = std::move(token.id);
  out.kitchen = std::move(token.kitchen);
  out.scopes = token.scopes.text();
  out.name = std::move(token.name);
  out.code = std::move(token.code);
  out.made_ms = token.made_ms;
  out.expires_ms = token.expires_ms;
  out.last_used_ms = token.last_used_ms;
  out.revoked_ms = token.revoked_ms;
  return out;
}

edge::Task<std::optional<auth::StoredToken>> TokenRows::find(std::string id) {
  std::optional<store::TokenRow> row = co_await store::token(instance_, std::move(id));
  if (!row) co_return std::optional<auth::StoredToken>{};
  co_return std::optional<auth::StoredToken>{from_row(*std::move(row))};
}

edge::Task<Done> TokenRows::note_use(std::string id, std::int64_t now_ms) {
  return store::note_token_use(instance_, std::move(id), now_ms);
}

edge::Task<std::optional<auth::StoredSession>> SessionRows::find_session(std::string id) {
  std::optional<store::SessionRow> row = co_await store::session(instance_, std::move(id));
  if (!row) co_return std::optional<auth::StoredSession>{};
  auth::StoredSession out{row->id, row->code, row->made_ms, row->used_ms, row->expires_ms, {}};
  out.token = from_row(std::move(row->token));
  co_return std::optional<auth::StoredSession>{std::move(out)};
}

edge::Task<Done> SessionRows::note_session_use(std::string id, std::int64_t now_ms) {
  return store::note_session_use(instance_, std::move(id), now_ms);
}

edge::Task<std::optional<auth::StoredSignIn>> SessionRows::find_sign_in(std::string id) {
  std::optional<store::SignInRow> row = co_await store::sign_in(instance_, std::move(id));
  if (!row) co_return std::optional<auth::StoredSignIn>{};
  auth::StoredSignIn out{row->id, row->code, row->expires_ms, {}};
  out.token = from_row(std::move(row->token));
  co_return std::optional<auth::StoredSignIn>{std::move(out)};
}

edge::Task<bool> SessionRows::take_sign_in(std::string id) { return store::take_sign_in(instance_, std::move(id)); }

}  // namespace cookdiff::api
