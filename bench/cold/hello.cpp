// The smallest Worker that the runtime runs: for the cold start beside the server's (bench/cold/run.mjs).
#include "wasm/worker.hpp"

namespace {

using namespace cookdiff;

class Hello : public edge::Worker {
 public:
  edge::Task<edge::Response> fetch(edge::Request) override {
    edge::Response response;
    response.body = "hello";
    co_return response;
  }
};

}  // namespace

std::unique_ptr<edge::Worker> make_worker(edge::Instance&) { return std::make_unique<Hello>(); }
