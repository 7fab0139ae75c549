// The stages natively: stages ORIGINAL MAKE prints {"read":…,"check":…,"compare":…,"write":…,"whole":…}, each the
// median microseconds of a call.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

#include "base/number.hpp"
#include "bench/stages.hpp"
#include "cli/file.hpp"

namespace {

using cookdiff::bench::Stage;

double median_us(Stage stage) {
  constexpr int rounds = 25;
  constexpr std::uint32_t times = 200;
  std::vector<double> samples;
  std::uint32_t sum = cookdiff::bench::repeat(stage, times);
  for (int round = 0; round < rounds; ++round) {
    const auto start = std::chrono::steady_clock::now();
    sum += cookdiff::bench::repeat(stage, times);
    const std::chrono::duration<double, std::micro> taken = std::chrono::steady_clock::now() - start;
    samples.push_back(taken.count() / times);
  }
  if (sum == 0) std::fputs("stages: nothing came out\n", stderr);
  std::sort(samples.begin(), samples.end());
  return samples[samples.size() / 2];
}

}  // namespace

int main(int count, char** words) {
  std::string original;
  std::string make;
  if (count != 3 || !cookdiff::cli::read_file(words[1], original) || !cookdiff::cli::read_file(words[2], make) ||
      !cookdiff::bench::prepare(original, make)) {
    std::fputs("usage: stages ORIGINAL MAKE\n", stderr);
    return 2;
  }
  std::string out = "{";
  constexpr const char* names[] = {"read", "check", "compare", "write", "whole"};
  for (std::uint8_t stage = 0; stage < 5; ++stage) {
    out += (stage == 0 ? "\"" : ",\"") + std::string(names[stage]) + "\":";
    cookdiff::base::append_number(median_us(static_cast<Stage>(stage)), 6, out);
  }
  std::puts((out + "}").c_str());
  return 0;
}
