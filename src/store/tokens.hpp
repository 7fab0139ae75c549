// The rows of tokens. A token is found by its id alone, before anybody's kitchen is known; everything else is one
// kitchen's. Times are milliseconds since 1970; 0 means never.
#pragma once

#include "edge/task.hpp"
#include "store/read.hpp"

namespace cookdiff::store {

struct TokenRow {
  std::string id;
  std::string kitchen;
  std::string scopes;  // separated by spaces
  std::string name;
  std::string code;
  std::int64_t made_ms = 0;
  std::int64_t expires_ms = 0;
  std::int64_t last_used_ms = 0;
  std::int64_t revoked_ms = 0;
};

[[nodiscard]] edge::Task<std::optional<TokenRow>> token(edge::Instance& instance, std::string id);
[[nodiscard]] edge::Task<Done> note_token_use(edge::Instance& instance, std::string id, std::int64_t now_ms);
// `row.kitchen` must be the kitchen's name.
[[nodiscard]] edge::Task<Done> add_token(edge::Instance& instance, Kitchen kitchen, TokenRow row);
// Place: (made_ms, id). Rows come without their code.
[[nodiscard]] edge::Task<Page<TokenRow>> tokens(edge::Instance& instance, Kitchen kitchen, Place after, int limit);
// False: there is no such token in that kitchen. Revoking twice keeps the first time.
[[nodiscard]] edge::Task<bool> revoke_token(edge::Instance& instance, Kitchen kitchen, std::string id,
                                            std::int64_t now_ms);

}  // namespace cookdiff::store
