#include "edge/stores.hpp"

#include <vector>

#include "edge/frame.hpp"
#include "edge/header.hpp"
#include "json/write.hpp"

namespace cookdiff::edge {

namespace {

// {"binding": …, name: value}
std::string binding_header(std::string_view binding, std::string_view name, std::string_view value) {
  std::string header;
  json::Writer(header).begin_object().key("binding").string(binding).key(name).string(value).end_object();
  return header;
}

}  // namespace

Task<Done> Queue::send(std::vector<OutgoingMessage> messages) const {
  if (messages.empty()) co_return Done{};
  std::size_t bytes = 0;
  for (const OutgoingMessage& message : messages) {
    if (message.body.size() > message_bytes_max)
      co_return Error{Code::too_large, false, "a queue message of more than 128,000 bytes"};
    bytes += message.body.size();
  }
  if (messages.size() > messages_max || bytes > send_bytes_max)
    co_return Error{Code::too_large, false, "more than 100 queue messages or 256,000 bytes in one call"};
  std::string header;
  json::Writer writer(header);
  writer.begin_object().key("binding").string(binding_).key("messages").begin_array();
  for (const OutgoingMessage& message : messages)
    writer.begin_object().key("body").raw(message.body).key("delaySeconds").integer(message.delay_seconds).end_object();
  writer.end_array().end_object();
  Result<std::string> answered = co_await instance_->call(Op::queue_send, make_frame(header));
  co_await std::move(answered);
  co_return Done{};
}

Task<std::optional<std::string>> KeyValue::get(std::string key) const {
  Result<std::string> answered = co_await instance_->call(Op::kv_get, make_frame(binding_header(binding_, "key", key)));
  const std::string answer = co_await std::move(answered);
  Arena arena;
  const Frame frame = co_await read_frame(answer, arena);
  if (!flag_of(frame.header, "found")) co_return std::optional<std::string>{};
  co_return std::optional<std::string>{std::string{frame.body}};
}

Task<Done> KeyValue::put(std::string key, std::string value, std::uint32_t expire_seconds) const {
  std::string header;
  json::Writer writer(header);
  writer.begin_object().key("binding").string(binding_).key("key").string(key);
  if (expire_seconds != 0) writer.key("expireSeconds").integer(expire_seconds);
  writer.end_object();
  Result<std::string> answered = co_await instance_->call(Op::kv_put, make_frame(header, value));
  co_await std::move(answered);
  co_return Done{};
}

Task<Done> KeyValue::remove(std::string key) const {
  Result<std::string> answered =
      co_await instance_->call(Op::kv_delete, make_frame(binding_header(binding_, "key", key)));
  co_await std::move(answered);
  co_return Done{};
}

Task<std::string> Service::call(std::string method, std::string bytes, std::uint32_t deadline_ms) const {
  Result<std::string> answered = co_await instance_->call(
      Op::service_call, make_frame(binding_header(binding_, "method", method), bytes), deadline_ms);
  const std::string answer = co_await std::move(answered);
  Arena arena;
  const Frame frame = co_await read_frame(answer, arena);
  if (flag_of(frame.header, "trapped")) co_return Error{Code::unavailable, true, "trap"};
  if (frame.header.find("error") != nullptr)
    co_return Error{Code::unavailable, flag_of(frame.header, "retryable"), std::string{text_of(frame.header, "error")}};
  co_return std::string{frame.body};
}

Task<bool> RateLimit::allows(std::string key) const {
  Result<std::string> answered =
      co_await instance_->call(Op::rate_limit, make_frame(binding_header(binding_, "key", key)));
  const std::string answer = co_await std::move(answered);
  Arena arena;
  const Frame frame = co_await read_frame(answer, arena);
  co_return flag_of(frame.header, "allowed");
}

Task<AccessIdentity> verify_access(Instance& instance, std::string token) {
  Result<std::string> answered = co_await instance.call(Op::verify_access, make_frame("{}", token));
  const std::string answer = co_await std::move(answered);
  Arena arena;
  const Frame frame = co_await read_frame(answer, arena);
  AccessIdentity out;
  out.valid = flag_of(frame.header, "valid");
  out.email = text_of(frame.header, "email");
  out.subject = text_of(frame.header, "subject");
  co_return out;
}

Task<std::vector<std::string>> sha256(Instance& instance, std::vector<std::string> inputs) {
  std::string header;
  std::string body;
  json::Writer writer(header);
  writer.begin_object().key("sizes").begin_array();
  for (const std::string& input : inputs) {
    writer.integer(static_cast<std::int64_t>(input.size()));
    body += input;
  }
  writer.end_array().end_object();
  Result<std::string> answered = co_await instance.call(Op::digest, make_frame(header, body));
  const std::string answer = co_await std::move(answered);
  Arena arena;
  const Frame frame = co_await read_frame(answer, arena);
  std::vector<std::string> out;
  if (const json::Value* digests = frame.header.find("digests"))
    for (const json::Value& digest : digests->array()) out.emplace_back(digest.text());
  if (out.size() != inputs.size()) co_return Error{Code::unavailable, false, "the host gave fewer digests"};
  co_return out;
}

Task<std::string> hmac_sha256(Instance& instance, std::string secret_binding, std::string message) {
  std::string header;
  json::Writer(header).begin_object().key("secret").string(secret_binding).end_object();
  Result<std::string> answered = co_await instance.call(Op::hmac, make_frame(header, message));
  const std::string answer = co_await std::move(answered);
  Arena arena;
  const Frame frame = co_await read_frame(answer, arena);
  std::string mac{text_of(frame.header, "mac")};
  if (mac.size() != 64) co_return Error{Code::unavailable, false, "the host gave no code"};
  co_return mac;
}

Task<Done> sleep(Instance& instance, std::uint32_t milliseconds) {
  std::string header;
  json::Writer(header).begin_object().key("milliseconds").integer(milliseconds).end_object();
  Result<std::string> answered = co_await instance.call(Op::sleep, make_frame(header), milliseconds + call_deadline_ms);
  co_await std::move(answered);
  co_return Done{};
}

std::string random_hex(Instance& instance, std::size_t bytes) {
  std::vector<std::uint8_t> raw(bytes);
  instance.host().random(raw);
  std::string out;
  out.reserve(bytes * 2);
  for (const std::uint8_t byte : raw) {
    out += "0123456789abcdef"[byte >> 4];
    out += "0123456789abcdef"[byte & 15];
  }
  return out;
}

}  // namespace cookdiff::edge
