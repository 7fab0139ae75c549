// One run: a seed decides everything that happens in it. The same seed gives the same run, step by step.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace cookdiff::sim {

struct RunResult {
  std::vector<std::string> broken;             // invariants that did not hold
  std::map<std::string, std::uint64_t> count;  // faults that really happened, and what users did
  std::vector<std::string> history;            // only where it was asked for
  std::uint64_t calls = 0;                     // host calls
};

[[nodiscard]] RunResult run_seed(std::uint64_t seed, bool with_history);

}  // namespace cookdiff::sim
