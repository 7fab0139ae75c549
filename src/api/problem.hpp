// What a caller is told when it cannot be done: application/problem+json (RFC 9457). The one place where an Error
// becomes a status.
#pragma once

#include <string>
#include <string_view>

#include "base/error.hpp"
#include "edge/http.hpp"

namespace cookdiff::api {

// What a caller should wait before it tries again after a 429 or a 503.
inline constexpr int retry_after_seconds = 10;

struct Problem {
  int status = 500;
  std::string_view type;  // the part behind "urn:cookdiff:problem:", one of those in docs/api.md
  std::string detail{};   // one sentence; never text of a document
  bool has_pointer = false;
  std::string pointer{};  // RFC 6901, into the document that was sent
  edge::Headers headers{};
};

// Bad input and decisions as 4xx, a host that failed as 503 with Retry-After, tables that are missing as 503 with the
// command that makes them.
[[nodiscard]] Problem problem_of(const Error& error);

[[nodiscard]] edge::Response to_response(const Problem& problem);

// The problems that the doors themselves find.
[[nodiscard]] edge::Response no_such_path();
[[nodiscard]] edge::Response not_found(std::string detail);
[[nodiscard]] edge::Response bad_request(std::string detail);
[[nodiscard]] edge::Response conflict(std::string_view type, std::string detail);
[[nodiscard]] edge::Response unprocessable(std::string detail, std::string pointer);
[[nodiscard]] edge::Response answer_of(const Error& error);

// The reason phrase of the statuses that this service uses.
[[nodiscard]] std::string_view status_title(int status);

}  // namespace cookdiff::api
