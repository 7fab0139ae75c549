// A Worker that only the tests run: it traps, overlaps and leaves calls behind on demand, to show what the runtime does
// about it. tests/workers/runtime.test.mjs drives it.
#include "conformance/cases.hpp"
#include "edge/frame.hpp"
#include "edge/stores.hpp"
#include "edge/when_all.hpp"
#include "wasm/worker.hpp"

namespace {

using namespace cookdiff::edge;
using cookdiff::Done;
using cookdiff::Result;

std::string secret_of_an_event;  // memory that must not be seen by the next event

Response text(std::string body) {
  Response response;
  response.headers.emplace_back("content-type", "text/plain");
  response.body = std::move(body);
  return response;
}

// A million steps that never leave the module: without tail calls the stack would run out.
Task<int> ready(int value) { co_return value; }
Task<int> sum(int count) {
  int total = 0;
  for (int n = 0; n < count; ++n) total += co_await ready(1);
  co_return total;
}

class Probe : public Worker {
 public:
  explicit Probe(Instance& instance) : instance_(instance) {}

  Task<Response> fetch(Request request) override {
    if (request.path == "/echo") co_return text(request.method + " " + request.query + " " + request.body);
    if (request.path == "/trap") __builtin_trap();
    if (request.path == "/trap-later") {
      co_await sleep(instance_, 5);
      __builtin_trap();
    }
    if (request.path == "/deep") co_return text(std::to_string(co_await sum(1'000'000)));
    if (request.path == "/remember") {
      const std::string before = secret_of_an_event;
      secret_of_an_event = request.query;
      co_return text("before: " + before);
    }
    if (request.path == "/large") {
      std::string filler(std::size_t{6} << 20, 'x');
      co_return text(std::to_string(filler.size()));
    }
    if (request.path == "/leave") {  // ends while a call is still under way; its answer must reach nobody
      abandoned_ = std::make_unique<Task<Done>>(sleep(instance_, 50));
      abandoned_->start();
      co_return text("left");
    }
    if (request.path == "/two-calls") {  // what bench/instances.mjs measures: two awaited host calls
      std::vector<std::string> body;
      body.push_back(request.body);
      const std::vector<std::string> once = co_await cookdiff::edge::sha256(instance_, std::move(body));
      const std::vector<std::string> twice = co_await cookdiff::edge::sha256(instance_, once);
      co_return text(twice[0]);
    }
    if (request.path == "/sleep") {
      co_await sleep(instance_, 30);
      co_return text("slept " + request.query);
    }
    if (request.path == "/deadline") {
      Result<std::string> answer = co_await instance_.call(Op::sleep, make_frame(R"({"milliseconds":500})"), 20);
      co_return text(answer ? "in time" : std::string{cookdiff::base::code_name(answer.error().code)});
    }
    for (const conformance::Case& one : conformance::cases())
      if (request.path == "/conformance/" + std::string{one.name}) co_return text(co_await one.run(instance_));
    if (request.path == "/conformance") {
      std::string names;
      for (const conformance::Case& one : conformance::cases()) names.append(one.name).append("\n");
      co_return text(std::move(names));
    }
    co_return co_await Worker::fetch(std::move(request));
  }

  Task<std::vector<Verdict>> queue(MessageBatch batch) override {
    std::vector<Verdict> verdicts;
    for (const Message& message : batch.messages) {
      if (message.body == "\"trap\"") __builtin_trap();
      verdicts.push_back(message.body == "\"retry\"" ? Verdict{false, 7} : Verdict{true, 0});
    }
    co_return verdicts;
  }

  Task<std::string> call(std::string method, std::string bytes) override {
    if (method == "trap") __builtin_trap();
    if (method == "fail") co_return cookdiff::Error{cookdiff::Code::bad_value, false, "as asked"};
    co_return method + ":" + bytes;
  }

 private:
  Instance& instance_;
  std::unique_ptr<Task<Done>> abandoned_;
};

}  // namespace

std::unique_ptr<Worker> make_worker(Instance& instance) { return std::make_unique<Probe>(instance); }
