// The rows of sign-ins: sessions, and codes that open one. Found by their id alone, as tokens are; each comes with the
// token that it stands for, whose kitchen is then known. Times are milliseconds since 1970.
#pragma once

#include "edge/task.hpp"
#include "store/tokens.hpp"

namespace cookdiff::store {

struct SessionRow {
  std::string id;
  std::string code;
  std::int64_t made_ms = 0;
  std::int64_t used_ms = 0;
  std::int64_t expires_ms = 0;
  TokenRow token;
};

struct SignInRow {
  std::string id;
  std::string code;
  std::int64_t expires_ms = 0;
  TokenRow token;
};

// nullopt: there is none, or its token is gone.
[[nodiscard]] edge::Task<std::optional<SessionRow>> session(edge::Instance& instance, std::string id);
// Of `row.token` only the id counts. What has expired by `row.made_ms` is forgotten in the same round trip.
[[nodiscard]] edge::Task<Done> add_session(edge::Instance& instance, SessionRow row);
[[nodiscard]] edge::Task<Done> note_session_use(edge::Instance& instance, std::string id, std::int64_t now_ms);
[[nodiscard]] edge::Task<Done> remove_session(edge::Instance& instance, std::string id);

[[nodiscard]] edge::Task<std::optional<SignInRow>> sign_in(edge::Instance& instance, std::string id);
[[nodiscard]] edge::Task<Done> add_sign_in(edge::Instance& instance, SignInRow row, std::int64_t now_ms);
// True for whoever takes it first.
[[nodiscard]] edge::Task<bool> take_sign_in(edge::Instance& instance, std::string id);

}  // namespace cookdiff::store
