// Erasure of a recipe or a kitchen, the rule by which things go by themselves, and a kitchen's tables made again.
#include "store/erasure.hpp"
#include "api/calls.hpp"
#include "api/limits.hpp"
#include "api/problem.hpp"
#include "ingest/purge.hpp"
#include "ingest/rebuild.hpp"
#include "json/read.hpp"
#include "json/write.hpp"

namespace cookdiff::api {

namespace {

edge::Response purged_response(const ingest::Purged& purged) {
  std::string body;
  json::Writer writer(body);
  writer.begin_object().key("objects").integer(purged.objects).key("versions").integer(purged.versions);
  writer.key("complete").boolean(purged.complete).end_object();
  return json_response(std::move(body));
}

edge::Response kitchen_response(const store::Kitchen& kitchen, const std::optional<std::int64_t>& days) {
  std::string body;
  json::Writer writer(body);
  writer.begin_object().key("kitchen").string(kitchen.name()).key("retentionDays");
  if (days) {
    writer.integer(*days);
  } else {
    writer.null();
  }
  writer.end_object();
  return json_response(std::move(body));
}

Result<std::optional<std::int64_t>> read_wish(std::string_view bytes) {
  Arena arena;
  TRY(const json::Value body, json::read(bytes, arena));
  if (!body.is_object()) return Error{Code::wrong_type, false, "the body is an object"};
  const json::Value* days = nullptr;
  for (const json::Member& member : body.object()) {
    if (member.key != "retentionDays")
      return Error{Code::bad_value, false, "a kitchen has retentionDays, and nothing else that can be set"};
    days = &member.value;
  }
  if (days == nullptr) return Error{Code::missing, false, "retentionDays says how long to keep", "/retentionDays"};
  if (days->is_null()) return std::optional<std::int64_t>{};
  std::int64_t out = 0;
  if (!days->is_number()) return Error{Code::wrong_type, false, "retentionDays is a number or null", "/retentionDays"};
  if (!json::to_integer(days->number_text(), out) || out < 1 || out > retention_days_max)
    return Error{Code::bad_value, false, "retentionDays is a whole number from 1 to 36500", "/retentionDays"};
  return std::optional<std::int64_t>{out};
}

}  // namespace

Answer delete_recipe(Context& context) {
  if (!context.request.parameter("purge"))
    co_return bad_request("a recipe is erased with ?purge, which cannot be undone");
  co_return purged_response(co_await ingest::purge_recipe(context.instance, context.kitchen, context.path("recipeId")));
}

Answer get_kitchen(Context& context) {
  co_return kitchen_response(context.kitchen, co_await store::retention(context.instance, context.kitchen));
}

Answer set_kitchen(Context& context) {
  const std::optional<std::int64_t> days = co_await read_wish(context.request.body);
  co_await store::set_retention(context.instance, context.kitchen, days);
  co_return kitchen_response(context.kitchen, days);
}

Answer rebuild_kitchen(Context& context) {
  const bool carry_on = context.request.parameter("continue").has_value();
  const ingest::Rebuilt rebuilt = co_await ingest::rebuild(
      context.instance, context.kitchen, carry_on ? ingest::Rebuild::carry_on : ingest::Rebuild::begin);
  std::string body;
  json::Writer writer(body);
  writer.begin_object().key("rows").integer(rebuilt.rows).key("complete").boolean(rebuilt.complete).end_object();
  co_return json_response(std::move(body));
}

Answer delete_kitchen(Context& context) {
  Result<std::string> named = read_parameter(context.request, "purge");
  if (!named || *named != context.kitchen.name())
    co_return bad_request("a kitchen is erased with ?purge=<its name>, which cannot be undone");
  co_return purged_response(co_await ingest::purge_kitchen(context.instance, context.kitchen));
}

}  // namespace cookdiff::api
