// The cases of the small bindings: KV, queue, service, digests, clock and random. Each answers "" when it holds, else
// what does not.
#pragma once

#include "conformance/bucket_cases.hpp"

namespace conformance {

CaseTask kv_values(cookdiff::edge::Instance& instance);
CaseTask queue_sends(cookdiff::edge::Instance& instance);
CaseTask service_calls(cookdiff::edge::Instance& instance);
CaseTask rate_limits(cookdiff::edge::Instance& instance);
CaseTask digests(cookdiff::edge::Instance& instance);
CaseTask clock_random_sleep(cookdiff::edge::Instance& instance);

}  // namespace conformance
