// The analysis of a recipe with many makes: the CPU time, the memory and the hash of the document.
//   build/bench/bench/analysis [MAKES]
#include <sys/resource.h>

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <vector>

#include "analysis/analysis.hpp"
#include "analysis/facts.hpp"
#include "diff/compare.hpp"
#include "json/read.hpp"
#include "recipe/document.hpp"

using namespace cookdiff;

namespace {

constexpr int lines = 15;
constexpr int steps = 8;

// `seed` 0: the original; else a make with about a fifth of it changed.
std::string document(unsigned seed) {
  const auto chance = [&seed](unsigned of) {
    if (seed == 0) return false;
    seed = seed * 1664525 + 1013904223;
    return (seed >> 16) % of == 0;
  };
  std::string out = R"({"recipeId":2,"recipeName":"Pie","yield":"8 servings","ingredients":[)";
  for (int i = 0; i < lines; ++i) {
    if (chance(20)) continue;
    out += std::string{out.back() == '[' ? "" : ","} + R"({"ingredientId":)" + std::to_string(i + 1) +
           R"(,"quantity":)" + std::to_string(chance(6) ? 120 + i : 100 + i) +
           R"(,"measurement":"g","ingredientName":"thing)" + std::string(static_cast<std::size_t>(i + 1), 'x') +
           (i == 0 ? " flour" : "") + "\"}";
  }
  out += R"(],"steps":[)";
  for (int i = 0; i < steps; ++i)
    out += std::string{out.back() == '[' ? "" : ","} + R"({"stepId":)" + std::to_string(i + 1) +
           R"(,"stepText":"Take part )" + std::to_string(i) + " and bake it at " + (chance(6) ? "200" : "180") +
           " °C for " + (chance(6) ? "25" : "20") + R"( minutes"})";
  return out + R"(],"observations":[{"name":"core temperature","value":)" + std::to_string(90 + seed % 7) +
         R"(,"unit":"°C"}]})";
}

double cpu_ms() { return static_cast<double>(std::clock()) * 1000 / CLOCKS_PER_SEC; }

}  // namespace

int main(int count, char** arguments) {
  const int makes = count > 1 ? std::atoi(arguments[1]) : 10'000;
  Arena arena;
  const std::string original_bytes = document(0);
  const auto original = json::read(original_bytes, arena);
  if (!original) return 1;
  std::vector<std::string> facts;
  std::size_t bytes = 0;
  for (int i = 0; i < makes; ++i) {
    Arena of_make;
    const std::string make_bytes = document(static_cast<unsigned>(i + 1));
    const auto make = json::read(make_bytes, of_make);
    const auto differences = diff::compare(*original, *make, of_make);
    facts.push_back(analysis::write_facts(*make, *differences));
    bytes += facts.back().size();
  }
  const double begun = cpu_ms();
  analysis::Analysis all("2", 1, *original);
  for (int i = 0; i < makes; ++i) {
    analysis::MakeRow row;
    row.id_json = std::to_string(i);
    row.key = row.id_json;
    row.made_ms = i + 1;
    row.version = 1;
    row.cook = "cook " + std::to_string(i % 20);
    row.rating = 1 + (i * 7 % 9) * 0.5;
    all.add_make(std::move(row), facts[static_cast<std::size_t>(i)]);
  }
  const double added = cpu_ms();
  const std::string answer = all.finish();
  const double ended = cpu_ms();
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  for (const char c : answer) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  std::printf(
      "%d makes, %zu bytes of facts, %zu bytes out: %.0f ms to add, %.0f ms to finish, peak %ld MiB, hash %016llx\n",
      makes, bytes, answer.size(), added - begun, ended - added, usage.ru_maxrss / 1024,
      static_cast<unsigned long long>(hash));
  return 0;
}
