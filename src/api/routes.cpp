#include "api/routes.hpp"

#include <array>

namespace cookdiff::api {

namespace {

constexpr edge::Route route(std::string_view method, std::string_view pattern, Call call) {
  return {method, pattern, static_cast<int>(call)};
}

constexpr std::array table{
    route("GET", "/healthz", Call::health),
    route("GET", "/metrics", Call::metrics),
    route("GET", "/openapi.json", Call::openapi),
    route("GET", "/recipes", Call::list_recipes),
    route("POST", "/recipes", Call::create_recipe),
    route("PUT", "/recipes", Call::replace_recipe),
    route("GET", "/recipes/{recipeId}", Call::get_recipe),
    route("DELETE", "/recipes/{recipeId}", Call::delete_recipe),
    route("GET", "/recipes/{recipeId}/versions", Call::list_versions),
    route("GET", "/recipes/{recipeId}/analysis", Call::get_analysis),
    route("POST", "/recipes/{recipeId}/versions/suggested", Call::accept_suggestion),
    route("GET", "/recipes/{recipeId}/makes", Call::list_makes),
    route("POST", "/recipes/{recipeId}/makes", Call::create_make),
    route("GET", "/recipes/{recipeId}/makes/{makeId}", Call::get_make),
    route("GET", "/recipes/{recipeId}/makes/{makeId}/differences", Call::get_differences),
    route("POST", "/compare", Call::compare),
    route("GET", "/uploads", Call::list_uploads),
    route("POST", "/uploads/{uploadId}/retry", Call::retry_upload),
    route("POST", "/uploads/sweep", Call::sweep_uploads),
    route("POST", "/session", Call::sign_in),
    route("GET", "/session", Call::get_session),
    route("DELETE", "/session", Call::sign_out),
    route("POST", "/session/codes", Call::create_sign_in_code),
    route("GET", "/export", Call::export_kitchen),
    route("GET", "/kitchen", Call::get_kitchen),
    route("PUT", "/kitchen", Call::set_kitchen),
    route("DELETE", "/kitchen", Call::delete_kitchen),
    route("POST", "/kitchen/rebuild", Call::rebuild_kitchen),
    route("GET", "/audit", Call::list_audit),
    route("GET", "/tokens", Call::list_tokens),
    route("POST", "/tokens", Call::create_token),
    route("DELETE", "/tokens/{tokenId}", Call::revoke_token),
};

}  // namespace

std::span<const edge::Route> routes() { return table; }

bool is_open(Call call) {
  return call == Call::health || call == Call::openapi || call == Call::sign_in || call == Call::sign_out;
}

std::optional<auth::Scope> scope_of(Call call) {
  switch (call) {
    case Call::health:
    case Call::openapi:
    case Call::sign_in:
    case Call::get_session:
    case Call::sign_out:
    case Call::create_sign_in_code: return std::nullopt;
    case Call::list_recipes:
    case Call::get_recipe:
    case Call::list_versions:
    case Call::get_analysis:
    case Call::list_makes:
    case Call::get_make:
    case Call::get_differences:
    case Call::compare:
    case Call::list_uploads:
    case Call::export_kitchen: return auth::Scope::read;
    case Call::create_recipe:
    case Call::replace_recipe:
    case Call::accept_suggestion:
    case Call::create_make:
    case Call::retry_upload:
    case Call::sweep_uploads: return auth::Scope::upload;
    case Call::metrics: return auth::Scope::metrics;
    case Call::delete_recipe:
    case Call::get_kitchen:
    case Call::set_kitchen:
    case Call::delete_kitchen:
    case Call::rebuild_kitchen:
    case Call::list_audit:
    case Call::list_tokens:
    case Call::create_token:
    case Call::revoke_token: break;
  }
  return auth::Scope::admin;
}

}  // namespace cookdiff::api
