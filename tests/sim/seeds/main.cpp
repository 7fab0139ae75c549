// simulate --seeds N [--seed S] [--history] [--stop]: runs seeds S to S + N - 1. Prints each seed that fails with what
// did not hold, and last a line of JSON: seeds, failures, host calls, and how often each thing really happened.
// Exit 1 when a seed failed.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "json/write.hpp"
#include "sim/seeds/run.hpp"

namespace {

struct Options {
  std::uint64_t first = 1;
  std::uint64_t seeds = 100;
  bool history = false;
  bool stop = false;  // at the first failure
};

bool read_options(int count, char** words, Options& options) {
  for (int n = 1; n < count; ++n) {
    const auto is = [&](const char* name) { return std::strcmp(words[n], name) == 0; };
    if (is("--history"))
      options.history = true;
    else if (is("--stop"))
      options.stop = true;
    else if (is("--seed") && n + 1 < count)
      options.first = std::strtoull(words[++n], nullptr, 10);
    else if (is("--seeds") && n + 1 < count)
      options.seeds = std::strtoull(words[++n], nullptr, 10);
    else
      return false;
  }
  return true;
}

std::string figures(const Options& options, std::uint64_t run, std::uint64_t failures, std::uint64_t calls,
                    const std::map<std::string, std::uint64_t>& count) {
  std::string out;
  cookdiff::json::Writer writer(out);
  writer.begin_object().key("first").integer(static_cast<std::int64_t>(options.first));
  writer.key("seeds")
      .integer(static_cast<std::int64_t>(run))
      .key("failures")
      .integer(static_cast<std::int64_t>(failures));
  writer.key("calls").integer(static_cast<std::int64_t>(calls)).key("count").begin_object();
  for (const auto& [what, times] : count) writer.key(what).integer(static_cast<std::int64_t>(times));
  writer.end_object().end_object();
  return out;
}

}  // namespace

int main(int count, char** words) {
  Options options;
  if (!read_options(count, words, options)) {
    std::fprintf(stderr, "usage: simulate [--seeds N] [--seed S] [--history] [--stop]\n");
    return 2;
  }
  std::map<std::string, std::uint64_t> total;
  std::uint64_t failures = 0;
  std::uint64_t calls = 0;
  std::uint64_t run = 0;
  for (std::uint64_t seed = options.first; seed < options.first + options.seeds; ++seed) {
    const cookdiff::sim::RunResult result = cookdiff::sim::run_seed(seed, options.history);
    ++run;
    calls += result.calls;
    for (const auto& [what, times] : result.count) total[what] += times;
    for (const std::string& line : result.history) std::printf("%s\n", line.c_str());
    if (result.broken.empty()) continue;
    ++failures;
    std::printf("seed %llu failed\n", static_cast<unsigned long long>(seed));
    for (const std::string& line : result.broken) std::printf("  %s\n", line.c_str());
    std::fflush(stdout);
    if (options.stop) break;
  }
  std::printf("%s\n", figures(options, run, failures, calls, total).c_str());
  return failures == 0 ? 0 : 1;
}
