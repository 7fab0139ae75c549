// One suite for every host: what src/edge/wire.md promises, asked through the typed bindings. It runs natively against
// the simulated host (tests/sim) and, compiled into the probe, in workerd (tests/workers/conformance.test.mjs): if the
// two disagreed, the seeds of the simulator would prove a fiction.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "edge/instance.hpp"
#include "edge/task.hpp"

namespace conformance {

inline constexpr std::uint64_t rate_limit = 3;

// The bindings that a host must have: buckets BUCKET, database DB, KV, queue QUEUE, service SELF, secret TOKEN_PEPPER
// ("a pepper for tests"), rate limit LIMIT (`rate_limit` calls a minute). Each case makes what it needs under keys of
// its own and expects an empty store for those.
struct Case {
  std::string_view name;
  cookdiff::edge::Task<std::string> (*run)(cookdiff::edge::Instance&);  // "" when all is as promised, else what is not
};

[[nodiscard]] std::span<const Case> cases();

}  // namespace conformance
