// Every object of a kitchen and what became of it; again; a look through the bucket now.
#include "api/calls.hpp"
#include "api/documents.hpp"
#include "api/problem.hpp"
#include "ingest/sweep.hpp"
#include "ingest/trace.hpp"
#include "json/write.hpp"

namespace cookdiff::api {

namespace {

void write_id(json::Writer& writer, std::string_view name, const store::Id& id) { writer.key(name).raw(id.json()); }

void write_reason(json::Writer& writer, const store::Reason& reason) {
  writer.key("reason");
  if (reason.code.empty()) {
    writer.null();
    return;
  }
  writer.begin_object().key("type").string("urn:cookdiff:problem:" + reason.code).key("detail").string(reason.detail);
  writer.key("pointer").string(reason.pointer).key("byte");
  if (reason.byte >= 0) {
    writer.integer(reason.byte);
  } else {
    writer.null();
  }
  writer.end_object();
}

void write_upload(json::Writer& writer, const store::ObjectRow& row) {
  writer.begin_object().key("uploadId").string(ingest::upload_id(row.key)).key("key").string(row.key);
  writer.key("traceId").string(ingest::trace_id(row.key, row.version));
  writer.key("state").string(store::state_name(row.state));
  write_id(writer, "recipeId", row.recipe);
  writer.key("role");
  if (row.role == store::Role::none || row.role == store::Role::claiming) {
    writer.null();
  } else {
    writer.string(store::role_name(row.role));
  }
  write_id(writer, "makeId", row.make);
  writer.key("uploadedAt").raw(time_json(row.uploaded_ms)).key("size").integer(row.size);
  write_reason(writer, row.reason);
  writer.key("attempts").integer(row.attempts).key("waiting").boolean(row.waiting).key("also").begin_array();
  for (const std::string& name : row.also) writer.string(name);
  writer.end_array().end_object();
}

}  // namespace

Answer list_uploads(Context& context) {
  Result<PageRequest> page = read_page(context.request);
  if (!page) co_return bad_request(page.error().detail);
  Result<std::string> name = read_parameter(context.request, "state");
  if (!name) co_return bad_request(name.error().detail);
  const std::optional<store::State> state = store::state_named(*name);
  if (!state && !name->empty())
    co_return bad_request("?state= is queued, stored, pending, rejected, failed or withdrawn");
  const store::Page<store::ObjectRow> found =
      co_await store::uploads(context.instance, context.kitchen, state, page->after, page->limit);
  std::string body;
  json::Writer writer(body);
  writer.begin_object().key("uploads").begin_array();
  for (const store::ObjectRow& row : found.rows) write_upload(writer, row);
  writer.end_array();
  write_next(writer, found.next);
  writer.end_object();
  co_return json_response(std::move(body));
}

Answer retry_upload(Context& context) {
  const std::optional<std::string> key = ingest::upload_key(context.match.parameter("uploadId"));
  if (!key) co_return not_found("there is no such upload");
  const std::optional<store::ObjectRow> row = co_await store::object(context.instance, context.kitchen, *key);
  if (!row) co_return not_found("there is no such upload");
  const ingest::Outcome outcome = co_await ingest::reconcile_one(context.instance, *key, true);
  if (outcome.error) co_return answer_of(*outcome.error);
  std::string body;
  json::Writer writer(body);
  write_upload(writer, outcome.row ? *outcome.row : *row);
  co_return json_response(std::move(body));
}

Answer sweep_uploads(Context& context) {
  Result<PageRequest> page = read_page(context.request);
  if (!page) co_return bad_request(page.error().detail);
  const ingest::SweepOptions options;
  const ingest::Swept swept =
      co_await ingest::sweep_kitchen(context.instance, context.kitchen, page->after.id, options);
  context.found_something = swept.enqueued > 0;
  std::string body;
  json::Writer writer(body);
  writer.begin_object().key("objects").integer(swept.objects).key("enqueued").integer(swept.enqueued);
  writer.key("due").integer(swept.due).key("complete").boolean(swept.complete);
  write_next(writer, swept.complete ? std::nullopt : std::optional<store::Place>{store::Place{0, swept.after}});
  writer.end_object();
  co_return json_response(std::move(body));
}

}  // namespace cookdiff::api
