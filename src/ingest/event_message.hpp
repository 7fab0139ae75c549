// The body of a queue message: an event notification of the bucket, or a hint of our own sweep in the same shape. A
// message is only a hint to look at a key, so nothing but the key is used; the rest tells real events from strays.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace cookdiff::ingest {

struct EventMessage {
  std::string key;
  std::uint64_t size = 0;  // as the event says; 0: unknown
};
// Fails with bad input for what is no event of that bucket. A hint of the sweep names `uploads_bucket_name`, whatever
// the bucket is called where it runs: there is but one that it walks.
[[nodiscard]] Result<EventMessage> read_event(std::string_view body, std::string_view bucket);

// The sweep's own: `action` "Sweep".
[[nodiscard]] std::string sweep_event(std::string_view bucket, std::string_view key);

// The bucket's name in events, unless the variable UPLOADS_BUCKET of the configuration says another.
inline constexpr std::string_view uploads_bucket_name = "recipes";
inline constexpr std::string_view uploads_bucket_variable = "UPLOADS_BUCKET";

}  // namespace cookdiff::ingest
