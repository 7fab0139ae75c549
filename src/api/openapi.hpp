// openapi.yaml as JSON, compact. `node scripts/openapi.mjs` writes openapi.inc; a test holds the two in step.
#pragma once

#include <string_view>

namespace cookdiff::api {

inline constexpr std::string_view openapi_document =
#include "api/openapi.inc"
    ;

}  // namespace cookdiff::api
