// The sender: consumes the queue of uploads. It reads the objects of a batch and hands them to the server's store call;
// what was decided is acked, what can pass later is retried with growing delay. A batch that traps over there is
// replayed one by one at once, so that no innocent message dies beside a poisoned one. It also consumes the dead
// letters and has their objects marked `failed`.
#pragma once

#include "edge/worker.hpp"

namespace cookdiff::ingest {

// A queue with this ending is the one of dead letters: `recipe-uploads-dlq`, `recipe-uploads-staging-dlq`.
inline constexpr std::string_view dead_letter_ending = "-dlq";
inline constexpr std::size_t call_bytes_max = std::size_t{8} << 20;  // a call's bodies; the platform's limit is 32 MiB
inline constexpr std::uint32_t retry_delay_seconds = 10;             // doubles with every attempt …
inline constexpr std::uint32_t retry_delay_seconds_max = 3600;       // … up to an hour

// A message is delivered this often before it is a dead letter: the queue's max_retries (workers/sender) and the first.
inline constexpr std::int64_t deliveries_max = 6;
// A dead letter that a failing host keeps from being stored is given up after as many tries, about 40 minutes later.
inline constexpr std::uint32_t dead_letter_attempts = 8;

class Sender : public edge::Worker {
 public:
  explicit Sender(edge::Instance& instance) : instance_(instance) {}
  edge::Task<std::vector<edge::Verdict>> queue(edge::MessageBatch batch) override;

 private:
  edge::Instance& instance_;
};

}  // namespace cookdiff::ingest
