// A kitchen's tokens: made (shown once), listed (without what would let anybody in), revoked at once.
#include "api/calls.hpp"
#include "api/documents.hpp"
#include "api/limits.hpp"
#include "api/problem.hpp"
#include "api/token_rows.hpp"
#include "json/read.hpp"
#include "json/write.hpp"

namespace cookdiff::api {

namespace {

constexpr std::int64_t day_ms = 86'400'000;

void write_token(json::Writer& writer, const auth::StoredToken& token) {
  writer.key("tokenId").string(token.id).key("name").string(token.name).key("kitchen").string(token.kitchen);
  writer.key("scopes").begin_array();
  for (const auth::Scope scope : token.scopes.list()) writer.string(auth::scope_name(scope));
  writer.end_array();
  writer.key("createdAt").raw(time_json(token.made_ms)).key("expiresAt").raw(time_json(token.expires_ms));
  writer.key("lastUsedAt").raw(time_json(token.last_used_ms)).key("revokedAt").raw(time_json(token.revoked_ms));
}

Result<auth::Scopes> read_scopes(const json::Value* list) {
  if (list == nullptr)
    return Error{Code::missing, false, "scopes says what the token may: read, upload, admin", "/scopes"};
  if (!list->is_array()) return Error{Code::wrong_type, false, "scopes is a list of texts", "/scopes"};
  auth::Scopes out;
  std::size_t at = 0;
  for (const json::Value& name : list->array()) {
    const std::string pointer = "/scopes/" + std::to_string(at++);
    if (!name.is_string()) return Error{Code::wrong_type, false, "a scope is a text", pointer};
    const auto scope = auth::Scopes::from_text(name.text());
    if (!scope || scope->list().size() != 1 || scope->list()[0] == auth::Scope::metrics)
      return Error{Code::bad_value, false, "a scope is read, upload or admin", pointer};
    out.add(scope->list()[0]);
  }
  if (out.empty()) return Error{Code::bad_value, false, "a token may something: read, upload, admin", "/scopes"};
  return out;
}

Result<std::string> read_name(const json::Value* name) {
  if (name == nullptr || name->is_null()) return std::string{};
  if (!name->is_string()) return Error{Code::wrong_type, false, "a name is a text", "/name"};
  if (name->text().size() > auth::token_name_bytes_max)
    return Error{Code::bad_value, false, "a name has at most 100 bytes", "/name"};
  return std::string{name->text()};
}

Result<std::int64_t> read_days(const json::Value* days) {
  if (days == nullptr) return token_days_default;
  std::int64_t out = 0;
  if (!days->is_number()) return Error{Code::wrong_type, false, "expiresInDays is a number", "/expiresInDays"};
  if (!json::to_integer(days->number_text(), out) || out < 1 || out > token_days_max)
    return Error{Code::bad_value, false, "expiresInDays is a whole number from 1 to 366", "/expiresInDays"};
  return out;
}

// What is asked for. A member that we do not know is refused: a wish that is silently left out could open a door.
Result<auth::StoredToken> read_wish(const Context& context) {
  Arena arena;
  TRY(const json::Value body, json::read(context.request.body, arena));
  if (!body.is_object()) return Error{Code::wrong_type, false, "the body is an object"};
  for (const json::Member& member : body.object())
    if (member.key != "scopes" && member.key != "name" && member.key != "expiresInDays")
      return Error{Code::bad_value, false, "a token has scopes, name and expiresInDays, and nothing else"};
  auth::StoredToken out;
  TRY(out.scopes, read_scopes(body.find("scopes")));
  TRY(out.name, read_name(body.find("name")));
  TRY(const std::int64_t days, read_days(body.find("expiresInDays")));
  out.kitchen = context.kitchen.name();
  out.expires_ms = context.instance.now_ms() + days * day_ms;
  return out;
}

}  // namespace

Answer list_tokens(Context& context) {
  Result<PageRequest> page = read_page(context.request);
  if (!page) co_return bad_request(page.error().detail);
  store::Page<store::TokenRow> found =
      co_await store::tokens(context.instance, context.kitchen, page->after, page->limit);
  std::string body;
  json::Writer writer(body);
  writer.begin_object().key("tokens").begin_array();
  for (store::TokenRow& row : found.rows) {
    writer.begin_object();
    write_token(writer, from_row(std::move(row)));
    writer.end_object();
  }
  writer.end_array();
  write_next(writer, found.next);
  writer.end_object();
  co_return json_response(std::move(body));
}

Answer create_token(Context& context) {
  auth::StoredToken wish = co_await read_wish(context);
  const auth::NewToken made = co_await auth::make_token(context.instance, std::move(wish));
  co_await store::add_token(context.instance, context.kitchen, to_row(made.row));
  std::string body;
  json::Writer writer(body);
  writer.begin_object();
  write_token(writer, made.row);
  writer.key("token").string(made.text).end_object();
  edge::Response response = json_response(std::move(body));
  response.status = 201;
  response.headers.emplace_back("location", "/tokens/" + made.row.id);
  co_return response;
}

Answer revoke_token(Context& context) {
  const bool found = co_await store::revoke_token(context.instance, context.kitchen, context.path("tokenId"),
                                                  context.instance.now_ms());
  if (!found) co_return not_found("there is no such token");
  edge::Response response;
  response.status = 204;
  co_return response;
}

}  // namespace cookdiff::api
