#include "auth/session.hpp"

#include <algorithm>

#include "edge/http.hpp"
#include "edge/stores.hpp"

namespace cookdiff::auth {

namespace {

std::string cookie(std::string_view value, std::int64_t seconds) {
  std::string out{session_cookie};
  out.append("=").append(value).append("; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=");
  return out + std::to_string(seconds);
}

}  // namespace

std::string_view session_text(std::string_view cookies) {
  std::string_view found;
  while (!cookies.empty()) {
    const std::size_t end = cookies.find(';');
    std::string_view pair = edge::trim(cookies.substr(0, end));
    cookies = end == std::string_view::npos ? std::string_view{} : cookies.substr(end + 1);
    if (!pair.starts_with(session_cookie)) continue;
    pair.remove_prefix(session_cookie.size());
    if (!pair.starts_with('=')) continue;
    if (!found.empty()) return {};
    found = pair.substr(1);
  }
  return found;
}

edge::Task<std::optional<Principal>> authenticate_session(edge::Instance& instance, SessionStore& sessions,
                                                          std::string text, Attempt* attempt) {
  const auto id = secret_id(text, session_prefix);
  if (!id) co_return std::optional<Principal>{};
  const std::optional<StoredSession> row = co_await sessions.find_session(std::string{*id});
  const bool is_ours = co_await is_secret_of(instance, text, row ? row->code : "");
  const std::int64_t now = instance.now_ms();
  if (row && attempt != nullptr) *attempt = {row->token.id, row->token.kitchen};
  if (!is_ours || !is_good(row->token, now)) co_return std::optional<Principal>{};
  if (row->expires_ms <= now || row->used_ms + session_idle_ms <= now) co_return std::optional<Principal>{};
  Principal out{row->token.id, row->token.kitchen, row->token.scopes, Means::session, row->token.name, row->id};
  out.expires_ms = row->expires_ms;
  if (row->token.expires_ms != 0) out.expires_ms = std::min(out.expires_ms, row->token.expires_ms);
  out.idle_ms = row->used_ms + session_idle_ms;
  if (now - row->used_ms >= session_grain_ms) {
    const Result<Done> noted = co_await sessions.note_session_use(row->id, now).result();
    if (noted) {
      out.idle_ms = now + session_idle_ms;
    } else {
      instance.host().log(R"({"level":"warning","event":"session-use","fault":"not noted"})");
    }
  }
  co_return std::optional<Principal>{std::move(out)};
}

edge::Task<std::optional<StoredToken>> redeem_sign_in(edge::Instance& instance, SessionStore& sessions,
                                                      std::string text) {
  const auto id = secret_id(text, sign_in_prefix);
  if (!id) co_return std::optional<StoredToken>{};
  const std::optional<StoredSignIn> row = co_await sessions.find_sign_in(std::string{*id});
  const bool is_ours = co_await is_secret_of(instance, text, row ? row->code : "");
  const std::int64_t now = instance.now_ms();
  if (!is_ours || row->expires_ms <= now || !is_good(row->token, now)) co_return std::optional<StoredToken>{};
  const bool taken = co_await sessions.take_sign_in(row->id);
  if (!taken) co_return std::optional<StoredToken>{};
  co_return std::optional<StoredToken>{row->token};
}

std::string session_set_cookie(std::string_view text) { return cookie(text, session_life_ms / 1000); }
std::string session_clear_cookie() { return cookie("", 0); }

}  // namespace cookdiff::auth
