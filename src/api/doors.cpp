#include "api/doors.hpp"

#include "api/problem.hpp"
#include "api/token_rows.hpp"
#include "edge/stores.hpp"

namespace cookdiff::api {

namespace {

using Refusal = std::optional<edge::Response>;

bool limits_are_on(const edge::Variables& variables) {
  for (const auto& [name, value] : variables)
    if (name == "RATE_LIMITS") return value == "on";
  return false;
}

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

edge::Response wrong_scope(auth::Scope scope) {
  const std::string name{auth::scope_name(scope)};
  Problem problem{403, "scope", "the token has not the scope that this call needs: " + name};
  problem.headers.emplace_back("www-authenticate",
                               "Bearer realm=\"cookdiff\", error=\"insufficient_scope\", scope=\"" + name + "\"");
  return to_response(problem);
}

}  // namespace

edge::Task<std::optional<edge::Response>> keep_out(Context& context, Call call, const edge::Variables& variables) {
  const bool limited = limits_are_on(variables);
  if (limited && !context.request.address.empty()) {
    Refusal refusal = co_await over_limit(context.instance, limit_by_address, context.request.address);
    if (refusal) co_return refusal;
  }
  const std::optional<auth::Scope> scope = scope_of(call);
  if (!scope) co_return Refusal{};
  const std::string authorization{context.request.header("authorization")};
  TokenRows rows{context.instance};
  std::optional<auth::Principal> principal = co_await auth::authenticate(context.instance, rows, authorization);
  if (!principal) co_return Refusal{not_admitted(!authorization.empty())};
  Result<store::Kitchen> kitchen = store::Kitchen::named(principal->kitchen);
  if (!kitchen) co_return Refusal{not_admitted(true)};
  context.principal = *std::move(principal);
  context.kitchen = *std::move(kitchen);
  if (limited) {
    Refusal refusal = co_await over_limit(context.instance, limit_by_token, context.principal.token_id);
    if (refusal) co_return refusal;
  }
  if (!context.may(*scope)) co_return Refusal{wrong_scope(*scope)};
  co_return Refusal{};
}

}  // namespace cookdiff::api
