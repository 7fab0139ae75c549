// Tokens of machines. Text: `cookdiff_<id>_<secret>`, id 16 and secret 64 letters of 0-9a-f (256 random bits).
// The text is shown once, when the token is made. What is kept is its code:
//
//   code = HMAC-SHA-256(key: the UTF-8 bytes of the secret TOKEN_PEPPER, message: the whole text), 64 letters of 0-9a-f
//
// The pepper is the host's and never crosses into this program, so neither the tables nor a copy of them let anybody
// in. Whoever can write to the tables and knows the pepper can make the first token by hand: docs/api.md, "The first
// token".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "auth/scope.hpp"
#include "edge/instance.hpp"
#include "edge/task.hpp"

namespace cookdiff::auth {

inline constexpr std::size_t token_id_bytes = 8;       // random bytes; two hex letters each
inline constexpr std::size_t token_secret_bytes = 32;  // random bytes
inline constexpr std::size_t token_name_bytes_max = 100;
inline constexpr std::string_view token_prefix = "cookdiff_";
inline constexpr std::string_view pepper_secret = "TOKEN_PEPPER";  // the host's name for the pepper

// One row of the table of tokens. Times are milliseconds since 1970; 0 means never.
struct StoredToken {
  std::string id;
  std::string kitchen;
  Scopes scopes;
  std::string name;  // what people call it; at most 100 bytes
  std::string code;
  std::int64_t made_ms = 0;
  std::int64_t expires_ms = 0;
  std::int64_t last_used_ms = 0;
  std::int64_t revoked_ms = 0;
};

// The id of a text `<prefix><id>_<secret>`, which tokens, sessions and sign-in codes are; nullopt for any other text.
// Views `text`.
[[nodiscard]] std::optional<std::string_view> secret_id(std::string_view text, std::string_view prefix);
// A new text of that form, of 256 random bits.
struct NewSecret {
  std::string id;
  std::string text;
  std::string code;  // what is kept
};
[[nodiscard]] edge::Task<NewSecret> make_secret(edge::Instance& instance, std::string_view prefix);

// The id of a well-formed token's text; nullopt for any other text. Views `text`.
[[nodiscard]] std::optional<std::string_view> token_id(std::string_view text);

// 16 letters of 0-9a-f.
[[nodiscard]] bool is_token_id(std::string_view text);

// True when both are the same; takes the same time wherever they differ. Lengths are no secret.
[[nodiscard]] bool same_secret(std::string_view left, std::string_view right);

// True when the text is the one that `code` was kept of. "" stands for an unknown id: false, after the same work, so
// that the time tells nobody which ids exist.
[[nodiscard]] edge::Task<bool> is_secret_of(edge::Instance& instance, std::string text, std::string code);

struct NewToken {
  std::string text;  // the only copy there will ever be
  StoredToken row;
};
// Makes a token of 256 random bits. Storing the row is the caller's.
[[nodiscard]] edge::Task<NewToken> make_token(edge::Instance& instance, StoredToken row);

}  // namespace cookdiff::auth
