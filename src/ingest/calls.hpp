// The server's store call, as the sender makes it and the server answers it. Only a service binding reaches it.
#pragma once

#include "ingest/ingest.hpp"

namespace cookdiff::ingest {

// Methods of the server's named entrypoint.
inline constexpr std::string_view method_store = "store";  // reconcile these keys
inline constexpr std::string_view method_fail = "fail";    // these were tried too often

// What the server's Worker::call gives to: answers both methods, `unsupported` for any other.
[[nodiscard]] edge::Task<std::string> serve_call(edge::Instance& instance, std::string method, std::string bytes);

// The sender's side of `store`: items with their readings out, one answer an item back.
[[nodiscard]] std::string encode_items(const std::vector<Item>& items);
[[nodiscard]] Result<std::vector<Item>> decode_items(std::string_view bytes);

struct Answer {
  bool done = false;   // decided: the message can be acked
  std::string detail;  // why not, in words of ours
};
[[nodiscard]] std::string encode_outcomes(const std::vector<Outcome>& outcomes);
[[nodiscard]] Result<std::vector<Answer>> decode_answers(std::string_view bytes);

// The detail of a Failure whose object the comparison trapped on, alone: /metrics counts by it.
inline constexpr std::string_view trapped_detail = "the comparison broke on it";

// A key whose message became a dead letter.
struct Failure {
  std::string key;
  std::string detail;
  std::int64_t attempts = 0;
};
[[nodiscard]] std::string encode_failure(const Failure& failure);
[[nodiscard]] Result<Failure> decode_failure(std::string_view bytes);

}  // namespace cookdiff::ingest
