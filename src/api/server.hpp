// The server's application: the REST API for everybody with a token, and the store call that only the sender reaches.
#pragma once

#include "edge/worker.hpp"

namespace cookdiff::api {

class Server : public edge::Worker {
 public:
  explicit Server(edge::Instance& instance) : instance_(instance) {}

  // An Error becomes a problem (api/problem.hpp). Never fails itself. The headers for safety are the host's
  // (workers/headers.ts): they stand also where a module trapped.
  edge::Task<edge::Response> fetch(edge::Request request) override;
  // Every hour: closes what of the audit is over.
  edge::Task<Done> scheduled(std::string cron, std::int64_t time_ms) override;
  // The named entrypoint's methods: src/ingest/calls.hpp.
  edge::Task<std::string> call(std::string method, std::string bytes) override;

 private:
  edge::Instance& instance_;
};

}  // namespace cookdiff::api
