// What a POST with an Idempotency-Key has begun.
#pragma once

#include "edge/task.hpp"
#include "store/rows.hpp"

namespace cookdiff::store {

struct Begun {
  std::string request_hash;
  std::string key;     // of the object that it writes
  bool first = false;  // this call began it
};
// Records the first request under a name (a hash of the header); gives what stands there.
[[nodiscard]] edge::Task<Begun> begin_request(edge::Instance& instance, Kitchen kitchen, std::string name,
                                              std::string request_hash, std::string key, std::int64_t now_ms);
// What stands there; nullopt: nothing.
[[nodiscard]] edge::Task<std::optional<Begun>> begun_request(edge::Instance& instance, Kitchen kitchen,
                                                             std::string name);
// The key turned out to be another's: from now on this one. Gives the key that stands there: another where a call of
// the same request has moved it before.
[[nodiscard]] edge::Task<std::string> move_request(edge::Instance& instance, Kitchen kitchen, std::string name,
                                                   std::string from_key, std::string key);

}  // namespace cookdiff::store
