// The outside, as a parameter. In a Worker it is workers/bridge.ts; in tests and the simulator it is plain C++.
// Everything that crosses is an operation number and one run of bytes each way: a Frame (see frame.hpp).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace cookdiff::edge {

// The numbers are shared with workers/bridge.ts; the conformance suite runs every one against each host.
enum class Op : std::uint32_t {
  bucket_get = 1,
  bucket_head = 2,
  bucket_put = 3,
  bucket_delete = 4,
  bucket_list = 5,
  queue_send = 6,
  database_batch = 7,
  kv_get = 8,
  kv_put = 9,
  kv_delete = 10,
  service_call = 11,
  digest = 12,
  hmac = 13,
  sleep = 14,
  rate_limit = 15,
  emit = 16,
  verify_access = 17,
};

enum class CallStatus : std::uint32_t {
  ok = 0,
  failed = 1,     // the answer is the host's message
  timed_out = 2,  // the deadline passed first; whether it was done is unknown
};

// Names one pending call of one instance. Never 0, never given out twice by an instance.
using CallId = std::uint32_t;

class Host {
 public:
  virtual ~Host() = default;
  // Begins a call. The host answers later, never from inside start, with Instance::complete(id, …); at most once.
  virtual void start(CallId id, Op op, std::string_view request, std::uint32_t deadline_ms) = 0;
  // Milliseconds since 1970. In a Worker the clock stands still while code runs and moves at awaits.
  virtual std::int64_t now_ms() = 0;
  virtual void random(std::span<std::uint8_t> out) = 0;
  // One line of structured log (a JSON object). Never document text: the host lets out the fields that workers/log.ts
  // names, in their form, and withholds every other.
  virtual void log(std::string_view line) = 0;
};

}  // namespace cookdiff::edge
