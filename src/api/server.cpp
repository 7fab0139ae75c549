#include "api/server.hpp"

#include "api/audit.hpp"
#include "api/body.hpp"
#include "api/calls.hpp"
#include "api/conditional.hpp"
#include "api/doors.hpp"
#include "api/forms.hpp"
#include "api/negotiate.hpp"
#include "api/problem.hpp"
#include "api/routes.hpp"
#include "ingest/calls.hpp"
#include "ingest/purge.hpp"
#include "store/audit.hpp"
#include "store/databases.hpp"

namespace cookdiff::api {

namespace {

BodyKind body_of(Call call) {
  switch (call) {
    case Call::create_recipe:
    case Call::replace_recipe:
    case Call::create_make: return BodyKind::document;
    case Call::compare:
    case Call::sign_in:
    case Call::set_kitchen:
    case Call::create_token: return BodyKind::json;
    default: return BodyKind::none;
  }
}

// True where a caller gets one of the forms of forms.hpp; every other call answers JSON.
bool has_forms(Call call) { return call == Call::get_differences || call == Call::compare; }

// What can be kept by a caller and asked for again with If-None-Match. The calls that know a cheaper tag set their own.
bool is_read(const edge::Request& request) { return request.method == "GET" || request.method == "HEAD"; }

Answer answer(Context& context, Call call) {
  switch (call) {
    case Call::health: return health(context);
    case Call::metrics: return metrics(context);
    case Call::openapi: return openapi(context);
    case Call::list_recipes: return list_recipes(context);
    case Call::create_recipe: return create_recipe(context);
    case Call::replace_recipe: return replace_recipe(context);
    case Call::get_recipe: return get_recipe(context);
    case Call::list_versions: return list_versions(context);
    case Call::get_analysis: return get_analysis(context);
    case Call::accept_suggestion: return accept_suggestion(context);
    case Call::list_makes: return list_makes(context);
    case Call::create_make: return create_make(context);
    case Call::get_make: return get_make(context);
    case Call::get_differences: return get_differences(context);
    case Call::compare: return compare(context);
    case Call::list_uploads: return list_uploads(context);
    case Call::retry_upload: return retry_upload(context);
    case Call::sweep_uploads: return sweep_uploads(context);
    case Call::sign_in: return sign_in(context);
    case Call::get_session: return get_session(context);
    case Call::sign_out: return sign_out(context);
    case Call::create_sign_in_code: return create_sign_in_code(context);
    case Call::delete_recipe: return delete_recipe(context);
    case Call::get_kitchen: return get_kitchen(context);
    case Call::set_kitchen: return set_kitchen(context);
    case Call::delete_kitchen: return delete_kitchen(context);
    case Call::rebuild_kitchen: return rebuild_kitchen(context);
    case Call::export_kitchen: return export_kitchen(context);
    case Call::list_audit: return list_audit(context);
    case Call::list_tokens: return list_tokens(context);
    case Call::create_token: return create_token(context);
    case Call::revoke_token: break;
  }
  return revoke_token(context);
}

// The answer where no call is asked for: OPTIONS, a path or method that there is not.
std::optional<edge::Response> answer_without_call(const edge::Request& request, const edge::Match& match) {
  if (match.kind == edge::Match::Kind::no_path) return no_such_path();
  if (match.kind == edge::Match::Kind::bad_path)
    return bad_request("the path has a broken %-escape, or one that is no UTF-8 text");
  if (request.method == "OPTIONS") {
    edge::Response response;
    response.status = 204;
    response.headers.emplace_back("allow", match.allow);
    return response;
  }
  if (match.kind == edge::Match::Kind::no_method) {
    Problem problem{405, "method-not-allowed", "this path has not that method: see Allow"};
    problem.headers.emplace_back("allow", match.allow);
    return to_response(problem);
  }
  return std::nullopt;
}

edge::Response none_of(std::span<const std::string_view> types) {
  std::string list;
  for (const std::string_view type : types) list += (list.empty() ? "" : ", ") + std::string{type};
  return to_response({406, "not-acceptable", "this call answers in: " + list});
}

std::optional<edge::Response> refuse_forms(const edge::Request& request, Call call) {
  if (call == Call::export_kitchen) return std::nullopt;  // ?format= says which
  std::span<const std::string_view> types = json_types;
  if (has_forms(call)) types = difference_types;
  if (call == Call::metrics) types = metrics_types;
  if (choose_form(request.header("accept"), types)) return std::nullopt;
  return none_of(types);
}

edge::Task<edge::Response> answer_call(Context& context, Call call, const edge::Variables& variables) {
  std::optional<edge::Response> refusal = co_await keep_out(context, call, variables);
  if (refusal) co_return *std::move(refusal);
  refusal = refuse_forms(context.request, call);
  if (refusal) co_return *std::move(refusal);
  refusal = refuse_body(context.request, body_of(call));
  if (refusal) co_return *std::move(refusal);
  if (is_written_ahead(call)) {
    co_await write_audit(context, audit_begun);
    context.begun = true;
  }
  edge::Response response = co_await answer(context, call);
  if (has_forms(call)) response.headers.emplace_back("vary", "Accept");
  if (is_read(context.request)) response = co_await with_tag(context.instance, context.request, std::move(response));
  co_return response;
}

edge::Task<edge::Response> serve(Context& context, const edge::Variables& variables) {
  context.match = edge::match(routes(), context.request.method, context.request.path);
  if (auto response = answer_without_call(context.request, context.match)) co_return *std::move(response);
  const Call call = static_cast<Call>(context.match.route->id);
  Result<edge::Response> answered = co_await answer_call(context, call, variables).result();
  edge::Response response = answered ? *std::move(answered) : answer_of(answered.error());
  // A caller that is over its limit costs no row.
  if (response.status == 429 || !is_audited(context, call, response)) co_return response;
  const Result<Done> written = co_await write_audit(context, response.status).result();
  if (written) co_return response;
  if (!context.begun) co_return written.error();
  // That it was begun is written down. Who is told 503 of what was done would do it again.
  context.instance.host().log(R"({"level":"error","event":"audit","fault":"an outcome was not written down"})");
  co_return response;
}

}  // namespace

edge::Task<edge::Response> Server::fetch(edge::Request request) {
  store::use_databases(instance_, edge::variable(variables, store::databases_variable));
  Context context{instance_, std::move(request)};
  Result<edge::Response> served = co_await serve(context, variables).result();
  edge::Response response = served ? *std::move(served) : answer_of(served.error());
  if (context.request.method == "HEAD") response.body.clear();
  co_return response;
}

edge::Task<Done> Server::scheduled(std::string, std::int64_t) {
  store::use_databases(instance_, edge::variable(variables, store::databases_variable));
  // What one of them cannot do keeps the other from nothing.
  const Result<Done> retained = co_await ingest::apply_retention(instance_).result();
  if (!retained) instance_.host().log(R"({"level":"error","event":"retention","fault":"left to the next run"})");
  const std::int64_t closed = co_await store::close_audit_hours(instance_, instance_.now_ms());
  instance_.host().log(R"({"level":"info","event":"audit-hours","closed":)" + std::to_string(closed) + "}");
  co_return Done{};
}

edge::Task<std::string> Server::call(std::string method, std::string bytes) {
  store::use_databases(instance_, edge::variable(variables, store::databases_variable));
  return ingest::serve_call(instance_, std::move(method), std::move(bytes));
}

}  // namespace cookdiff::api
