#include "ingest/watcher.hpp"
#include "wasm/worker.hpp"

std::unique_ptr<cookdiff::edge::Worker> make_worker(cookdiff::edge::Instance& instance) {
  return std::make_unique<cookdiff::ingest::Watcher>(instance);
}
