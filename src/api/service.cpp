// The calls that are open to all. A deep look at the stores costs calls of each, so it wants a token.
#include <algorithm>
#include <array>

#include "api/calls.hpp"
#include "api/doors.hpp"
#include "api/openapi.hpp"
#include "api/problem.hpp"
#include "diff/compare.hpp"
#include "edge/bucket.hpp"
#include "edge/stores.hpp"
#include "edge/when_all.hpp"
#include "json/write.hpp"
#include "store/system.hpp"
#include "store/tokens.hpp"

namespace cookdiff::api {

namespace {

constexpr std::string_view looked_at = "healthz";  // a key that need not be there: an answer is enough

edge::Task<Done> look_at_database(edge::Instance& instance, std::int64_t& oldest_ms) {
  oldest_ms = co_await store::oldest_waiting_ms(instance);
  co_return Done{};
}
edge::Task<Done> look_at_bucket(edge::Instance& instance, std::string_view binding) {
  co_await edge::Bucket(instance, std::string{binding}).head(std::string{looked_at});
  co_return Done{};
}
edge::Task<Done> look_at_cache(edge::Instance& instance) {
  co_await edge::KeyValue(instance, std::string{store::cache_binding}).get(std::string{looked_at});
  co_return Done{};
}

constexpr std::array<std::string_view, 4> stores = {"database", "recipes", "archive", "cache"};

std::string health_body(std::string_view status) {
  std::string body;
  json::Writer(body).begin_object().key("status").string(status).key("engine").string(diff::engine);
  return body;
}

}  // namespace

Answer health(Context& context) {
  if (!is_deep(context.request)) {
    // One row by its key, of a token that there cannot be: says whether the database answers and has its tables.
    co_await store::token(context.instance, "");
    co_return json_response(health_body("ok") + "}");
  }
  std::int64_t oldest_ms = 0;
  std::vector<edge::Task<Done>> looks;
  looks.push_back(look_at_database(context.instance, oldest_ms));
  looks.push_back(look_at_bucket(context.instance, store::recipes_bucket));
  looks.push_back(look_at_bucket(context.instance, store::archive_bucket));
  looks.push_back(look_at_cache(context.instance));
  const std::vector<Result<Done>> looked = co_await edge::when_all(std::move(looks));
  std::string failing;
  std::string body = health_body("ok") + ",\"stores\":{";
  for (std::size_t n = 0; n < stores.size(); ++n) {
    if (!looked[n]) failing.append(failing.empty() ? "" : ", ").append(stores[n]);
    body.append(n == 0 ? "\"" : ",\"").append(stores[n]).append("\":\"ok\"");
  }
  if (!failing.empty()) {
    Problem problem{503, "unavailable", "no answer from: " + failing};
    problem.headers.emplace_back("retry-after", std::to_string(retry_after_seconds));
    co_return to_response(problem);
  }
  // 0 says that nothing waits.
  const std::int64_t age = std::max<std::int64_t>((context.instance.now_ms() - oldest_ms) / 1000, 1);
  body.append("},\"oldestWaitingSeconds\":").append(std::to_string(oldest_ms == 0 ? 0 : age)).append("}");
  co_return json_response(std::move(body));
}

Answer openapi(Context&) { co_return json_response(std::string{openapi_document}); }

}  // namespace cookdiff::api
