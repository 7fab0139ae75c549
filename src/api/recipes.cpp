// Originals: a list of them, one, its versions; a new one, a new version.
#include "api/calls.hpp"
#include "api/conditional.hpp"
#include "api/documents.hpp"
#include "api/problem.hpp"
#include "api/sending.hpp"
#include "base/number.hpp"
#include "edge/stores.hpp"
#include "ingest/documents.hpp"
#include "json/write.hpp"
#include "recipe/document.hpp"

namespace cookdiff::api {

namespace {

Error no_such_recipe() { return Error{Code::not_found, false, "there is no such recipe"}; }

void write_number_or_null(json::Writer& writer, const std::optional<double>& number) {
  if (number) {
    writer.number(*number);
  } else {
    writer.null();
  }
}

void write_summary(json::Writer& writer, const store::RecipeSummary& summary) {
  const store::RecipeRow& row = summary.row;
  writer.begin_object().key("recipeId").raw(row.recipe.json()).key("recipeName").string(row.name);
  writer.key("recipeVersion").integer(row.current);
  writer.key("createdAt").raw(time_json(row.created_ms)).key("updatedAt").raw(time_json(row.updated_ms));
  writer.key("makes").integer(summary.makes).key("lastMadeAt").raw(time_json(summary.last_made_ms));
  write_number_or_null(writer.key("meanRating"), summary.mean_rating);
  write_number_or_null(writer.key("asWrittenShare"), summary.as_written_share);
  writer.end_object();
}

// The recipe as GET gives it, and the bytes that it came from.
struct Current {
  std::string body;
  std::string bytes;
};
edge::Task<Current> recipe_at(Context& context, std::string recipe, std::int64_t version) {
  const std::optional<store::RecipeSummary> found = co_await store::recipe(context.instance, context.kitchen, recipe);
  if (!found || found->row.state != store::OriginalState::stored) co_return no_such_recipe();
  const std::int64_t number = version == 0 ? found->row.current : version;
  ingest::Held held = co_await ingest::original(context.instance, context.kitchen, recipe, number);
  co_return Current{recipe_body(held.document, found->row.recipe), std::string{held.bytes}};
}

// The answer to a document that was stored: the recipe, as GET would give it.
edge::Task<edge::Response> stored(Context& context, ingest::Submitted submitted) {
  context.recipe_id = submitted.row.recipe.text;
  ingest::Held held = co_await ingest::hold(context.request.body, submitted.row.key);
  edge::Response response = json_response(recipe_body(held.document, submitted.row.recipe));
  if (submitted.row.state == store::State::queued) response.status = 202;
  response.headers.emplace_back("location", "/recipes/" + edge::percent_encode(submitted.row.recipe.text));
  const std::string tag = co_await tag_of(context.instance, response.body);
  response.headers.emplace_back("etag", tag);
  co_return response;
}

edge::Response precondition_failed() {
  return to_response({412, "precondition-failed", "the recipe is not the one that If-Match names: read it again"});
}

// The hash that the current version must have, by If-Match; "" when it does not name the current version's tag.
edge::Task<std::string> hash_of_match(Context& context) {
  ingest::Held sent = co_await ingest::hold(context.request.body, "recipes/sent.json");
  const recipe::Identity identity = co_await recipe::check(sent.document);
  if (!identity.recipe_id.present()) co_return no_such_recipe();
  Current current = co_await recipe_at(context, identity.recipe_id.text, 0);
  const std::string tag = co_await tag_of(context.instance, std::move(current.body));
  if (!names_strongly(context.request.header("if-match"), tag)) co_return std::string{};
  std::vector<std::string> inputs;
  inputs.push_back(std::move(current.bytes));
  const std::vector<std::string> digests = co_await edge::sha256(context.instance, std::move(inputs));
  co_return digests[0];
}

}  // namespace

Answer list_recipes(Context& context) {
  Result<PageRequest> page = read_page(context.request);
  if (!page) co_return bad_request(page.error().detail);
  Result<std::string> name = read_parameter(context.request, "name");
  if (!name) co_return bad_request(name.error().detail);
  Result<std::string> ingredient = read_parameter(context.request, "ingredient");
  if (!ingredient) co_return bad_request(ingredient.error().detail);
  const store::RecipeFilter filter{*name, *ingredient};
  const store::Page<store::RecipeSummary> found =
      co_await store::recipes(context.instance, context.kitchen, filter, page->after, page->limit);
  std::string body;
  json::Writer writer(body);
  writer.begin_object().key("recipes").begin_array();
  for (const store::RecipeSummary& summary : found.rows) write_summary(writer, summary);
  writer.end_array();
  write_next(writer, found.next);
  writer.end_object();
  co_return json_response(std::move(body));
}

Answer create_recipe(Context& context) {
  Result<ingest::Submission> submission = read_submission(context, ingest::Intent::new_original, "");
  if (!submission) co_return bad_request(submission.error().detail);
  Result<ingest::Submitted> submitted = co_await ingest::submit(context.instance, *std::move(submission)).result();
  if (!submitted) co_return refuse_document(context, submitted.error());
  co_return co_await stored(context, *std::move(submitted));
}

Answer replace_recipe(Context& context) {
  Result<ingest::Submission> submission = read_submission(context, ingest::Intent::new_version, "");
  if (!submission) co_return bad_request(submission.error().detail);
  const bool conditional = !context.request.header("if-match").empty();
  if (conditional) {
    submission->if_hash = co_await hash_of_match(context);
    if (submission->if_hash.empty()) co_return precondition_failed();
  }
  Result<ingest::Submitted> submitted = co_await ingest::submit(context.instance, *std::move(submission)).result();
  if (!submitted && conditional && submitted.error().code == Code::lost_race) co_return precondition_failed();
  if (!submitted) co_return refuse_document(context, submitted.error());
  co_return co_await stored(context, *std::move(submitted));
}

Answer get_recipe(Context& context) {
  Result<std::string> text = read_parameter(context.request, "version");
  if (!text) co_return bad_request(text.error().detail);
  std::int64_t version = 0;
  if (!text->empty()) {
    const auto number = base::read_digits(*text);
    if (!number || *number < 1) co_return bad_request("?version= is a whole number from 1");
    version = *number;
  }
  Current current = co_await recipe_at(context, context.path("recipeId"), version);
  co_return json_response(std::move(current.body));
}

Answer list_versions(Context& context) {
  Result<PageRequest> page = read_page(context.request);
  if (!page) co_return bad_request(page.error().detail);
  const std::string id = context.path("recipeId");
  const std::optional<store::RecipeSummary> found = co_await store::recipe(context.instance, context.kitchen, id);
  if (!found || found->row.current == 0) co_return answer_of(no_such_recipe());
  const store::Page<store::VersionRow> versions =
      co_await store::versions(context.instance, context.kitchen, id, page->after, page->limit);
  std::string body;
  json::Writer writer(body);
  writer.begin_object().key("recipeId").raw(found->row.recipe.json()).key("versions").begin_array();
  for (const store::VersionRow& row : versions.rows) {
    writer.begin_object().key("recipeVersion").integer(row.number).key("uploadedAt").raw(time_json(row.uploaded_ms));
    writer.key("sha256").string(row.hash).key("size").integer(row.size).key("format").string(row.format);
    writer.end_object();
  }
  writer.end_array();
  write_next(writer, versions.next);
  writer.end_object();
  co_return json_response(std::move(body));
}

}  // namespace cookdiff::api
