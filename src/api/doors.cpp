#include "api/doors.hpp"

#include "api/problem.hpp"
#include "api/token_rows.hpp"
#include "auth/access.hpp"
#include "edge/stores.hpp"

namespace cookdiff::api {

namespace {

using Refusal = std::optional<edge::Response>;

bool limits_are_on(const edge::Variables& variables) { return edge::variable(variables, "RATE_LIMITS") != "off"; }

// A limit that does not answer lets through: it is a courtesy to the others, not a lock.
edge::Task<Refusal> over_limit(edge::Instance& instance, std::string_view binding, std::string key) {
  const Result<bool> allowed = co_await edge::RateLimit{instance, std::string{binding}}.allows(std::move(key)).result();
  if (!allowed || *allowed) co_return Refusal{};
  Problem problem{429, "too-many-requests", "more calls than the limit; wait a little"};
  problem.headers.emplace_back("retry-after", std::to_string(retry_after_seconds));
  co_return Refusal{to_response(problem)};
}

edge::Response not_admitted(bool with_token) {
  Problem problem{401, "no-token", "this call needs a token: Authorization: Bearer cookdiff_…"};
  if (with_token) problem.detail = "the token is not known, expired or revoked";
  problem.headers.emplace_back("www-authenticate", with_token ? "Bearer realm=\"cookdiff\", error=\"invalid_token\""
                                                              : "Bearer realm=\"cookdiff\"");
  return to_response(problem);
}

// A browser sends the cookie whoever wrote the page, but always says which page it was: what is done with a cookie is
// asked for by a page of our own.
Refusal foreign_origin(const edge::Request& request, bool may_be_absent) {
  const std::string_view origin = request.header("origin");
  if (origin.empty() ? may_be_absent : origin == request.origin) return std::nullopt;
  return to_response({403, "origin", "a write with a cookie comes from the service's own pages: see Origin"});
}

bool is_write(const edge::Request& request) { return request.method != "GET" && request.method != "HEAD"; }

edge::Task<std::optional<auth::Principal>> who(Context& context, const edge::Variables& variables) {
  const std::string authorization{context.request.header("authorization")};
  const std::string assertion{context.request.header("cf-access-jwt-assertion")};
  // The header means nothing where no team is configured: anybody can send one.
  if (authorization.empty() && !assertion.empty() && !edge::variable(variables, "ACCESS_TEAM").empty())
    co_return co_await auth::authenticate_access(context.instance, assertion,
                                                 std::string{edge::variable(variables, "ACCESS_KITCHENS")});
  const std::string cookie{auth::session_text(context.request.header("cookie"))};
  if (authorization.empty() && !cookie.empty()) {
    SessionRows rows{context.instance};
    co_return co_await auth::authenticate_session(context.instance, rows, cookie, &context.attempt);
  }
  TokenRows rows{context.instance};
  co_return co_await auth::authenticate(context.instance, rows, authorization, &context.attempt);
}

edge::Response wrong_scope(auth::Scope scope) {
  const std::string name{auth::scope_name(scope)};
  Problem problem{403, "scope", "the token lacks the scope that this call needs: " + name};
  problem.headers.emplace_back("www-authenticate",
                               "Bearer realm=\"cookdiff\", error=\"insufficient_scope\", scope=\"" + name + "\"");
  return to_response(problem);
}

}  // namespace

bool is_deep(const edge::Request& request) {
  const auto value = request.parameter("deep");
  return value && *value != "0";
}

edge::Task<std::optional<edge::Response>> keep_out(Context& context, Call call, const edge::Variables& variables) {
  const bool limited = limits_are_on(variables);
  if (limited && !context.request.address.empty()) {
    Refusal refusal = co_await over_limit(context.instance, limit_by_address, context.request.address);
    if (refusal) co_return refusal;
  }
  if (is_open(call) && !(call == Call::health && is_deep(context.request))) {
    // Signing somebody in or out is a write too, also for who has no cookie yet.
    if (is_write(context.request)) {
      const bool has_cookie = !auth::session_text(context.request.header("cookie")).empty();
      co_return foreign_origin(context.request, !has_cookie);
    }
    co_return Refusal{};
  }
  std::optional<auth::Principal> principal = co_await who(context, variables);
  const bool tried = !context.request.header("authorization").empty();
  if (!principal) co_return Refusal{not_admitted(tried)};
  if (principal->means != auth::Means::token && is_write(context.request)) {
    // A program that Access lets in has no page; a browser always names its own.
    Refusal refusal = foreign_origin(context.request, principal->means == auth::Means::access);
    if (refusal) co_return refusal;
  }
  Result<store::Kitchen> kitchen = store::Kitchen::named(principal->kitchen);
  if (!kitchen) co_return Refusal{not_admitted(true)};
  context.principal = *std::move(principal);
  context.kitchen = *std::move(kitchen);
  if (limited) {
    const std::string& caller =
        context.principal.means == auth::Means::access ? context.principal.name : context.principal.token_id;
    Refusal refusal = co_await over_limit(context.instance, limit_by_token, caller);
    if (refusal) co_return refusal;
  }
  const std::optional<auth::Scope> scope = scope_of(call);
  if (scope && !context.may(*scope)) co_return Refusal{wrong_scope(*scope)};
  co_return Refusal{};
}

}  // namespace cookdiff::api
