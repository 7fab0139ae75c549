#include "edge/worker.hpp"

namespace cookdiff::edge {

namespace {
Error not_served() { return Error{Code::unsupported, false, "this Worker does not serve that kind of event"}; }
}  // namespace

std::string_view variable(const Variables& variables, std::string_view name) {
  for (const auto& [known, value] : variables)
    if (known == name) return value;
  return {};
}

// A Worker overrides what its configuration gives it; anything else that arrives is a mistake of the configuration.
Task<Response> Worker::fetch(Request) {
  Response response;
  response.status = 404;
  co_return response;
}
Task<std::vector<Verdict>> Worker::queue(MessageBatch) { co_return not_served(); }
Task<Done> Worker::scheduled(std::string, std::int64_t) { co_return not_served(); }
Task<std::string> Worker::call(std::string, std::string) { co_return not_served(); }

}  // namespace cookdiff::edge
