// Who is asking: from an Authorization header to a Principal. Fails closed: a store that does not answer is an Error
// (503), never an admission.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "auth/token.hpp"
#include "edge/instance.hpp"
#include "edge/task.hpp"

namespace cookdiff::auth {

// A last use younger than this is not written again: never a write a request.
inline constexpr std::int64_t last_use_grain_ms = 3'600'000;

// How somebody came in. What came with a cookie is held to its origin at every write (api/doors.hpp).
enum class Means : std::uint8_t { token, session, access };
[[nodiscard]] std::string_view means_name(Means means);

struct Principal {
  std::string token_id;
  std::string kitchen;
  Scopes scopes;
  Means means = Means::token;
  std::string name{};           // the token's
  std::string session_id{};     // of a session
  std::int64_t expires_ms = 0;  // 0: never
  std::int64_t idle_ms = 0;     // when it ends if it is not used; 0: never
};

// Whose token it was that was refused, where its id is known; "" where nothing is. Not for the one who asks.
struct Attempt {
  std::string token_id{};
  std::string kitchen{};
};

// Where tokens are kept. The SQL is another room's.
class TokenStore {
 public:
  virtual ~TokenStore() = default;
  // nullopt: there is no such token. Read from the database every time, so that a revocation holds at once.
  virtual edge::Task<std::optional<StoredToken>> find(std::string id) = 0;
  virtual edge::Task<Done> note_use(std::string id, std::int64_t now_ms) = 0;
};

// Neither revoked nor expired.
[[nodiscard]] bool is_good(const StoredToken& token, std::int64_t now_ms);

// nullopt: not admitted (no token, malformed, unknown, wrong, revoked or expired: who asks is not told which).
// `authorization` is the header's value; `attempt`, where given, outlives the Task. A failure to note the use keeps
// nobody out.
[[nodiscard]] edge::Task<std::optional<Principal>> authenticate(edge::Instance& instance, TokenStore& tokens,
                                                                std::string authorization, Attempt* attempt = nullptr);

}  // namespace cookdiff::auth
