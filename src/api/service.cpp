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
#include "json/write.hpp"
#include "store/system.hpp"

namespace cookdiff::api {

namespace {

constexpr std::string_view looked_at = "healthz";  // a key that need not be there: an answer is enough

constexpr std::array<std::string_view, 4> stores = {"database", "recipes", "archive", "cache"};

std::string health_body(std::string_view status) {
  std::string body;
  json::Writer(body).begin_object().key("status").string(status).key("engine").string(diff::engine);
  return body;
}

}  // namespace

Answer health(Context& context) {
  if (!is_deep(context.request)) {
    co_await store::look(context.instance);
    co_return json_response(health_body("ok") + "}");
  }
  // One after the other: it is asked seldom, and at once would be four coroutines more.
  edge::Instance& instance = context.instance;
  const Result<std::int64_t> oldest = co_await store::oldest_waiting_ms(instance).result();
  std::array<bool, stores.size()> answered{static_cast<bool>(oldest), false, false, false};
  for (std::size_t n = 1; n <= 2; ++n) {
    const edge::Bucket bucket(instance, std::string{n == 1 ? store::recipes_bucket : store::archive_bucket});
    answered[n] = static_cast<bool>(co_await bucket.head(std::string{looked_at}).result());
  }
  const edge::KeyValue cache(instance, std::string{store::cache_binding});
  answered[3] = static_cast<bool>(co_await cache.get(std::string{looked_at}).result());
  std::string failing;
  std::string body = health_body("ok") + ",\"stores\":{";
  for (std::size_t n = 0; n < stores.size(); ++n) {
    if (!answered[n]) failing.append(failing.empty() ? "" : ", ").append(stores[n]);
    body.append(n == 0 ? "\"" : ",\"").append(stores[n]).append("\":\"ok\"");
  }
  if (!failing.empty()) {
    Problem problem{503, "unavailable", "no answer from: " + failing};
    problem.headers.emplace_back("retry-after", std::to_string(retry_after_seconds));
    co_return to_response(problem);
  }
  // 0 says that nothing waits.
  const std::int64_t age = std::max<std::int64_t>((instance.now_ms() - *oldest) / 1000, 1);
  body.append("},\"oldestWaitingSeconds\":").append(std::to_string(*oldest == 0 ? 0 : age)).append("}");
  co_return json_response(std::move(body));
}

Answer openapi(Context&) { co_return json_response(std::string{openapi_document}); }

}  // namespace cookdiff::api
