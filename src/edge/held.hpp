// Objects that are never written again, read by what they hold.
#pragma once

#include "edge/bucket.hpp"

namespace cookdiff::edge {

// As Bucket::get. With `hash`, the SHA-256 of the content as the object's own metadata `hash` says it, the host may
// answer from memory what it read within the last minute under this binding, key and hash; "" : never. Only for objects
// of which somebody who may read them has just told the hash.
[[nodiscard]] Task<std::optional<Object>> get_held(Instance& instance, std::string binding, std::string key,
                                                   std::string hash, std::uint64_t bytes_max);

}  // namespace cookdiff::edge
