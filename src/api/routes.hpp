// Every call of the API: its method, path, and the scope that it needs. openapi.yaml says the same for people and
// clients; tests/api/openapi.test.mjs holds the two together.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "auth/scope.hpp"
#include "edge/router.hpp"

namespace cookdiff::api {

enum class Call : std::uint8_t {
  health,
  metrics,
  openapi,
  list_recipes,
  create_recipe,
  replace_recipe,
  get_recipe,
  list_versions,
  get_analysis,
  accept_suggestion,
  list_makes,
  create_make,
  get_make,
  get_differences,
  compare,
  list_uploads,
  retry_upload,
  sweep_uploads,
  sign_in,
  get_session,
  sign_out,
  create_sign_in_code,
  delete_recipe,
  get_kitchen,
  set_kitchen,
  delete_kitchen,
  rebuild_kitchen,
  export_kitchen,
  list_audit,
  list_tokens,
  create_token,
  revoke_token,
};

[[nodiscard]] std::span<const edge::Route> routes();

// True where nobody is asked who they are.
[[nodiscard]] bool is_open(Call call);
// What a token needs for the call; nullopt: nothing (it is open, or any token will do).
[[nodiscard]] std::optional<auth::Scope> scope_of(Call call);

}  // namespace cookdiff::api
