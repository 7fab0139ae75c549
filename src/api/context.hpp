// What every call gets: the request, its path, who asks, and the outside. One object a request, alive until the answer.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "auth/authenticate.hpp"
#include "base/result.hpp"
#include "edge/http.hpp"
#include "edge/instance.hpp"
#include "edge/router.hpp"
#include "edge/task.hpp"
#include "json/write.hpp"
#include "store/kitchen.hpp"
#include "store/read.hpp"

namespace cookdiff::api {

struct Context {
  edge::Instance& instance;
  edge::Request request;
  edge::Match match{};
  auth::Principal principal{};
  store::Kitchen kitchen = store::Kitchen::home();

  // For the audit: whose token was refused, and what a call found out that its path does not say.
  auth::Attempt attempt{};
  std::string recipe_id{};
  std::string make_id{};
  bool found_something = false;  // of a sweep
  bool begun = false;            // it is written down that the call was begun

  [[nodiscard]] std::string path(std::string_view name) const { return std::string{match.parameter(name)}; }
  [[nodiscard]] bool may(auth::Scope scope) const { return principal.scopes.allows(scope); }
};

// A list's page, as `?limit=` and `?cursor=` ask for it. `bad_value` with a sentence for people.
inline constexpr int page_limit_default = 50;
struct PageRequest {
  int limit = page_limit_default;
  store::Place after{};
};
[[nodiscard]] Result<PageRequest> read_page(const edge::Request& request);
[[nodiscard]] std::string cursor_of(const store::Place& place);
// "next": the cursor of the next page, or null after the last.
void write_next(json::Writer& writer, const std::optional<store::Place>& next);

// The value of ?name=…, "" when absent; `bad_value` when it is broken or longer than parameter_bytes_max.
inline constexpr std::size_t parameter_bytes_max = 1024;
[[nodiscard]] Result<std::string> read_parameter(const edge::Request& request, std::string_view name);
// Milliseconds since 1970 of a date or time of RFC 3339; nullopt when absent.
[[nodiscard]] Result<std::optional<std::int64_t>> read_time(const edge::Request& request, std::string_view name);

[[nodiscard]] edge::Response json_response(std::string body);

}  // namespace cookdiff::api
