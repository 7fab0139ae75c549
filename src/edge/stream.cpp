#include "edge/stream.hpp"

#include "edge/frame.hpp"
#include "json/write.hpp"

namespace cookdiff::edge {

Task<Done> Stream::emit(std::string chunk) {
  std::string header;
  json::Writer writer(header);
  writer.begin_object();
  if (!begun_) {
    writer.key("status").integer(head_.status).key("headers").begin_array();
    for (const auto& [name, value] : head_.headers) writer.begin_array().string(name).string(value).end_array();
    writer.end_array();
  }
  writer.end_object();
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
