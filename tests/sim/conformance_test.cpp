// The conformance suite of every host call (tests/conformance), against the simulated host: the same cases that run in
// workerd (tests/workers/conformance.test.mjs).
#include <doctest/doctest.h>

#include "conformance/cases.hpp"
#include "sim/world.hpp"

using namespace cookdiff;

namespace {

// As the probe's calls of tests/workers/probe are, and a method for each case.
class Probe : public edge::Worker {
 public:
  explicit Probe(edge::Instance& instance) : instance_(instance) {}

  edge::Task<std::string> call(std::string method, std::string bytes) override {
    if (method == "fail") co_return Error{Code::bad_value, false, "as asked"};
    for (const conformance::Case& one : conformance::cases())
      if (method == one.name) co_return co_await one.run(instance_);
    co_return method + ":" + bytes;
  }

 private:
  edge::Instance& instance_;
};

}  // namespace

TEST_CASE("every host call answers as src/edge/wire.md says, on the simulated host too") {
  sim::World world;
  world.services = {{"SELF", "probe"}};
  world.secrets = {{"TOKEN_PEPPER", "a pepper for tests"}};
  world.rate_limit = conformance::rate_limit;
  world.traps = [](std::string_view method, std::string_view) { return method == "trap"; };
  world.install("probe", {"BUCKET", "DB", "KV", "QUEUE", "SELF", "LIMIT"},
                [](edge::Instance& instance) { return std::make_unique<Probe>(instance); });
  CHECK(conformance::cases().size() >= 19);
  for (const conformance::Case& one : conformance::cases()) {
    CAPTURE(one.name);
    const Result<std::string> missed = world.call("probe", std::string{one.name}, "");
    REQUIRE(missed);
    CHECK(*missed == "");
  }
}
