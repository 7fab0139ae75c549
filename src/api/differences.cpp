// What is different: of a stored make, and of two documents that are not stored.
#include <string>

#include "api/calls.hpp"
#include "api/documents.hpp"
#include "api/forms.hpp"
#include "api/makes.hpp"
#include "api/problem.hpp"
#include "formats/read.hpp"
#include "json/pointer.hpp"
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
    const auto number = read_number(text.substr(version.size()));
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

// One side of a comparison that is not stored: any format inside the JSON, or any JSON.
struct Side {
  std::string bytes;
  json::Value document;
};
Result<json::Value> read_side(const json::Value& value, std::string_view name, std::string& bytes, Arena& arena) {
  const std::string pointer = "/" + std::string{name};
  json::write(value, bytes);
  auto reading = formats::read(bytes, "", arena, formats::Scalars::accepted);
  if (!reading) {
    Error error = std::move(reading).error();
    error.pointer = pointer + error.pointer;
    error.byte = -1;  // of a text that the caller never saw
    return error;
  }
  if (!recipe::is_recipe(reading->document)) return reading->document;
  if (auto checked = recipe::check(reading->document); !checked) {
    Error error = std::move(checked).error();
    error.pointer = pointer + error.pointer;
    return error;
  }
  return reading->document;
}

Result<edge::Response> compare_bodies(const edge::Request& request, Form form) {
  Arena arena;
  TRY(const json::Value body, json::read(request.body, arena));
  const json::Value* original = body.find("recipe");
  const json::Value* make = body.find("make");
  if (!body.is_object()) return Error{Code::wrong_type, false, "the body is an object with recipe and make"};
  if (original == nullptr) return Error{Code::missing, false, "the document to compare with is missing", "/recipe"};
  if (make == nullptr) return Error{Code::missing, false, "the document that is compared is missing", "/make"};
  std::string original_bytes;
  std::string make_bytes;
  Pair pair;
  TRY(pair.original, read_side(*original, "recipe", original_bytes, arena));
  TRY(pair.make, read_side(*make, "make", make_bytes, arena));
  return show(pair, form, arena);
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
  std::string stored;
  if (form == Form::json) stored = co_await ingest::differences(context.instance, whole.row);
  Pair pair{whole.original.document, whole.document, {}};
  co_return co_await respond(pair, form, std::move(stored));
}

Answer compare(Context& context) {
  Result<edge::Response> response = compare_bodies(context.request, *form_for(context.request));
  co_return response;
}

}  // namespace cookdiff::api
