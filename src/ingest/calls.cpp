#include "ingest/calls.hpp"

#include "edge/frame.hpp"
#include "edge/header.hpp"
#include "json/write.hpp"

namespace cookdiff::ingest {

namespace {

// {"items":[{"key", "read":bool, "present":bool, "tooLarge", "bytes", "object":{…}}]} and the bodies behind it.
void write_item(const Item& item, json::Writer& writer) {
  writer.begin_object().key("key").string(item.key).key("read").boolean(item.reading.has_value());
  if (item.reading && item.reading->present) {
    const edge::Object& object = item.reading->object;
    writer.key("present").boolean(true).key("tooLarge").boolean(object.too_large);
    writer.key("bytes").integer(static_cast<std::int64_t>(object.body.size()));
    writer.key("version").string(object.head.version).key("etag").string(object.head.etag);
    writer.key("size")
        .integer(static_cast<std::int64_t>(object.head.size))
        .key("uploaded")
        .integer(object.head.uploaded_ms);
    writer.key("metadata").begin_object();
    for (const auto& [name, value] : object.head.metadata) writer.key(name).string(value);
    writer.end_object();
  }
  writer.end_object();
}

}  // namespace

std::string encode_items(const std::vector<Item>& items) {
  std::string header;
  std::string bodies;
  json::Writer writer(header);
  writer.begin_object().key("items").begin_array();
  for (const Item& item : items) {
    write_item(item, writer);
    if (item.reading) bodies += item.reading->object.body;
  }
  writer.end_array().end_object();
  return edge::make_frame(header, bodies);
}

Result<std::vector<Item>> decode_items(std::string_view bytes) {
  const auto malformed = [] { return Error{Code::bad_value, false, "the store call is malformed"}; };
  Arena arena;
  TRY(const edge::Frame frame, edge::read_frame(bytes, arena));
  const json::Value* list = frame.header.find("items");
  if (list == nullptr || list->array().size() > items_max) return malformed();
  std::vector<Item> items;
  std::string_view bodies = frame.body;
  for (const json::Value& value : list->array()) {
    Item& item = items.emplace_back();
    item.key = edge::text_of(value, "key");
    if (!edge::flag_of(value, "read")) continue;
    Reading& reading = item.reading.emplace();
    reading.present = edge::flag_of(value, "present");
    if (!reading.present) continue;
    const std::int64_t size = edge::integer_of(value, "bytes");
    if (size < 0 || static_cast<std::uint64_t>(size) > bodies.size()) return malformed();
    reading.object.body = bodies.substr(0, static_cast<std::size_t>(size));
    bodies.remove_prefix(static_cast<std::size_t>(size));
    reading.object.too_large = edge::flag_of(value, "tooLarge");
    reading.object.head.key = item.key;
    reading.object.head.version = edge::text_of(value, "version");
    reading.object.head.etag = edge::text_of(value, "etag");
    reading.object.head.size = static_cast<std::uint64_t>(edge::integer_of(value, "size"));
    reading.object.head.uploaded_ms = edge::integer_of(value, "uploaded");
    reading.object.head.metadata = edge::texts_of(value, "metadata");
  }
  return items;
}

std::string encode_outcomes(const std::vector<Outcome>& outcomes) {
  std::string header;
  json::Writer writer(header);
  writer.begin_object().key("answers").begin_array();
  for (const Outcome& outcome : outcomes) {
    writer.begin_object().key("done").boolean(!outcome.error);
    if (outcome.error) writer.key("detail").string(outcome.error->detail);
    writer.end_object();
  }
  writer.end_array().end_object();
  return edge::make_frame(header);
}

Result<std::vector<Answer>> decode_answers(std::string_view bytes) {
  Arena arena;
  TRY(const edge::Frame frame, edge::read_frame(bytes, arena));
  std::vector<Answer> answers;
  if (const json::Value* list = frame.header.find("answers"))
    for (const json::Value& value : list->array())
      answers.push_back({edge::flag_of(value, "done"), std::string{edge::text_of(value, "detail")}});
  return answers;
}

std::string encode_failure(const Failure& failure) {
  std::string header;
  json::Writer(header)
      .begin_object()
      .key("key")
      .string(failure.key)
      .key("detail")
      .string(failure.detail)
      .key("attempts")
      .integer(failure.attempts)
      .end_object();
  return edge::make_frame(header);
}

Result<Failure> decode_failure(std::string_view bytes) {
  Arena arena;
  TRY(const edge::Frame frame, edge::read_frame(bytes, arena));
  return Failure{std::string{edge::text_of(frame.header, "key")}, std::string{edge::text_of(frame.header, "detail")},
                 edge::integer_of(frame.header, "attempts")};
}

}  // namespace cookdiff::ingest
