// The watcher: runs the sweep on its cron.
#pragma once

#include "edge/worker.hpp"

namespace cookdiff::ingest {

class Watcher : public edge::Worker {
 public:
  explicit Watcher(edge::Instance& instance) : instance_(instance) {}
  edge::Task<Done> scheduled(std::string cron, std::int64_t time_ms) override;

 private:
  edge::Instance& instance_;
};

}  // namespace cookdiff::ingest
