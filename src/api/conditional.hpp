// ETags and what hangs on them (RFC 9110, 13): If-None-Match on reads, If-Match on writes.
#pragma once

#include <string>
#include <string_view>

#include "edge/http.hpp"
#include "edge/instance.hpp"
#include "edge/task.hpp"

namespace cookdiff::api {

// The strong tag of these bytes, with its quotes: half of their SHA-256.
[[nodiscard]] edge::Task<std::string> tag_of(edge::Instance& instance, std::string bytes);

// True when the list of tags (or "*") of If-None-Match names it; weak comparison.
[[nodiscard]] bool names_weakly(std::string_view list, std::string_view tag);
// The same of If-Match; strong comparison: a weak tag names nothing.
[[nodiscard]] bool names_strongly(std::string_view list, std::string_view tag);

// Gives a 200 its ETag, and makes it a 304 where the request has that one already.
[[nodiscard]] edge::Task<edge::Response> with_tag(edge::Instance& instance, const edge::Request& request,
                                                  edge::Response response);

}  // namespace cookdiff::api
