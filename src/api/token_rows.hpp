// The rows of tokens and sign-ins as the doors want them.
#pragma once

#include "auth/session.hpp"
#include "store/sessions.hpp"

namespace cookdiff::api {

class TokenRows : public auth::TokenStore {
 public:
  explicit TokenRows(edge::Instance& instance) : instance_(instance) {}
  edge::Task<std::optional<auth::StoredToken>> find(std::string id) override;
  edge::Task<Done> note_use(std::string id, std::int64_t now_ms) override;

 private:
  edge::Instance& instance_;
};

class SessionRows : public auth::SessionStore {
 public:
  explicit SessionRows(edge::Instance& instance) : instance_(instance) {}
  edge::Task<std::optional<auth::StoredSession>> find_session(std::string id) override;
  edge::Task<Done> note_session_use(std::string id, std::int64_t now_ms) override;
  edge::Task<std::optional<auth::StoredSignIn>> find_sign_in(std::string id) override;
  edge::Task<bool> take_sign_in(std::string id) override;

 private:
  edge::Instance& instance_;
};

[[nodiscard]] auth::StoredToken from_row(store::TokenRow row);
[[nodiscard]] store::TokenRow to_row(auth::StoredToken token);

}  // namespace cookdiff::api
