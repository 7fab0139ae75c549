#include "edge/event.hpp"

#include "edge/frame.hpp"
#include "edge/header.hpp"
#include "json/write.hpp"

namespace cookdiff::edge {

namespace {

Headers read_headers(const json::Value& header) {
  Headers out;
  if (const json::Value* list = header.find("headers"))
    for (const json::Value& pair : list->array())
      if (pair.array().size() == 2) out.emplace_back(pair.array()[0].text(), pair.array()[1].text());
  return out;
}

std::string response_frame(const Response& response) { return make_frame(head_json(response), response.body); }

// What a client sees of an Error that the application did not turn into an answer. No detail: it may name our insides.
Response failure_response(const Error& error) {
  const bool later = error.is_host() && error.retryable;
  Response response;
  response.status = later ? 503 : 500;
  response.headers.emplace_back("content-type", "application/problem+json");
  response.headers.emplace_back("cache-control", "no-store");
  if (later) response.headers.emplace_back("retry-after", "10");
  response.body = later ? R"({"type":"about:blank","title":"Service Unavailable","status":503})"
                        : R"({"type":"about:blank","title":"Internal Server Error","status":500})";
  return response;
}

std::string error_frame(const Error& error) {
  std::string header;
  json::Writer(header)
      .begin_object()
      .key("error")
      .string(error.detail)
      .key("retryable")
      .boolean(error.retryable)
      .end_object();
  return make_frame(header);
}

}  // namespace

Event::Event(Worker& worker, EventKind kind, std::string frame)
    : worker_(worker), kind_(kind), bytes_(std::move(frame)) {}

void Event::start() {
  task_ = std::make_unique<Task<std::string>>(run());
  task_->start();
}

bool Event::done() const { return task_ != nullptr && task_->done(); }

std::string Event::take_answer() {
  Result<std::string> outcome = task_->take();
  return outcome ? *std::move(outcome) : error_frame(outcome.error());
}

Task<std::string> Event::run() {
  switch (kind_) {
    case EventKind::fetch: return run_fetch();
    case EventKind::queue: return run_queue();
    case EventKind::scheduled: return run_scheduled();
    case EventKind::call: break;
  }
  return run_call();
}

Task<std::string> Event::run_fetch() {
  Arena arena;
  const Frame frame = co_await read_frame(bytes_, arena);
  worker_.variables = texts_of(frame.header, "variables");
  Request request;
  request.method = text_of(frame.header, "method");
  request.path = text_of(frame.header, "path");
  request.query = text_of(frame.header, "query");
  request.headers = read_headers(frame.header);
  request.body = frame.body;
  request.body_too_large = flag_of(frame.header, "bodyTooLarge");
  request.address = text_of(frame.header, "address");
  request.origin = text_of(frame.header, "origin");
  Result<Response> response = co_await worker_.fetch(std::move(request)).result();
  co_return response_frame(response ? *response : failure_response(response.error()));
}

Task<std::string> Event::run_queue() {
  Arena arena;
  const Frame frame = co_await read_frame(bytes_, arena);
  worker_.variables = texts_of(frame.header, "variables");
  MessageBatch batch;
  batch.queue = text_of(frame.header, "queue");
  if (const json::Value* messages = frame.header.find("messages")) {
    for (const json::Value& value : messages->array()) {
      Message& message = batch.messages.emplace_back();
      message.id = text_of(value, "id");
      message.attempts = static_cast<std::uint32_t>(integer_of(value, "attempts"));
      message.timestamp_ms = integer_of(value, "timestamp");
      if (const json::Value* body = value.find("body")) message.body = json::to_text(*body);
    }
  }
  const std::size_t count = batch.messages.size();
  Result<std::vector<Verdict>> decided = co_await worker_.queue(std::move(batch)).result();
  std::vector<Verdict> verdicts;
  if (decided) verdicts = *std::move(decided);
  verdicts.resize(count);  // what was not decided is retried
  std::string header;
  json::Writer writer(header);
  writer.begin_object().key("verdicts").begin_array();
  for (const Verdict& verdict : verdicts) {
    writer.begin_object().key("ack").boolean(verdict.ack);
    if (!verdict.ack) writer.key("delaySeconds").integer(verdict.delay_seconds);
    writer.end_object();
  }
  writer.end_array().end_object();
  co_return make_frame(header);
}

Task<std::string> Event::run_scheduled() {
  Arena arena;
  const Frame frame = co_await read_frame(bytes_, arena);
  worker_.variables = texts_of(frame.header, "variables");
  co_await worker_.scheduled(std::string{text_of(frame.header, "cron")}, integer_of(frame.header, "time"));
  co_return make_frame("{}");
}

Task<std::string> Event::run_call() {
  Arena arena;
  const Frame frame = co_await read_frame(bytes_, arena);
  worker_.variables = texts_of(frame.header, "variables");
  const std::string result =
      co_await worker_.call(std::string{text_of(frame.header, "method")}, std::string{frame.body});
  co_return make_frame("{}", result);
}

}  // namespace cookdiff::edge
