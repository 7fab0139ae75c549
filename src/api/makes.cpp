// Makes of a recipe: a list of them, one, a new one.
#include "api/makes.hpp"

#include "api/calls.hpp"
#include "api/documents.hpp"
#include "api/problem.hpp"
#include "api/sending.hpp"
#include "json/write.hpp"

namespace cookdiff::api {

namespace {

void write_make(json::Writer& writer, const store::ObjectRow& row) {
  const bool compared = row.state == store::State::stored;
  writer.begin_object().key("recipeId").raw(row.recipe.json()).key("makeId").raw(row.make.json());
  writer.key("state").string(store::state_name(row.state));
  writer.key("recipeVersion").raw(compared ? std::to_string(row.pinned) : "null");
  writer.key("asWritten").raw(compared ? (row.as_written ? "true" : "false") : "null");
  writer.key("identical").raw(compared ? (row.identical ? "true" : "false") : "null");
  writer.key("scale");
  compared ? writer.number(row.scale) : writer.null();
  writer.key("summary");
  compared ? writer.string(row.summary) : writer.null();
  writer.key("rating");
  row.rating ? writer.number(*row.rating) : writer.null();
  writer.key("recipeName").string(row.name).key("cook").string(row.cook);
  writer.key("madeAt").raw(time_json(row.made_ms)).key("uploadedAt").raw(time_json(row.uploaded_ms));
  writer.end_object();
}

// "true", "false" or absent.
Result<std::optional<bool>> read_flag(const edge::Request& request, std::string_view name) {
  TRY(const std::string text, read_parameter(request, name));
  if (text.empty()) return std::optional<bool>{};
  if (text == "true" || text == "false") return std::optional<bool>{text == "true"};
  return Error{Code::bad_value, false, "?" + std::string{name} + "= is true or false"};
}

Result<store::MakeFilter> read_filter(const edge::Request& request) {
  store::MakeFilter out;
  TRY(out.changed, read_parameter(request, "changed"));
  TRY(out.cook, read_parameter(request, "cook"));
  TRY(out.from_ms, read_time(request, "from"));
  TRY(out.until_ms, read_time(request, "until"));
  TRY(out.as_written, read_flag(request, "asWritten"));
  return out;
}

// As uploaded, to the byte. What is no JSON goes out as plain text: a page of somebody else must not be one of ours.
edge::Response raw_response(std::string bytes, std::string_view format) {
  const bool is_json = format == "cookdiff" || format == "json-ld" || format == "json";
  edge::Response response;
  response.headers.emplace_back("content-type", is_json ? "application/json" : "text/plain; charset=utf-8");
  response.body = std::move(bytes);
  return response;
}

}  // namespace

edge::Task<WholeMake> whole_make(Context& context, ingest::MakeHeld held) {
  WholeMake out;
  out.arena = std::make_unique<Arena>();
  out.row = std::move(held.row);
  out.make = std::move(held.held);
  out.document = out.make.document;
  if (out.row.state == store::State::pending || out.row.pinned == 0) co_return out;
  out.original = co_await ingest::original(context.instance, context.kitchen, out.row.recipe.text, out.row.pinned);
  ingest::FilledMake filled = ingest::fill(out.make, out.original, *out.arena);
  out.document = filled.document;
  out.filled = std::move(filled.filled);
  out.has_original = true;
  co_return out;
}

Answer list_makes(Context& context) {
  Result<PageRequest> page = read_page(context.request);
  if (!page) co_return bad_request(page.error().detail);
  Result<store::MakeFilter> filter = read_filter(context.request);
  if (!filter) co_return bad_request(filter.error().detail);
  const std::string id = context.path("recipeId");
  const std::optional<store::RecipeSummary> recipe = co_await store::recipe(context.instance, context.kitchen, id);
  if (!recipe) co_return not_found("there is no such recipe");
  const store::Page<store::ObjectRow> found =
      co_await store::makes(context.instance, context.kitchen, id, *filter, page->after, page->limit);
  std::string body;
  json::Writer writer(body);
  writer.begin_object().key("recipeId").raw(recipe->row.recipe.json()).key("makes").begin_array();
  for (const store::ObjectRow& row : found.rows) write_make(writer, row);
  writer.end_array();
  write_next(writer, found.next);
  writer.end_object();
  co_return json_response(std::move(body));
}

Answer create_make(Context& context) {
  Result<ingest::Submission> submission = read_submission(context, ingest::Intent::new_make, context.path("recipeId"));
  if (!submission) co_return bad_request(submission.error().detail);
  Result<ingest::Submitted> submitted = co_await ingest::submit(context.instance, *std::move(submission)).result();
  if (!submitted) co_return refuse_document(context, submitted.error());
  ingest::MakeHeld held;
  held.held = co_await ingest::hold(context.request.body, submitted->row.key);
  held.row = std::move(submitted->row);
  context.make_id = held.row.make.text;
  const bool queued = held.row.state == store::State::queued;
  const std::string place =
      "/recipes/" + edge::percent_encode(held.row.recipe.text) + "/makes/" + edge::percent_encode(held.row.make.text);
  edge::Response response;
  if (context.may(auth::Scope::read)) {
    const WholeMake whole = co_await whole_make(context, std::move(held));
    response = json_response(make_body(whole.document, whole.row, whole.filled));
  } else {
    // Who may not read gets back what it sent, and nothing of the original.
    response = json_response(make_body(held.held.document, held.row, {}));
  }
  if (queued) response.status = 202;
  response.headers.emplace_back("location", place);
  co_return response;
}

Answer get_make(Context& context) {
  ingest::MakeHeld held =
      co_await ingest::make(context.instance, context.kitchen, context.path("recipeId"), context.path("makeId"));
  if (context.request.parameter("raw")) co_return raw_response(std::string{held.held.bytes}, held.held.format);
  const WholeMake whole = co_await whole_make(context, std::move(held));
  co_return json_response(make_body(whole.document, whole.row, whole.filled));
}

}  // namespace cookdiff::api
