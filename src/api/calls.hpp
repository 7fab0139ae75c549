// One function a call of the API (routes.hpp). Each may fail with an Error, which becomes a problem; the context
// outlives the Task.
#pragma once

#include "api/context.hpp"

namespace cookdiff::api {

using Answer = edge::Task<edge::Response>;

// service.cpp
[[nodiscard]] Answer health(Context& context);   // 503 when the tables do not answer; ?deep: or any store
[[nodiscard]] Answer openapi(Context& context);  // openapi.yaml as JSON

// metrics.cpp
[[nodiscard]] Answer metrics(Context& context);

// recipes.cpp
[[nodiscard]] Answer list_recipes(Context& context);
[[nodiscard]] Answer create_recipe(Context& context);
[[nodiscard]] Answer replace_recipe(Context& context);
[[nodiscard]] Answer get_recipe(Context& context);
[[nodiscard]] Answer list_versions(Context& context);

// analysis.cpp
[[nodiscard]] Answer get_analysis(Context& context);
[[nodiscard]] Answer accept_suggestion(Context& context);

// makes.cpp
[[nodiscard]] Answer list_makes(Context& context);
[[nodiscard]] Answer create_make(Context& context);
[[nodiscard]] Answer get_make(Context& context);

// differences.cpp
[[nodiscard]] Answer get_differences(Context& context);
[[nodiscard]] Answer compare(Context& context);

// uploads.cpp
[[nodiscard]] Answer list_uploads(Context& context);
[[nodiscard]] Answer retry_upload(Context& context);
[[nodiscard]] Answer sweep_uploads(Context& context);

// sign_in.cpp
[[nodiscard]] Answer sign_in(Context& context);
[[nodiscard]] Answer get_session(Context& context);
[[nodiscard]] Answer sign_out(Context& context);
[[nodiscard]] Answer create_sign_in_code(Context& context);

// erasure.cpp
[[nodiscard]] Answer delete_recipe(Context& context);
[[nodiscard]] Answer get_kitchen(Context& context);
[[nodiscard]] Answer set_kitchen(Context& context);
[[nodiscard]] Answer delete_kitchen(Context& context);
[[nodiscard]] Answer rebuild_kitchen(Context& context);  // one piece

// export.cpp
[[nodiscard]] Answer export_kitchen(Context& context);

// audit.cpp
[[nodiscard]] Answer list_audit(Context& context);

// tokens.cpp
[[nodiscard]] Answer list_tokens(Context& context);
[[nodiscard]] Answer create_token(Context& context);
[[nodiscard]] Answer revoke_token(Context& context);

}  // namespace cookdiff::api
