// All makes of a recipe together, and the recipe as it is really made as its next version.
#include "analysis/analysis.hpp"

#include <algorithm>
#include <memory>

#include "api/calls.hpp"
#include "api/conditional.hpp"
#include "api/documents.hpp"
#include "api/problem.hpp"
#include "diff/compare.hpp"
#include "edge/stores.hpp"
#include "ingest/documents.hpp"
#include "ingest/submit.hpp"
#include "json/read.hpp"
#include "json/write.hpp"
#include "store/analysis.hpp"
#include "store/read.hpp"

namespace cookdiff::api {

namespace {

constexpr std::int64_t page_bytes_max = std::int64_t{6} << 20;  // of facts that one answer of the database carries
constexpr std::int64_t page_rows_most = 2'000;
constexpr std::int64_t page_rows_least = 100;
constexpr std::int64_t kept_from_makes = 50;       // with fewer it is computed as soon as it is looked up
constexpr std::uint32_t kept_seconds = 24 * 3600;  // how long an analysis outlives what it was made from

// Of many makes the answer is kept. Its name is looked up only after the database has allowed the read and said where
// the makes stand, and is not to be found by anything else.
edge::Task<std::string> kept_name(edge::Instance& instance, const std::string& kitchen, std::string recipe,
                                  std::string fingerprint) {
  std::string name = kitchen;
  name.append("\n").append(recipe).append("\n").append(fingerprint).append("\n").append(diff::engine);
  name.append("\n").append(analysis::revision);
  std::vector<std::string> inputs;
  inputs.push_back(std::move(name));
  const std::vector<std::string> digests = co_await edge::sha256(instance, std::move(inputs));
  co_return "analysis/" + digests[0];
}

analysis::MakeRow row_of(const store::MakeFacts& make) {
  analysis::MakeRow row;
  row.id_json = make.make.json();
  row.key = make.key;
  row.made_ms = make.made_ms;
  row.version = make.stored ? make.pinned : 0;
  row.cook = make.cook;
  row.rating = make.rating;
  row.as_written = make.as_written;
  row.scale = make.scale;
  return row;
}

edge::Task<std::string> analyse(Context& context, const store::MakesMark& mark) {
  const std::string recipe = mark.row.recipe.text;
  const ingest::Held current = co_await ingest::original(context.instance, context.kitchen, recipe, mark.row.current);
  analysis::Analysis all(mark.row.recipe.json(), mark.row.current, current.document);
  for (const std::int64_t version : mark.versions) {
    if (all.knows_version(version)) continue;
    const Result<ingest::Held> held =
        co_await ingest::original(context.instance, context.kitchen, recipe, version).result();
    if (held) all.add_version(version, held->document);
    if (!held && held.error().is_host()) co_return held.error();
  }
  constexpr int makes_max = static_cast<int>(analysis::makes_max);
  const std::int64_t from_ms =
      mark.makes > makes_max ? co_await store::made_since(context.instance, context.kitchen, recipe, makes_max) : 0;
  const auto limit = static_cast<int>(
      std::clamp(page_bytes_max / std::max<std::int64_t>(mark.facts_bytes_max, 1), page_rows_least, page_rows_most));
  std::string after;
  for (;;) {
    const std::vector<store::MakeFacts> page =
        co_await store::make_facts(context.instance, context.kitchen, recipe, after, from_ms, limit);
    for (const store::MakeFacts& make : page) all.add_make(row_of(make), make.facts);
    if (page.size() < static_cast<std::size_t>(limit)) break;
    after = page.back().make.text;
  }
  co_return all.finish();
}

Error no_such_recipe() { return Error{Code::not_found, false, "there is no such recipe"}; }

struct Analysed {
  store::RecipeRow row;
  std::string body;
};
edge::Task<Analysed> analysed(Context& context) {
  const auto mark = co_await store::makes_mark(context.instance, context.kitchen, context.path("recipeId"),
                                               static_cast<int>(analysis::versions_max));
  if (!mark || mark->row.state != store::OriginalState::stored) co_return no_such_recipe();
  Analysed out{mark->row, {}};
  if (mark->makes < kept_from_makes) {
    out.body = co_await analyse(context, *mark);
    co_return out;
  }
  const edge::KeyValue kept(context.instance, std::string{store::cache_binding});
  const std::string name =
      co_await kept_name(context.instance, context.kitchen.name(), mark->row.recipe.text, mark->fingerprint);
  // What is kept only saves time: where that store does not answer, it is computed.
  Result<std::optional<std::string>> found = co_await kept.get(name).result();
  if (found && *found) {
    out.body = **std::move(found);
    co_return out;
  }
  out.body = co_await analyse(context, *mark);
  const Result<Done> put = co_await kept.put(name, out.body, kept_seconds).result();
  static_cast<void>(put);
  co_return out;
}

edge::Response changed_since() {
  return to_response({412, "precondition-failed", "the analysis is not the one that If-Match names: read it again"});
}

// The recipe that the analysis suggests, as text; "" where it suggests none.
Result<std::string> suggested_recipe(const std::string& body, const store::Id& recipe) {
  Arena arena;
  json::Limits limits;
  limits.bytes_max = body.size();
  TRY(const json::Value document, json::read(body, arena, limits));
  const json::Value* suggested = document.find("suggested");
  const json::Value* found = suggested != nullptr ? suggested->find("recipe") : nullptr;
  return found != nullptr ? recipe_body(*found, recipe) : std::string{};
}

}  // namespace

Answer get_analysis(Context& context) {
  Analysed found = co_await analysed(context);
  co_return json_response(std::move(found.body));
}

Answer accept_suggestion(Context& context) {
  Analysed found = co_await analysed(context);
  const std::string tag = co_await tag_of(context.instance, found.body);
  const std::string_view expected = context.request.header("if-match");
  if (!expected.empty() && !names_strongly(expected, tag)) co_return changed_since();
  std::string recipe = co_await suggested_recipe(found.body, found.row.recipe);
  if (recipe.empty())
    co_return conflict("nothing-suggested", "the makes agree on nothing that the recipe does not say already");
  const auto current =
      co_await store::version(context.instance, context.kitchen, found.row.recipe.text, found.row.current);
  if (!current) co_return no_such_recipe();
  ingest::Submission submission{.kitchen = context.kitchen,
                                .intent = ingest::Intent::new_version,
                                .recipe = found.row.recipe.text,
                                .body = recipe};
  submission.if_hash = current->hash;
  Result<ingest::Submitted> submitted = co_await ingest::submit(context.instance, std::move(submission)).result();
  if (!submitted && submitted.error().code == Code::lost_race) co_return changed_since();
  if (!submitted) co_return answer_of(submitted.error());
  edge::Response response = json_response(std::move(recipe));
  response.headers.emplace_back("location", "/recipes/" + edge::percent_encode(found.row.recipe.text));
  const std::string new_tag = co_await tag_of(context.instance, response.body);
  response.headers.emplace_back("etag", new_tag);
  co_return response;
}

}  // namespace cookdiff::api
