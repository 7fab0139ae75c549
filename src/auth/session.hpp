// Sign-in for people, with a token: a cookie that the page itself cannot read stands for the token that it was opened
// with. It has that token's kitchen and scopes and ends with it, when it is idle, and after its life whatever its use.
// A sign-in code (for a link) opens one session, once. Texts are `session_<id>_<secret>` and `code_<id>_<secret>`; the
// tables hold codes of them, made as those of tokens (token.hpp).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "auth/authenticate.hpp"

namespace cookdiff::auth {

// __Host-: only over a secure connection, only for this host, for all its paths.
inline constexpr std::string_view session_cookie = "__Host-cookdiff";
inline constexpr std::string_view session_prefix = "session_";
inline constexpr std::string_view sign_in_prefix = "code_";

inline constexpr std::int64_t session_idle_ms = std::int64_t{30} * 60'000;  // automatic logoff
inline constexpr std::int64_t session_life_ms = std::int64_t{12} * 3'600'000;
inline constexpr std::int64_t session_grain_ms = 60'000;     // a use is noted at most once a minute
inline constexpr std::int64_t sign_in_life_ms = std::int64_t{5} * 60'000;  // of a sign-in code

// A session with the token that it stands for. Times are milliseconds since 1970.
struct StoredSession {
  std::string id;
  std::string code;
  std::int64_t made_ms = 0;
  std::int64_t used_ms = 0;
  std::int64_t expires_ms = 0;
  StoredToken token;
};

struct StoredSignIn {
  std::string id;
  std::string code;
  std::int64_t expires_ms = 0;
  StoredToken token;
};

// Where sessions are kept. Read from the database every time, so that signing out holds at once.
class SessionStore {
 public:
  virtual ~SessionStore() = default;
  virtual edge::Task<std::optional<StoredSession>> find_session(std::string id) = 0;
  virtual edge::Task<Done> note_session_use(std::string id, std::int64_t now_ms) = 0;
  virtual edge::Task<std::optional<StoredSignIn>> find_sign_in(std::string id) = 0;
  // True for whoever takes it first.
  virtual edge::Task<bool> take_sign_in(std::string id) = 0;
};

// The value of our cookie in a Cookie header; "" where there is none, or more than one (which of them is ours cannot
// be told).
[[nodiscard]] std::string_view session_text(std::string_view cookies);

// nullopt: not admitted. `text` is the cookie's value.
[[nodiscard]] edge::Task<std::optional<Principal>> authenticate_session(edge::Instance& instance,
                                                                        SessionStore& sessions, std::string text,
                                                                        Attempt* attempt = nullptr);

// The token that a sign-in code stands for; the code is used up by it. nullopt: unknown, used, expired, or its token
// is.
[[nodiscard]] edge::Task<std::optional<StoredToken>> redeem_sign_in(edge::Instance& instance, SessionStore& sessions,
                                                                    std::string text);

// The Set-Cookie that signs in, and the one that forgets.
[[nodiscard]] std::string session_set_cookie(std::string_view text);
[[nodiscard]] std::string session_clear_cookie();

}  // namespace cookdiff::auth
