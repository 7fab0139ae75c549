#include "edge/bucket.hpp"

#include "edge/frame.hpp"
#include "edge/header.hpp"
#include "edge/held.hpp"
#include "json/write.hpp"

namespace cookdiff::edge {

namespace {

ObjectHead read_head(const json::Value& object) {
  ObjectHead head;
  head.key = text_of(object, "key");
  head.version = text_of(object, "version");
  head.etag = text_of(object, "etag");
  head.size = static_cast<std::uint64_t>(integer_of(object, "size"));
  head.uploaded_ms = integer_of(object, "uploaded");
  head.metadata = texts_of(object, "metadata");
  return head;
}

ObjectHead read_member(const json::Value& header) {
  const json::Value* object = header.find("object");
  return object != nullptr ? read_head(*object) : ObjectHead{};
}

}  // namespace

Task<std::optional<Object>> get_held(Instance& instance, std::string binding, std::string key, std::string hash,
                                     std::uint64_t bytes_max) {
  std::string header;
  json::Writer writer(header);
  writer.begin_object().key("binding").string(binding).key("key").string(key);
  writer.key("bytesMax").integer(static_cast<std::int64_t>(bytes_max));
  if (!hash.empty()) writer.key("hash").string(hash);
  writer.end_object();
  Result<std::string> answered = co_await instance.call(Op::bucket_get, make_frame(header));
  const std::string answer = co_await std::move(answered);
  Arena arena;
  const Frame frame = co_await read_frame(answer, arena);
  if (!flag_of(frame.header, "found")) co_return std::optional<Object>{};
  Object object;
  object.head = read_member(frame.header);
  object.too_large = flag_of(frame.header, "tooLarge");
  object.body = frame.body;
  co_return std::optional<Object>{std::move(object)};
}

Task<std::optional<Object>> Bucket::get(std::string key, std::uint64_t bytes_max) const {
  co_return co_await get_held(*instance_, binding_, std::move(key), "", bytes_max);
}

Task<std::optional<ObjectHead>> Bucket::head(std::string key) const {
  std::string header;
  json::Writer(header).begin_object().key("binding").string(binding_).key("key").string(key).end_object();
  Result<std::string> answered = co_await instance_->call(Op::bucket_head, make_frame(header));
  const std::string answer = co_await std::move(answered);
  Arena arena;
  const Frame frame = co_await read_frame(answer, arena);
  if (!flag_of(frame.header, "found")) co_return std::optional<ObjectHead>{};
  co_return std::optional<ObjectHead>{read_member(frame.header)};
}

Task<std::optional<ObjectHead>> Bucket::put(std::string key, std::string body, PutOptions options) const {
  std::string header;
  json::Writer writer(header);
  writer.begin_object()
      .key("binding")
      .string(binding_)
      .key("key")
      .string(key)
      .key("contentType")
      .string(options.content_type);
  writer.key("metadata").begin_object();
  for (const auto& [name, value] : options.metadata) writer.key(name).string(value);
  writer.end_object();
  if (options.only_if_absent) writer.key("onlyIfAbsent").boolean(true);
  if (options.if_etag) writer.key("ifEtag").string(*options.if_etag);
  writer.end_object();
  Result<std::string> answered = co_await instance_->call(Op::bucket_put, make_frame(header, body));
  const std::string answer = co_await std::move(answered);
  Arena arena;
  const Frame frame = co_await read_frame(answer, arena);
  if (!flag_of(frame.header, "stored")) co_return std::optional<ObjectHead>{};
  co_return std::optional<ObjectHead>{read_member(frame.header)};
}

Task<Done> Bucket::remove(std::vector<std::string> keys) const {
  if (keys.empty()) co_return Done{};
  std::string header;
  json::Writer writer(header);
  writer.begin_object().key("binding").string(binding_).key("keys").begin_array();
  for (const std::string& key : keys) writer.string(key);
  writer.end_array().end_object();
  Result<std::string> answered = co_await instance_->call(Op::bucket_delete, make_frame(header));
  co_await std::move(answered);
  co_return Done{};
}

Task<ObjectPage> Bucket::list(std::string prefix, std::string after, int limit, bool with_metadata) const {
  std::string header;
  json::Writer(header)
      .begin_object()
      .key("binding")
      .string(binding_)
      .key("prefix")
      .string(prefix)
      .key("after")
      .string(after)
      .key("limit")
      .integer(limit)
      .key("metadata")
      .boolean(with_metadata)
      .end_object();
  Result<std::string> answered = co_await instance_->call(Op::bucket_list, make_frame(header));
  const std::string answer = co_await std::move(answered);
  Arena arena;
  const Frame frame = co_await read_frame(answer, arena);
  ObjectPage page;
  if (const json::Value* objects = frame.header.find("objects"))
    for (const json::Value& object : objects->array()) page.objects.push_back(read_head(object));
  page.more = flag_of(frame.header, "more");
  co_return page;
}

}  // namespace cookdiff::edge
