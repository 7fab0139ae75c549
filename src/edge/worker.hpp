// Worker: what an application gives to its host. One object an instance; every event is a call of one of these.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "edge/http.hpp"
#include "edge/instance.hpp"
#include "edge/task.hpp"

namespace cookdiff::edge {

struct Message {
  std::string id;
  std::uint32_t attempts = 1;
  std::int64_t timestamp_ms = 0;
  std::string body;  // JSON text
};

struct MessageBatch {
  std::string queue;
  std::vector<Message> messages;
};

// What becomes of a message. There is no default: a message that is not decided is retried.
struct Verdict {
  bool ack = false;
  std::uint32_t delay_seconds = 0;  // for a retry
};

// Plain variables of the configuration, by name. Secrets are not among them: they stay with the host (hmac_sha256).
using Variables = std::vector<std::pair<std::string, std::string>>;
[[nodiscard]] std::string_view variable(const Variables& variables, std::string_view name);  // "" when absent

class Worker {
 public:
  virtual ~Worker() = default;
  Variables variables;  // of the running event, set before it is called
  virtual Task<Response> fetch(Request request);
  virtual Task<std::vector<Verdict>> queue(MessageBatch batch);  // one verdict a message, in order
  virtual Task<Done> scheduled(std::string cron, std::int64_t time_ms);
  virtual Task<std::string> call(std::string method, std::string bytes);  // a named entrypoint's method
};

}  // namespace cookdiff::edge
