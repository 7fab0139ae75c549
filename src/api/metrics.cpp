// GET /metrics: the state of the whole service in OpenMetrics' text form. Numbers only.
#include "store/metrics.hpp"
#include "api/calls.hpp"
#include "diff/compare.hpp"
#include "ingest/calls.hpp"

namespace cookdiff::api {

namespace {

constexpr std::string_view openmetrics_type = "application/openmetrics-text; version=1.0.0; charset=utf-8";

// Milliseconds as seconds, exactly: 1500 is 1.5.
std::string seconds(std::int64_t ms) {
  std::string out = std::to_string(ms / 1000);
  const std::int64_t rest = ms % 1000;
  if (rest == 0) return out;
  std::string digits = std::to_string(1000 + rest).substr(1);
  while (digits.back() == '0') digits.pop_back();
  return out + "." + digits;
}

void gauge(std::string& out, std::string_view name, std::string_view help) {
  out.append("# TYPE ").append(name).append(" gauge\n# HELP ").append(name).append(" ").append(help).append("\n");
}

void sample(std::string& out, std::string_view name, const std::string& value) {
  out.append(name).append(" ").append(value).append("\n");
}

std::int64_t objects_in(const store::Metrics& metrics, std::string_view state) {
  for (const store::StateCount& count : metrics.states)
    if (count.state == state) return count.objects;
  return 0;
}

void write_states(std::string& out, const store::Metrics& metrics) {
  gauge(out, "cookdiff_objects", "Objects that the tables know, by their state.");
  for (const std::string_view state : {"queued", "stored", "pending", "rejected", "failed", "withdrawn"})
    sample(out, "cookdiff_objects{state=\"" + std::string{state} + "\"}", std::to_string(objects_in(metrics, state)));
}

void write_delays(std::string& out, const store::Metrics& metrics) {
  out +=
      "# TYPE cookdiff_upload_to_stored_seconds gaugehistogram\n"
      "# UNIT cookdiff_upload_to_stored_seconds seconds\n"
      "# HELP cookdiff_upload_to_stored_seconds From upload to decision, of the uploads of the last hour.\n";
  std::int64_t sum = 0;
  for (std::size_t n = 0; n < metrics.delays.size(); ++n) {
    sum += metrics.delays[n];
    const std::string end = n < store::delay_ends_ms.size() ? seconds(store::delay_ends_ms[n]) + ".0" : "+Inf";
    sample(out, "cookdiff_upload_to_stored_seconds_bucket{le=\"" + end + "\"}", std::to_string(sum));
  }
  sample(out, "cookdiff_upload_to_stored_seconds_gcount", std::to_string(sum));
  sample(out, "cookdiff_upload_to_stored_seconds_gsum", seconds(metrics.delay_sum_ms));
}

std::string text_of(const store::Metrics& metrics, std::int64_t now_ms) {
  std::string out;
  write_states(out, metrics);
  const std::int64_t waiting = metrics.oldest_waiting_ms == 0 ? 0 : now_ms - metrics.oldest_waiting_ms;
  gauge(out, "cookdiff_oldest_waiting_seconds",
        "Age of the oldest object that waits to be decided on; 0 when none does.");
  sample(out, "cookdiff_oldest_waiting_seconds", seconds(waiting > 0 ? waiting : 0));
  write_delays(out, metrics);
  gauge(out, "cookdiff_dead_letters", "Objects that were given up after all their tries.");
  sample(out, "cookdiff_dead_letters", std::to_string(objects_in(metrics, "failed")));
  gauge(out, "cookdiff_trapped_objects", "Of the dead letters, those that the comparison broke on.");
  sample(out, "cookdiff_trapped_objects", std::to_string(metrics.trapped));
  gauge(out, "cookdiff_due_makes", "Stored makes that another engine compared.");
  sample(out, "cookdiff_due_makes", std::to_string(metrics.due_makes));
  gauge(out, "cookdiff_due_recipes", "Recipes with makes that may need another version of their original.");
  sample(out, "cookdiff_due_recipes", std::to_string(metrics.due_recipes));
  gauge(out, "cookdiff_database_bytes", "What each database holds; 10 GB is all that one can.");
  for (std::size_t n = 0; n < metrics.database_bytes.size(); ++n)
    sample(out, "cookdiff_database_bytes{database=\"DB" + (n == 0 ? "" : std::to_string(n + 1)) + "\"}",
           std::to_string(metrics.database_bytes[n]));
  gauge(out, "cookdiff_counted_timestamp_seconds", "When this was counted: it is kept for five minutes.");
  sample(out, "cookdiff_counted_timestamp_seconds", seconds(now_ms));
  out += "# EOF\n";
  return out;
}

}  // namespace

Answer metrics(Context& context) {
  std::string text = co_await store::kept_metrics(context.instance);
  if (text.empty()) {
    const store::Metrics counted =
        co_await store::count_metrics(context.instance, std::string{diff::engine}, std::string{ingest::trapped_detail});
    text = text_of(counted, context.instance.now_ms());
    co_await store::keep_metrics(context.instance, text);
  }
  edge::Response response;
  response.headers.emplace_back("content-type", openmetrics_type);
  response.body = std::move(text);
  co_return response;
}

}  // namespace cookdiff::api
