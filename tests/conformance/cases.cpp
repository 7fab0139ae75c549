#include "conformance/cases.hpp"

#include "conformance/bucket_cases.hpp"
#include "conformance/database_cases.hpp"
#include "conformance/store_cases.hpp"

namespace conformance {

std::span<const Case> cases() {
  static constexpr Case all[] = {
      {"bucket-put-get-head", bucket_put_get_head},
      {"bucket-size-limit", bucket_size_limit},
      {"bucket-conditions", bucket_conditions},
      {"bucket-race", bucket_race},
      {"bucket-list", bucket_list},
      {"bucket-remove", bucket_remove},
      {"bucket-long-key", bucket_long_key},
      {"unknown-binding", unknown_binding},
      {"database-values", database_values},
      {"database-batch-is-atomic", database_batch_is_atomic},
      {"database-changes", database_changes},
      {"database-json-each", database_json_each},
      {"database-refusals", database_refusals},
      {"kv-values", kv_values},
      {"queue-sends", queue_sends},
      {"service-calls", service_calls},
      {"rate-limits", rate_limits},
      {"digests", digests},
      {"clock-random-sleep", clock_random_sleep},
  };
  return all;
}

}  // namespace conformance
