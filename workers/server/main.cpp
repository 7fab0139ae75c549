#include "api/server.hpp"
#include "wasm/worker.hpp"

std::unique_ptr<cookdiff::edge::Worker> make_worker(cookdiff::edge::Instance& instance) {
  return std::make_unique<cookdiff::api::Server>(instance);
}
