// The tokens' rows as the doors want them.
#pragma once

#include "auth/authenticate.hpp"
#include "store/tokens.hpp"

namespace cookdiff::api {

class TokenRows : public auth::TokenStore {
 public:
  explicit TokenRows(edge::Instance& instance) : instance_(instance) {}
  edge::Task<std::optional<auth::StoredToken>> find(std::string id) override;
  edge::Task<Done> note_use(std::string id, std::int64_t now_ms) override;

 private:
  edge::Instance& instance_;
};

[[nodiscard]] auth::StoredToken from_row(store::TokenRow row);
[[nodiscard]] store::TokenRow to_row(auth::StoredToken token);

}  // namespace cookdiff::api
