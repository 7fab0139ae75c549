// What stands before every call: how often, who, and may they.
#pragma once

#include <optional>

#include "api/context.hpp"
#include "api/routes.hpp"
#include "edge/worker.hpp"

namespace cookdiff::api {

// Names of the rate limits in the configuration (wrangler.toml), which says how many. The variable RATE_LIMITS "off"
// switches them off.
inline constexpr std::string_view limit_by_address = "LIMIT_BY_ADDRESS";
inline constexpr std::string_view limit_by_token = "LIMIT_BY_TOKEN";

// GET /healthz?deep: every store is looked at, for who has a token.
[[nodiscard]] bool is_deep(const edge::Request& request);

// The answer that keeps the caller out (401, 403, 429), or nullopt: then the context knows who asks and whose kitchen
// it is. Fails when the store of tokens does not answer (503), never open.
[[nodiscard]] edge::Task<std::optional<edge::Response>> keep_out(Context& context, Call call,
                                                                 const edge::Variables& variables);

}  // namespace cookdiff::api
