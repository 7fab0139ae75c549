// Instance: one event at a time. Owns the table of pending host calls; an answer to a call that is not in the table
// (it came after its event ended) finds nothing and is thrown away.
#pragma once

#include <coroutine>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/result.hpp"
#include "edge/host.hpp"
#include "edge/task.hpp"

namespace cookdiff::edge {

// The platform promises nothing on how long a store may take; D1 is known to stall for 60 to 80 s.
inline constexpr std::uint32_t call_deadline_ms = 10'000;

class Instance {
 public:
  explicit Instance(Host& host) : host_(host) {}
  Instance(const Instance&) = delete;
  Instance& operator=(const Instance&) = delete;

  // The awaitable of one host call: gives the answer's bytes, or an Error of the kind host.
  class Call;
  [[nodiscard]] Call call(Op op, std::string request, std::uint32_t deadline_ms = call_deadline_ms);

  // The host's side: answers a pending call and runs the coroutine that waited, until it waits again or ends.
  // False when no such call is pending.
  bool complete(CallId id, CallStatus status, std::string answer);
  [[nodiscard]] std::size_t calls_pending() const { return pending_.size(); }

  // What this event knows of where things are, where a host has several stores of a kind (src/store/databases.hpp).
  struct Places {
    std::size_t count = 1;
    std::map<std::string, std::size_t, std::less<>> by_name;
  };
  Places places;

  [[nodiscard]] Host& host() { return host_; }
  [[nodiscard]] std::int64_t now_ms() { return host_.now_ms(); }

 private:
  friend class Call;
  Host& host_;
  CallId last_id_ = 0;
  std::unordered_map<CallId, Call*> pending_;
};

class [[nodiscard]] Instance::Call {
 public:
  Call(Instance& instance, Op op, std::string request, std::uint32_t deadline_ms)
      : instance_(instance), op_(op), deadline_ms_(deadline_ms), request_(std::move(request)) {}
  Call(const Call&) = delete;
  Call& operator=(const Call&) = delete;
  ~Call();  // a cancelled call leaves the table, so a late answer finds nothing

  bool await_ready() { return false; }
  void await_suspend(std::coroutine_handle<> self);
  [[nodiscard]] Result<std::string> await_resume();

 private:
  friend class Instance;
  Instance& instance_;
  Op op_;
  std::uint32_t deadline_ms_;
  std::string request_;
  CallId id_ = 0;
  std::coroutine_handle<> waiting_;
  CallStatus status_ = CallStatus::ok;
  std::string answer_;
};

}  // namespace cookdiff::edge
