// Event: one call of a Worker by its host, from bytes to bytes. The wasm entry and the simulated host both use it, so
// that what is tested is what ships.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "edge/task.hpp"
#include "edge/worker.hpp"

namespace cookdiff::edge {

enum class EventKind : std::uint32_t { fetch = 1, queue = 2, scheduled = 3, call = 4 };

class Event {
 public:
  // Takes the event's frame (src/edge/wire.md). Nothing runs before start().
  Event(Worker& worker, EventKind kind, std::string frame);

  void start();
  [[nodiscard]] bool done() const;
  // The answer's frame, once done. An Error of the application is an answer too: 500 or 503 for fetch, every message
  // retried for a queue, {"error","retryable"} for a call and a cron run.
  [[nodiscard]] std::string take_answer();

 private:
  Task<std::string> run();
  Task<std::string> run_fetch();
  Task<std::string> run_queue();
  Task<std::string> run_scheduled();
  Task<std::string> run_call();

  Worker& worker_;
  EventKind kind_;
  std::string bytes_;
  std::unique_ptr<Task<std::string>> task_;
};

}  // namespace cookdiff::edge
