#include "ingest/event_message.hpp"

#include <algorithm>
#include <array>

#include "edge/header.hpp"
#include "json/read.hpp"
#include "json/write.hpp"

namespace cookdiff::ingest {

namespace {
constexpr std::string_view sweep_action = "Sweep";
constexpr std::array<std::string_view, 6> actions = {"PutObject",    "CopyObject",        "CompleteMultipartUpload",
                                                     "DeleteObject", "LifecycleDeletion", sweep_action};
constexpr std::size_t key_bytes_max = 1024;
}  // namespace

Result<EventMessage> read_event(std::string_view body, std::string_view bucket) {
  const auto refuse = [](std::string detail) { return Error{Code::bad_value, false, std::move(detail)}; };
  Arena arena(1024);
  TRY(const json::Value event, json::read(body, arena));
  const std::string_view action = edge::text_of(event, "action");
  if (std::find(actions.begin(), actions.end(), action) == actions.end()) return refuse("not an action of a bucket");
  const std::string_view expected = action == sweep_action ? uploads_bucket_name : bucket;
  if (edge::text_of(event, "bucket") != expected) return refuse("an event of another bucket");
  const json::Value* object = event.find("object");
  if (object == nullptr) return refuse("an event without an object");
  EventMessage message;
  message.key = edge::text_of(*object, "key");
  if (message.key.empty() || message.key.size() > key_bytes_max) return refuse("an event without a key");
  const std::int64_t size = edge::integer_of(*object, "size");
  message.size = size > 0 ? static_cast<std::uint64_t>(size) : 0;
  return message;
}

std::string sweep_event(std::string_view bucket, std::string_view key) {
  std::string out;
  json::Writer(out)
      .begin_object()
      .key("action")
      .string(sweep_action)
      .key("bucket")
      .string(bucket)
      .key("object")
      .begin_object()
      .key("key")
      .string(key)
      .end_object()
      .end_object();
  return out;
}

}  // namespace cookdiff::ingest
