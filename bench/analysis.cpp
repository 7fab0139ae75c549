// The analysis of a recipe with many makes: the CPU time, the memory, the size of the document.
//   build/bench/bench/analysis [MAKES]
#include <sys/resource.h>

#include <cstdio>
#include <cstdlib>
#include <ctime>

#include "bench/makes.hpp"

using namespace cookdiff;

namespace {
double cpu_ms() { return static_cast<double>(std::clock()) * 1000 / CLOCKS_PER_SEC; }
}  // namespace

int main(int count, char** arguments) {
  const int makes = count > 1 ? std::atoi(arguments[1]) : 10'000;
  Arena arena;
  const std::string bytes = bench::document(0);
  const auto original = json::read(bytes, arena);
  const std::vector<std::string> facts = bench::facts_of_makes(*original, makes);
  std::size_t facts_bytes = 0;
  for (const std::string& of_make : facts) facts_bytes += of_make.size();
  const double begun = cpu_ms();
  analysis::Analysis all("2", 1, *original);
  bench::add_makes(all, facts);
  const double added = cpu_ms();
  const std::string answer = all.finish();
  const double ended = cpu_ms();
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  std::printf("%d makes, %zu bytes of facts, %zu bytes out: %.0f ms to add, %.0f ms to finish, peak %ld MiB\n", makes,
              facts_bytes, answer.size(), added - begun, ended - added, usage.ru_maxrss / 1024);
  return 0;
}
