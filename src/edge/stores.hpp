// The smaller bindings: Queue (the sending side), KV, a bound service's named entrypoint, rate limits, digests, sleep.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "edge/instance.hpp"
#include "edge/task.hpp"

namespace cookdiff::edge {

struct OutgoingMessage {
  std::string body;  // JSON text, at most 128,000 bytes
  std::uint32_t delay_seconds = 0;
};

// The platform's limits, held here because the local one accepts more: a send above them is an Error too_large.
inline constexpr std::size_t messages_max = 100;
inline constexpr std::size_t message_bytes_max = 128'000;
inline constexpr std::size_t send_bytes_max = 256'000;

class Queue {
 public:
  Queue(Instance& instance, std::string binding) : instance_(&instance), binding_(std::move(binding)) {}
  // Sent all or not at all.
  [[nodiscard]] Task<Done> send(std::vector<OutgoingMessage> messages) const;

 private:
  Instance* instance_;
  std::string binding_;
};

// Eventually consistent: a read may be 60 s old. Never for tokens or decisions.
class KeyValue {
 public:
  KeyValue(Instance& instance, std::string binding) : instance_(&instance), binding_(std::move(binding)) {}
  [[nodiscard]] Task<std::optional<std::string>> get(std::string key) const;
  [[nodiscard]] Task<Done> put(std::string key, std::string value, std::uint32_t expire_seconds = 0) const;
  [[nodiscard]] Task<Done> remove(std::string key) const;

 private:
  Instance* instance_;
  std::string binding_;
};

// A named entrypoint of another Worker, which HTTP cannot reach.
class Service {
 public:
  Service(Instance& instance, std::string binding) : instance_(&instance), binding_(std::move(binding)) {}
  // The method's answer bytes. A trap over there is an Error `unavailable`, retryable, whose detail is "trap".
  [[nodiscard]] Task<std::string> call(std::string method, std::string bytes, std::uint32_t deadline_ms = 60'000) const;

 private:
  Instance* instance_;
  std::string binding_;
};

class RateLimit {
 public:
  RateLimit(Instance& instance, std::string binding) : instance_(&instance), binding_(std::move(binding)) {}
  [[nodiscard]] Task<bool> allows(std::string key) const;

 private:
  Instance* instance_;
  std::string binding_;
};

// Who a token of Cloudflare Access says that it is. The host verifies it: signature, algorithm, issuer, audience, time.
struct AccessIdentity {
  bool valid = false;
  std::string email{};    // of a person
  std::string subject{};  // of a service token: its name
};
[[nodiscard]] Task<AccessIdentity> verify_access(Instance& instance, std::string token);

// SHA-256 by the platform, as 64 hex letters. One call for many inputs.
[[nodiscard]] Task<std::vector<std::string>> sha256(Instance& instance, std::vector<std::string> inputs);
// HMAC-SHA-256 with a secret that the host holds under that name, as hex; the secret never crosses.
[[nodiscard]] Task<std::string> hmac_sha256(Instance& instance, std::string secret_binding, std::string message);
[[nodiscard]] Task<Done> sleep(Instance& instance, std::uint32_t milliseconds);
// `bytes` random bytes as hex.
[[nodiscard]] std::string random_hex(Instance& instance, std::size_t bytes);

}  // namespace cookdiff::edge
