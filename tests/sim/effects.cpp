// What each host call does to the world: the answers of src/edge/wire.md.
#include <algorithm>

#include "edge/frame.hpp"
#include "edge/header.hpp"
#include "json/write.hpp"
#include "sim/sha256.hpp"
#include "sim/world.hpp"

namespace cookdiff::sim {

namespace {
using edge::flag_of;
using edge::integer_of;
using edge::make_frame;
using edge::text_of;

void write_object(json::Writer& writer, std::string_view key, const StoredObject& object, bool with_metadata = true) {
  writer.begin_object().key("key").string(key).key("version").string(object.version).key("etag").string(object.etag);
  writer.key("size").integer(static_cast<std::int64_t>(object.body.size())).key("uploaded").integer(object.uploaded_ms);
  writer.key("metadata").begin_object();
  if (with_metadata)
    for (const auto& [name, value] : object.metadata) writer.key(name).string(value);
  writer.end_object().end_object();
}

// Pages with metadata are short ones on the platform; here all are, so that going on is tried.
constexpr std::size_t metadata_page = 3;

std::string list_answer(const BucketStore& bucket, const json::Value& header) {
  const std::string prefix{text_of(header, "prefix")};
  const std::string after{text_of(header, "after")};
  const bool with_metadata = edge::flag_of(header, "metadata");
  const auto limit = std::min(static_cast<std::size_t>(std::clamp<std::int64_t>(integer_of(header, "limit"), 1, 1000)),
                              with_metadata ? metadata_page : std::size_t{1000});
  std::string out;
  json::Writer writer(out);
  writer.begin_object().key("objects").begin_array();
  std::size_t count = 0;
  bool more = false;
  auto at = bucket.objects().lower_bound(std::max(prefix, after));
  for (; at != bucket.objects().end() && at->first.starts_with(prefix); ++at) {
    if (at->first <= after && !after.empty()) continue;
    if (count == limit) {
      more = true;
      break;
    }
    write_object(writer, at->first, at->second, with_metadata);
    ++count;
  }
  writer.end_array().key("more").boolean(more).end_object();
  return out;
}

std::string digest_answer(const json::Value& header, std::string_view body) {
  std::string out;
  json::Writer writer(out);
  writer.begin_object().key("digests").begin_array();
  std::size_t at = 0;
  if (const json::Value* sizes = header.find("sizes")) {
    for (const json::Value& size : sizes->array()) {
      std::int64_t bytes = 0;
      MUST(json::to_integer(size.number_text(), bytes));
      writer.string(sha256_hex(body.substr(at, static_cast<std::size_t>(bytes))));
      at += static_cast<std::size_t>(bytes);
    }
  }
  writer.end_array().end_object();
  return make_frame(out);
}

}  // namespace

Result<std::string> World::bucket_effect(edge::Op op, BucketStore& bucket, const json::Value& header,
                                         std::string_view body) {
  const std::string_view key = text_of(header, "key");
  std::string out;
  json::Writer writer(out);
  const StoredObject* object = nullptr;
  switch (op) {
    case edge::Op::bucket_list: return make_frame(list_answer(bucket, header));
    case edge::Op::bucket_delete:
      if (const json::Value* keys = header.find("keys"))
        for (const json::Value& one : keys->array()) bucket.remove(one.text());
      return make_frame("{}");
    case edge::Op::bucket_put: {
      std::optional<std::string> if_etag;
      if (header.find("ifEtag") != nullptr) if_etag = text_of(header, "ifEtag");
      if (key.empty() || key.size() > 1024)
        return Error{Code::unavailable, true, "put: The specified object name is not valid. (10020)"};
      object =
          bucket.put(key, body, edge::texts_of(header, "metadata"), flag_of(header, "onlyIfAbsent"), if_etag, now_ms);
      writer.begin_object().key("stored").boolean(object != nullptr);
      break;
    }
    default: object = bucket.find(key); writer.begin_object().key("found").boolean(object != nullptr);
  }
  const bool get = op == edge::Op::bucket_get && object != nullptr;
  const bool too_large = get && object->body.size() > static_cast<std::size_t>(integer_of(header, "bytesMax"));
  if (get) writer.key("tooLarge").boolean(too_large);
  if (object != nullptr) {
    writer.key("object");
    write_object(writer, key, *object);
  }
  writer.end_object();
  return make_frame(out, get && !too_large ? std::string_view{object->body} : std::string_view{});
}

std::string World::send(const json::Value& header) {
  QueueStore& queue = queues["recipe-uploads"];
  if (const json::Value* messages = header.find("messages")) {
    for (const json::Value& message : messages->array()) {
      const json::Value* body = message.find("body");
      MUST(body != nullptr);
      ++queue.sent;
      queue.messages.push_back({"m" + std::to_string(++messages_), json::to_text(*body), 1,
                                now_ms + integer_of(message, "delaySeconds") * 1000});
    }
  }
  return make_frame("{}");
}

// Eventually consistent: for up to a minute after a write a reader may see what was there before.
Result<std::string> World::key_value_effect(edge::Op op, const std::string& key, std::string_view body) {
  constexpr std::size_t key_bytes_max = 512;
  constexpr std::int64_t stale_ms = 60'000;
  if (key.size() > key_bytes_max)
    return Error{Code::unavailable, true, "KV: 414 UTF-8 encoded length of key exceeds the limit of 512."};
  const auto found = kv.find(key);
  const auto now = found == kv.end() ? std::nullopt : std::optional<std::string>{found->second};
  if (op == edge::Op::kv_get) {
    const auto stale = kv_stale.find(key);
    const bool far = stale != kv_stale.end() && stale->second.until_ms > now_ms && reads_stale && reads_stale(key);
    const std::optional<std::string>& seen = far ? stale->second.value : now;
    return seen ? make_frame(R"({"found":true})", *seen) : make_frame(R"({"found":false})");
  }
  kv_stale[key] = {now, now_ms + stale_ms};
  if (op == edge::Op::kv_put)
    kv[key] = body;
  else
    kv.erase(key);
  return make_frame("{}");
}

Result<std::string> World::small_effect(edge::Op op, const json::Value& header, std::string_view body) {
  const std::string key{text_of(header, "key")};
  std::string out;
  switch (op) {
    case edge::Op::kv_get:
    case edge::Op::kv_put:
    case edge::Op::kv_delete: return key_value_effect(op, key, body);
    case edge::Op::queue_send: return send(header);
    case edge::Op::digest: return digest_answer(header, body);
    case edge::Op::hmac: {
      const auto secret = secrets.find(std::string{text_of(header, "secret")});
      if (secret == secrets.end()) return Error{Code::unavailable, false, "the secret is not set"};
      json::Writer(out).begin_object().key("mac").string(hmac_sha256_hex(secret->second, body)).end_object();
      return make_frame(out);
    }
    case edge::Op::sleep: now_ms += integer_of(header, "milliseconds"); return make_frame("{}");
    case edge::Op::verify_access: {
      const auto known = access.find(std::string{body});
      json::Writer writer(out);
      writer.begin_object().key("valid").boolean(known != access.end());
      if (known != access.end()) writer.key("email").string(known->second);
      writer.end_object();
      return make_frame(out);
    }
    case edge::Op::rate_limit: {
      const bool allowed = rate_limit_allows && ++limited_[key] <= rate_limit;
      return make_frame(allowed ? R"({"allowed":true})" : R"({"allowed":false})");
    }
    case edge::Op::database_batch: {
      const json::Value* statements = header.find("statements");
      DatabaseStore& bound = database_of(text_of(header, "binding"));
      TRY(const std::string answer, bound.batch(statements != nullptr ? *statements : json::Value{}));
      return make_frame(answer);
    }
    default: return Error{Code::unavailable, false, "no such operation"};
  }
}

Result<std::string> World::effect(const Pending& call) {
  Arena arena;
  TRY(const edge::Frame frame, edge::read_frame(call.request, arena));
  const std::string_view binding = text_of(frame.header, "binding");
  if (!binding.empty() && !call.process->allows(binding)) return Error{Code::unavailable, false, "no such binding"};
  if (call.op == edge::Op::service_call) {
    TRY_DONE(start_service_call(call, frame.header, frame.body));
    return std::string{};
  }
  if (call.op == edge::Op::emit) {
    call.process->emitted(frame.header, frame.body);
    return edge::make_frame("{}");
  }
  if (call.op <= edge::Op::bucket_list)
    return bucket_effect(call.op, binding == "ARCHIVE" ? archive : recipes, frame.header, frame.body);
  return small_effect(call.op, frame.header, frame.body);
}

}  // namespace cookdiff::sim
