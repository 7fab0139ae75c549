// Sign-in for people: a token, or a code made with one, becomes a cookie (auth/session.hpp).
#include <algorithm>

#include "api/calls.hpp"
#include "api/documents.hpp"
#include "api/problem.hpp"
#include "api/token_rows.hpp"
#include "json/read.hpp"
#include "json/write.hpp"
#include "store/sessions.hpp"

namespace cookdiff::api {

namespace {

std::string session_body(const auth::Principal& principal) {
  std::string body;
  json::Writer writer(body);
  writer.begin_object().key("kitchen").string(principal.kitchen).key("name").string(principal.name);
  writer.key("scopes").begin_array();
  for (const auth::Scope scope : principal.scopes.list()) writer.string(auth::scope_name(scope));
  writer.end_array().key("by").string(auth::means_name(principal.means));
  writer.key("expiresAt").raw(time_json(principal.expires_ms)).key("idleExpiresAt").raw(time_json(principal.idle_ms));
  writer.end_object();
  return body;
}

// What somebody signs in with: exactly one of the two.
struct Credential {
  std::string token{};
  std::string code{};
};
Result<Credential> read_credential(std::string_view bytes) {
  Arena arena;
  TRY(const json::Value body, json::read(bytes, arena));
  if (!body.is_object()) return Error{Code::wrong_type, false, "the body is an object"};
  Credential out;
  for (const json::Member& member : body.object()) {
    if (member.key != "token" && member.key != "code")
      return Error{Code::bad_value, false, "a sign-in has a token or a code, and nothing else"};
    if (!member.value.is_string()) return Error{Code::wrong_type, false, "it is a text", "/" + std::string{member.key}};
    (member.key == "token" ? out.token : out.code) = member.value.text();
  }
  if (out.token.empty() == out.code.empty())
    return Error{Code::missing, false, "a sign-in has a token or a code, one of them"};
  return out;
}

edge::Response not_signed_in(std::string detail) {
  Problem problem{401, "no-token", std::move(detail)};
  problem.headers.emplace_back("www-authenticate", "Bearer realm=\"cookdiff\"");
  return to_response(problem);
}

edge::Task<std::optional<auth::Principal>> redeem(Context& context, std::string code) {
  SessionRows rows{context.instance};
  const std::optional<auth::StoredToken> token = co_await auth::redeem_sign_in(context.instance, rows, std::move(code));
  if (!token) co_return std::optional<auth::Principal>{};
  auth::Principal out{token->id, token->kitchen, token->scopes};
  out.name = token->name;
  out.expires_ms = token->expires_ms;
  co_return std::optional<auth::Principal>{std::move(out)};
}

}  // namespace

Answer sign_in(Context& context) {
  Credential credential = co_await read_credential(context.request.body);
  std::optional<auth::Principal> principal;
  if (!credential.token.empty()) {
    TokenRows rows{context.instance};
    principal = co_await auth::authenticate(context.instance, rows, "Bearer " + credential.token, &context.attempt);
  } else {
    principal = co_await redeem(context, std::move(credential.code));
  }
  if (!principal) co_return not_signed_in("the token or code is not known, expired, revoked or used");
  const std::int64_t now = context.instance.now_ms();
  const auth::NewSecret secret = co_await auth::make_secret(context.instance, auth::session_prefix);
  store::SessionRow row{secret.id, secret.code, now, now, now + auth::session_life_ms, {}};
  if (principal->expires_ms != 0) row.expires_ms = std::min(row.expires_ms, principal->expires_ms);
  row.token.id = principal->token_id;
  principal->means = auth::Means::session;
  principal->expires_ms = row.expires_ms;
  principal->idle_ms = now + auth::session_idle_ms;
  co_await store::add_session(context.instance, std::move(row));
  context.principal = *std::move(principal);
  edge::Response response = json_response(session_body(context.principal));
  response.headers.emplace_back("set-cookie", auth::session_set_cookie(secret.text));
  co_return response;
}

Answer get_session(Context& context) { co_return json_response(session_body(context.principal)); }

// Also without a session that is good: the cookie is forgotten in any case.
Answer sign_out(Context& context) {
  SessionRows rows{context.instance};
  const std::string text{auth::session_text(context.request.header("cookie"))};
  std::optional<auth::Principal> principal = co_await auth::authenticate_session(context.instance, rows, text);
  if (principal) {
    co_await store::remove_session(context.instance, principal->session_id);
    context.principal = *std::move(principal);
  }
  edge::Response response;
  response.status = 204;
  response.headers.emplace_back("set-cookie", auth::session_clear_cookie());
  co_return response;
}

Answer create_sign_in_code(Context& context) {
  if (context.principal.means != auth::Means::token)
    co_return to_response({403, "token-only", "a sign-in code is made with a token, not with a session"});
  const std::int64_t now = context.instance.now_ms();
  const auth::NewSecret secret = co_await auth::make_secret(context.instance, auth::sign_in_prefix);
  store::SignInRow row{secret.id, secret.code, now + auth::sign_in_life_ms, {}};
  row.token.id = context.principal.token_id;
  co_await store::add_sign_in(context.instance, std::move(row), now);
  std::string body;
  json::Writer writer(body);
  writer.begin_object().key("code").string(secret.text);
  writer.key("expiresAt").raw(time_json(now + auth::sign_in_life_ms)).end_object();
  edge::Response response = json_response(std::move(body));
  response.status = 201;
  co_return response;
}

}  // namespace cookdiff::api
