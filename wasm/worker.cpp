// The exports of every Worker's module, and its imports from workers/bridge.ts. One event at a time.
#include <memory>
#include <string>

#include "edge/event.hpp"
#include "edge/host.hpp"
#include "edge/instance.hpp"
#include "wasm/worker.hpp"

#define IMPORT(name) __attribute__((import_module("host"), import_name(name)))
#define EXPORT(name) __attribute__((export_name(name)))

extern "C" {
IMPORT("start")
void host_start(std::uint32_t id, std::uint32_t op, const char* bytes, std::size_t size, std::uint32_t deadline_ms);
IMPORT("now") double host_now();
IMPORT("random") void host_random(std::uint8_t* out, std::size_t size);
IMPORT("log") void host_log(const char* bytes, std::size_t size);
}

namespace {

using namespace cookdiff::edge;

class BridgeHost : public Host {
 public:
  void start(CallId id, Op op, std::string_view request, std::uint32_t deadline_ms) override {
    host_start(id, static_cast<std::uint32_t>(op), request.data(), request.size(), deadline_ms);
  }
  std::int64_t now_ms() override { return static_cast<std::int64_t>(host_now()); }
  void random(std::span<std::uint8_t> out) override { host_random(out.data(), out.size()); }
  void log(std::string_view line) override { host_log(line.data(), line.size()); }
};

// What one event needs. Never destroyed: the host puts the memory back, or drops the instance.
struct Running {
  BridgeHost host;
  Instance instance{host};
  std::unique_ptr<Worker> worker = make_worker(instance);
  std::unique_ptr<Event> event;
};

Running* running = nullptr;
std::string incoming;
std::string answer;

enum : std::uint32_t { waiting = 0, ended = 1 };

std::uint32_t state() {
  if (!running->event->done()) return waiting;
  answer = running->event->take_answer();
  return ended;
}

}  // namespace

extern "C" {

// Room for `size` bytes that the next begin or complete takes.
EXPORT("reserve") char* reserve(std::size_t size) {
  incoming = std::string(size, '\0');
  return incoming.data();
}

EXPORT("begin") std::uint32_t begin(std::uint32_t kind) {
  running = new Running;
  running->event = std::make_unique<Event>(*running->worker, static_cast<EventKind>(kind), std::move(incoming));
  running->event->start();
  return state();
}

EXPORT("complete") std::uint32_t complete(std::uint32_t id, std::uint32_t status) {
  running->instance.complete(id, static_cast<CallStatus>(status), std::move(incoming));
  return state();
}

EXPORT("answer_data") const char* answer_data() { return answer.data(); }
EXPORT("answer_size") std::size_t answer_size() { return answer.size(); }
}
