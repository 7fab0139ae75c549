// What is different: of a stored make, and of two documents that are not stored.
#include <string>

#include "api/calls.hpp"
#include "api/documents.hpp"
#include "api/forms.hpp"
#include "api/makes.hpp"
#include "api/problem.hpp"
#include "base/number.hpp"
#include "diff/placement.hpp"
#include "formats/read.hpp"
#include "json/read.hpp"
#include "json/write.hpp"
#include "recipe/document.hpp"

namespace cookdiff::api {

namespace {

edge::Response pending() {
  return conflict("pending", "the make waits for its original; it is compared when that comes");
}

// What `?against=` names: "version:3" or "make:5".
struct Against {
  std::int64_t version = 0;  // 0: none
  std::string make{};        // "" : none
};
std::optional<Against> read_against(std::string_view text) {
  constexpr std::string_view version = "version:";
  constexpr std::string_view make = "make:";
  if (text.starts_with(version)) {
    const auto number = base::read_digits(text.substr(version.size()));
    if (!number || *number < 1) return std::nullopt;
    return Against{*number};
  }
  if (!text.starts_with(make) || text.size() == make.size()) return std::nullopt;
  return Against{0, std::string{text.substr(make.size())}};
}

// The answer in the form that was asked for. `differences` is the stored document, "" where it has to be computed.
Result<edge::Response> respond(const Pair& pair, Form form, std::string differences) {
  Arena arena;
  if (form != Form::json) return show(pair, form, arena);
  if (differences.empty()) {
    TRY(edge::Response computed, show(pair, form, arena));
    differences = std::move(computed.body);
  }
  TRY(std::string body, differences_body(pair.make, differences));
  return json_response(std::move(body));
}

// The pair as it was written, for a patch that is to be applied to what was uploaded. Two documents of one JSON format
// are taken as they are; any others only have their canonical forms in common.
Result<Pair> written(const WholeMake& whole, Arena& arena) {
  Pair out{whole.original.document, whole.document, {}};
  if (whole.make.format != "json-ld" || whole.original.format != "json-ld") return out;
  TRY(out.original, json::read(whole.original.bytes, arena));
  TRY(const json::Value make, json::read(whole.make.bytes, arena));
  out.make = recipe::fill(make, out.original, arena).document;
  return out;
}

edge::Task<edge::Response> differences_against(Context& context, const WholeMake& whole, Against against, Form form) {
  Pair pair;
  pair.make = whole.document;
  pair.placement.recipe_id_json = whole.row.recipe.json();
  pair.placement.make_id_json = whole.row.make.json();
  if (against.version != 0) {
    const ingest::Held other =
        co_await ingest::original(context.instance, context.kitchen, whole.row.recipe.text, against.version);
    pair.original = other.document;
    pair.placement.recipe_version_json = std::to_string(against.version);
    co_return co_await respond(pair, form, "");
  }
  ingest::MakeHeld held =
      co_await ingest::make(context.instance, context.kitchen, whole.row.recipe.text, std::move(against.make));
  const WholeMake other = co_await whole_make(context, std::move(held));
  if (!other.has_original) co_return pending();
  pair.original = other.document;
  co_return co_await respond(pair, form, "");
}

// One side of a comparison that is not stored: any format that is JSON, or any JSON.
struct Side {
  std::string bytes;
  json::Value document;
  recipe::Identity identity;
};
Status read_side(const json::Value& value, std::string_view name, Side& side, Arena& arena) {
  const auto fails = [&](Error error) {
    error.pointer = "/" + std::string{name} + error.pointer;
    error.byte = -1;  // of a text that the caller never saw
    return error;
  };
  json::write(value, side.bytes);
  auto reading = formats::read(side.bytes, "", arena, formats::Scalars::accepted);
  if (!reading) return fails(std::move(reading).error());
  side.document = reading->document;
  if (!recipe::is_recipe(side.document)) return Done{};
  auto checked = recipe::check(side.document);
  if (!checked) return fails(std::move(checked).error());
  side.identity = *std::move(checked);
  return Done{};
}

Result<edge::Response> compare_bodies(const edge::Request& request, Form form) {
  Arena arena;
  TRY(const json::Value body, json::read(request.body, arena));
  const json::Value* original = body.find("recipe");
  const json::Value* make = body.find("make");
  if (!body.is_object()) return Error{Code::wrong_type, false, "the body is an object with recipe and make"};
  if (original == nullptr) return Error{Code::missing, false, "the document to compare with is missing", "/recipe"};
  if (make == nullptr) return Error{Code::missing, false, "the document that is compared is missing", "/make"};
  // A patch is between any two documents, as they are written.
  if (is_patch(form)) return show(Pair{*original, *make}, form, arena);
  Side sides[2];
  TRY_DONE(read_side(*original, "recipe", sides[0], arena));
  TRY_DONE(read_side(*make, "make", sides[1], arena));
  const diff::Placement placement = diff::placement_of(sides[0].identity, sides[1].identity);
  return show(Pair{sides[0].document, sides[1].document, placement}, form, arena);
}

}  // namespace

Answer get_differences(Context& context) {
  const Form form = *form_for(context.request);  // the doors let nothing else in
  Result<std::string> text = read_parameter(context.request, "against");
  if (!text) co_return bad_request(text.error().detail);
  std::optional<Against> against = read_against(*text);
  if (!against && !text->empty()) co_return bad_request("?against= is version:<number> or make:<makeId>");
  ingest::MakeHeld held =
      co_await ingest::make(context.instance, context.kitchen, context.path("recipeId"), context.path("makeId"));
  const WholeMake whole = co_await whole_make(context, std::move(held));
  if (!whole.has_original) co_return pending();
  if (against) co_return co_await differences_against(context, whole, *std::move(against), form);
  Arena arena;
  if (is_patch(form)) {
    const Pair pair = co_await written(whole, arena);
    co_return co_await respond(pair, form, "");
  }
  std::string stored;
  if (form == Form::json) stored = co_await ingest::differences(context.instance, whole.row);
  const Pair pair{whole.original.document, whole.document, {}};
  co_return co_await respond(pair, form, std::move(stored));
}

Answer compare(Context& context) {
  Result<edge::Response> response = compare_bodies(context.request, *form_for(context.request));
  co_return response;
}

}  // namespace cookdiff::api
