#include "edge/stream.hpp"

#include "edge/frame.hpp"

namespace cookdiff::edge {

Task<Done> Stream::emit(std::string chunk) {
  const std::string header = begun_ ? "{}" : head_json(head_);
  begun_ = true;
  Result<std::string> answered = co_await instance_->call(Op::emit, make_frame(header, chunk), emit_deadline_ms);
  co_await std::move(answered);
  co_return Done{};
}

Response Stream::sent() {
  Response out;
  out.status = 0;
  return out;
}

}  // namespace cookdiff::edge
