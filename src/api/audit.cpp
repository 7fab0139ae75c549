#include "api/audit.hpp"

#include "api/calls.hpp"
#include "api/documents.hpp"
#include "api/problem.hpp"
#include "base/number.hpp"
#include "edge/stores.hpp"
#include "json/write.hpp"
#include "store/audit.hpp"

namespace cookdiff::api {

namespace {

constexpr std::size_t hash_letters = 16;

std::string actor_of(const Context& context) {
  const auth::Principal& principal = context.principal;
  if (principal.means == auth::Means::access) return "access:" + principal.name;
  if (!principal.token_id.empty()) return std::string{auth::means_name(principal.means)} + ":" + principal.token_id;
  if (!context.attempt.token_id.empty()) return "token:" + context.attempt.token_id;
  return "";
}

std::optional<store::Kitchen> kitchen_of(const Context& context) {
  const std::string& name = context.principal.kitchen.empty() ? context.attempt.kitchen : context.principal.kitchen;
  Result<store::Kitchen> kitchen = store::Kitchen::named(name);
  if (!kitchen) return std::nullopt;
  return *std::move(kitchen);
}

edge::Task<std::string> subject_of(Context& context) {
  // What the call itself found out (a new recipe's id) before what its path says.
  const std::string recipe = context.recipe_id.empty() ? context.path("recipeId") : context.recipe_id;
  const std::string make = context.make_id.empty() ? context.path("makeId") : context.make_id;
  std::string out;
  if (!recipe.empty()) out = co_await audit_part(context.instance, "recipe", recipe);
  if (!make.empty()) out += " " + co_await audit_part(context.instance, "make", make);
  const std::string upload = context.path("uploadId");
  if (!upload.empty()) out = co_await audit_part(context.instance, "upload", upload);
  const std::string token = context.path("tokenId");
  if (!token.empty()) out = auth::is_token_id(token) ? "token:" + token : "token:?";
  co_return out;
}

void write_row(json::Writer& writer, const store::AuditRow& row) {
  writer.begin_object().key("at").raw(time_json(row.at_ms)).key("auditId").string(row.id);
  writer.key("actor").string(row.actor).key("action").string(row.action).key("subject").string(row.subject);
  writer.key("status").raw(row.outcome.empty() ? "0" : row.outcome).key("address").string(row.address);
  writer.end_object();
}

}  // namespace

bool is_audited(const Context& context, Call call, const edge::Response& response) {
  switch (call) {
    case Call::health:
    case Call::openapi: return false;
    case Call::get_session: return response.status >= 400;
    case Call::sign_out: return !context.principal.token_id.empty();
    case Call::sweep_uploads: return response.status != 200 || context.found_something;
    case Call::export_kitchen: return response.status != 0;  // it is written down before its first byte
    default: return true;
  }
}

bool is_written_ahead(Call call) {
  switch (call) {
    case Call::create_recipe:
    case Call::replace_recipe:
    case Call::accept_suggestion:
    case Call::create_make:
    case Call::delete_recipe:
    case Call::set_kitchen:
    case Call::delete_kitchen:
    case Call::create_token:
    case Call::revoke_token: return true;
    default: return false;
  }
}

edge::Task<std::string> audit_part(edge::Instance& instance, std::string_view name, std::string id) {
  std::string out = std::string{name} + ":";
  if (base::read_digits(id)) co_return out + id;
  const std::string hash =
      co_await edge::hmac_sha256(instance, std::string{auth::pepper_secret}, "audit\n" + std::string{name} + "\n" + id);
  co_return out + "#" + hash.substr(0, hash_letters);
}

edge::Task<Done> write_audit(Context& context, int status) {
  store::AuditRow row;
  row.at_ms = context.instance.now_ms();
  row.id = edge::random_hex(context.instance, store::audit_id_bytes);
  row.actor = actor_of(context);
  row.action = context.request.method + " " + std::string{context.match.route->pattern};
  row.subject = co_await subject_of(context);
  row.outcome = std::to_string(status);
  row.address = context.request.address;
  co_await store::add_audit(context.instance, kitchen_of(context), std::move(row));
  co_return Done{};
}

Answer list_audit(Context& context) {
  Result<PageRequest> page = read_page(context.request);
  if (!page) co_return bad_request(page.error().detail);
  store::AuditFilter filter;
  Result<std::optional<std::int64_t>> from = read_time(context.request, "from");
  if (!from) co_return bad_request(from.error().detail);
  Result<std::optional<std::int64_t>> until = read_time(context.request, "until");
  if (!until) co_return bad_request(until.error().detail);
  Result<std::string> recipe = read_parameter(context.request, "recipe");
  if (!recipe) co_return bad_request(recipe.error().detail);
  filter.from_ms = *from;
  filter.until_ms = *until;
  if (!recipe->empty()) filter.subject = co_await audit_part(context.instance, "recipe", *std::move(recipe));
  const store::Page<store::AuditRow> found =
      co_await store::audit(context.instance, context.kitchen, std::move(filter), page->after, page->limit);
  std::string body;
  json::Writer writer(body);
  writer.begin_object().key("audit").begin_array();
  for (const store::AuditRow& row : found.rows) write_row(writer, row);
  writer.end_array();
  write_next(writer, found.next);
  writer.end_object();
  co_return json_response(std::move(body));
}

}  // namespace cookdiff::api
