#include "auth/authenticate.hpp"

#include "edge/stores.hpp"

namespace cookdiff::auth {

namespace {

// The scheme's name is case-insensitive (RFC 9110, 11.1).
std::string_view bearer(std::string_view authorization) {
  constexpr std::string_view scheme = "bearer ";
  if (authorization.size() < scheme.size()) return {};
  for (std::size_t at = 0; at < scheme.size(); ++at) {
    const char letter = authorization[at];
    const char lower = letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    if (lower != scheme[at]) return {};
  }
  authorization.remove_prefix(scheme.size());
  while (authorization.starts_with(' ')) authorization.remove_prefix(1);
  while (authorization.ends_with(' ')) authorization.remove_suffix(1);
  return authorization;
}

}  // namespace

std::string_view means_name(Means means) {
  switch (means) {
    case Means::token: return "token";
    case Means::session: return "session";
    case Means::access: break;
  }
  return "access";
}

bool is_good(const StoredToken& token, std::int64_t now_ms) {
  return token.revoked_ms == 0 && (token.expires_ms == 0 || token.expires_ms > now_ms);
}

edge::Task<std::optional<Principal>> authenticate(edge::Instance& instance, TokenStore& tokens,
                                                  std::string authorization, Attempt* attempt) {
  const std::string text{bearer(authorization)};
  const auto id = token_id(text);
  if (!id) co_return std::optional<Principal>{};
  const std::optional<StoredToken> row = co_await tokens.find(std::string{*id});
  const bool is_ours = co_await is_secret_of(instance, text, row ? row->code : "");
  const std::int64_t now = instance.now_ms();
  if (row && attempt != nullptr) *attempt = {row->id, row->kitchen};
  if (!is_ours || !is_good(*row, now)) co_return std::optional<Principal>{};
  if (now - row->last_used_ms >= last_use_grain_ms) {
    const Result<Done> noted = co_await tokens.note_use(row->id, now).result();
    if (!noted) instance.host().log(R"({"level":"warning","event":"token-use","fault":"not noted"})");
  }
  Principal out{row->id, row->kitchen, row->scopes};
  out.name = row->name;
  out.expires_ms = row->expires_ms;
  co_return std::optional<Principal>{std::move(out)};
}

}  // namespace cookdiff::auth
