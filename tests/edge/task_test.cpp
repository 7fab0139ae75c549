#include "edge/task.hpp"

#include <doctest/doctest.h>

#include <map>
#include <string>
#include <vector>

#include "edge/instance.hpp"
#include "edge/when_all.hpp"

using namespace cookdiff;
using namespace cookdiff::edge;

namespace {

// Answers nothing by itself: the test completes the calls in the order that it wants.
class ManualHost : public Host {
 public:
  void start(CallId id, Op, std::string_view request, std::uint32_t) override { started.emplace_back(id, request); }
  std::int64_t now_ms() override { return 0; }
  void random(std::span<std::uint8_t>) override {}
  void log(std::string_view) override {}
  std::vector<std::pair<CallId, std::string>> started;
};

struct Fixture {
  ManualHost host;
  Instance instance{host};
};

struct Watched {  // counts what is alive, to show that a cancelled or failed Task frees its frames
  explicit Watched(int& count) : alive(count) { ++alive; }
  ~Watched() { --alive; }
  Watched(const Watched&) = delete;
  int& alive;
};

Task<std::string> ask(Instance& instance, std::string question) {
  Result<std::string> answer = co_await instance.call(Op::sleep, std::move(question));
  co_return co_await std::move(answer);
}

Task<std::string> ask_twice(Instance& instance, int& alive) {
  const Watched watched(alive);
  std::string first = co_await ask(instance, "one");
  const std::string second = co_await ask(instance, "two");
  co_return first + second;
}

Task<int> looks_at_errors(Instance& instance) {
  Result<std::string> answer = co_await ask(instance, "may fail").result();
  co_return answer ? 1 : 2;
}

Result<int> parse(bool good) {
  if (good) return 7;
  return Error{Code::bad_value, false, "not good"};
}
Task<int> unwraps(bool good) {
  const int value = co_await parse(good);
  co_return value + 1;
}
Task<int> outer(bool good) { co_return co_await unwraps(good) * 10; }

}  // namespace

TEST_CASE_FIXTURE(Fixture, "a task runs only when it is started, and waits for its host") {
  int alive = 0;
  Task<std::string> task = ask_twice(instance, alive);
  CHECK(host.started.empty());
  task.start();
  REQUIRE(host.started.size() == 1);
  CHECK(alive == 1);
  CHECK(instance.complete(host.started[0].first, CallStatus::ok, "a"));
  REQUIRE(host.started.size() == 2);
  CHECK_FALSE(task.done());
  CHECK(instance.complete(host.started[1].first, CallStatus::ok, "b"));
  REQUIRE(task.done());
  CHECK(*task.take() == "ab");
  CHECK(instance.calls_pending() == 0);
}

TEST_CASE_FIXTURE(Fixture, "an error ends every task that did not ask to see it, and their frames are freed") {
  int alive = 0;
  {
    Task<std::string> task = ask_twice(instance, alive);
    task.start();
    instance.complete(host.started[0].first, CallStatus::failed, "no such bucket");
    REQUIRE(task.done());
    Result<std::string> outcome = task.take();
    REQUIRE_FALSE(outcome);
    CHECK(outcome.error().code == Code::unavailable);
    CHECK(outcome.error().detail == "no such bucket");
    CHECK(host.started.size() == 1);
  }
  CHECK(alive == 0);
}

TEST_CASE_FIXTURE(Fixture, "an error can be looked at") {
  Task<int> task = looks_at_errors(instance);
  task.start();
  instance.complete(host.started[0].first, CallStatus::timed_out, "");
  CHECK(*task.take() == 2);
}

TEST_CASE("a plain Result is unwrapped or ends the task") {
  Task<int> good = outer(true);
  good.start();
  CHECK(*good.take() == 80);
  Task<int> bad = outer(false);
  bad.start();
  REQUIRE(bad.done());
  CHECK(bad.take().error().code == Code::bad_value);
}

TEST_CASE_FIXTURE(Fixture, "a cancelled task leaves the table, and its late answer finds nothing") {
  int alive = 0;
  {
    Task<std::string> task = ask_twice(instance, alive);
    task.start();
    CHECK(instance.calls_pending() == 1);
  }
  CHECK(alive == 0);
  CHECK(instance.calls_pending() == 0);
  CHECK_FALSE(instance.complete(host.started[0].first, CallStatus::ok, "late"));
  CHECK_FALSE(instance.complete(4711, CallStatus::ok, "never asked"));
}

TEST_CASE_FIXTURE(Fixture, "a call is answered once") {
  int alive = 0;
  Task<std::string> task = ask_twice(instance, alive);
  task.start();
  const CallId id = host.started[0].first;
  CHECK(instance.complete(id, CallStatus::ok, "a"));
  CHECK_FALSE(instance.complete(id, CallStatus::ok, "again"));
  CHECK(host.started.size() == 2);
}

namespace {
Task<std::string> together(Instance& instance, std::size_t count) {
  std::vector<Task<std::string>> tasks;
  for (std::size_t n = 0; n < count; ++n) tasks.push_back(ask(instance, std::to_string(n)));
  std::string out;
  for (Result<std::string>& one : co_await when_all(std::move(tasks))) out += one ? *one : std::string{"!"};
  co_return out;
}
Task<int> quick(int value) { co_return value; }
Task<int> sum(int count) {
  int total = 0;
  for (int n = 0; n < count; ++n) total += co_await quick(1);
  co_return total;
}
Task<int> all_ready() {
  std::vector<Task<int>> tasks;
  for (int n = 0; n < 100; ++n) tasks.push_back(quick(n));
  int total = 0;
  for (const Result<int>& one : co_await when_all(std::move(tasks))) total += *one;
  co_return total;
}
}  // namespace

TEST_CASE_FIXTURE(Fixture, "when_all begins every task, waits for all and keeps their order") {
  Task<std::string> task = together(instance, 3);
  task.start();
  REQUIRE(host.started.size() == 3);
  instance.complete(host.started[2].first, CallStatus::ok, "c");
  instance.complete(host.started[0].first, CallStatus::ok, "a");
  CHECK_FALSE(task.done());
  instance.complete(host.started[1].first, CallStatus::failed, "");
  REQUIRE(task.done());
  CHECK(*task.take() == "a!c");
}

TEST_CASE_FIXTURE(Fixture, "when_all has six calls open, and the next begins when one ends") {
  Task<std::string> six = together(instance, calls_at_once);
  six.start();
  CHECK(host.started.size() == calls_at_once);
  for (std::size_t n = 0; n < calls_at_once; ++n) instance.complete(host.started[n].first, CallStatus::ok, "a");
  CHECK(*six.take() == "aaaaaa");
  host.started.clear();
  Task<std::string> more = together(instance, calls_at_once + 2);
  more.start();
  CHECK(host.started.size() == calls_at_once);
  instance.complete(host.started[3].first, CallStatus::ok, "d");
  REQUIRE(host.started.size() == calls_at_once + 1);
  CHECK(host.started.back().second == "6");
  instance.complete(host.started[6].first, CallStatus::ok, "g");
  CHECK(host.started.size() == calls_at_once + 2);
  for (const std::size_t n : {7U, 0U, 1U, 2U, 4U, 5U}) instance.complete(host.started[n].first, CallStatus::ok, "-");
  REQUIRE(more.done());
  CHECK(*more.take() == "---d--g-");
}

TEST_CASE_FIXTURE(Fixture, "when_all of nothing, of what is ready, and cancelled half way") {
  Task<std::string> none = together(instance, 0);
  none.start();
  CHECK(*none.take() == "");
  Task<int> ready = all_ready();
  ready.start();
  CHECK(*ready.take() == 4950);
  {
    Task<std::string> task = together(instance, 3);
    task.start();
    instance.complete(host.started[1].first, CallStatus::ok, "b");
  }
  CHECK(instance.calls_pending() == 0);
}

#ifdef NDEBUG
TEST_CASE("tasks that never wait do not use up the stack") {
  Task<int> task = sum(1'000'000);
  task.start();
  CHECK(*task.take() == 1'000'000);
}
#endif
