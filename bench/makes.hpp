// A recipe and simulated makes of it: for the benchmark of the analysis and the test that native and wasm give the same
// bytes.
#pragma once

#include <string>
#include <vector>

#include "analysis/analysis.hpp"
#include "analysis/facts.hpp"
#include "diff/compare.hpp"
#include "json/read.hpp"
#include "recipe/document.hpp"

namespace cookdiff::bench {

inline constexpr int lines = 15;
inline constexpr int steps = 8;

// `seed` 0: the original; else a make with about a fifth of it changed.
inline std::string document(unsigned seed) {
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

inline std::vector<std::string> facts_of_makes(const json::Value& original, int makes) {
  std::vector<std::string> out;
  for (int i = 0; i < makes; ++i) {
    Arena arena;
    const std::string bytes = document(static_cast<unsigned>(i + 1));
    const auto make = json::read(bytes, arena);
    const auto differences = diff::compare(original, *make, arena);
    out.push_back(analysis::write_facts(*make, *differences));
  }
  return out;
}

inline void add_makes(analysis::Analysis& all, const std::vector<std::string>& facts) {
  for (std::size_t i = 0; i < facts.size(); ++i) {
    analysis::MakeRow row;
    row.id_json = std::to_string(i);
    row.key = row.id_json;
    row.made_ms = static_cast<std::int64_t>(i + 1);
    row.version = 1;
    row.cook = "cook " + std::to_string(i % 20);
    row.rating = 1 + static_cast<double>(i * 7 % 9) * 0.5;
    all.add_make(std::move(row), facts[i]);
  }
}

// The whole way: documents, facts, analysis.
inline std::string analysed(int makes) {
  Arena arena;
  const std::string bytes = document(0);
  const auto original = json::read(bytes, arena);
  MUST(original);
  analysis::Analysis all("2", 1, *original);
  add_makes(all, facts_of_makes(*original, makes));
  return all.finish();
}

}  // namespace cookdiff::bench
