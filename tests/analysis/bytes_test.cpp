// The document of the simulated makes, for tests/engine/run.mjs, which holds it against what wasm gives: with
// COOKDIFF_ANALYSIS set it is written to that file.
#include <doctest/doctest.h>

#include <cstdio>
#include <cstdlib>

#include "../../bench/makes.hpp"

using namespace cookdiff;

TEST_CASE("the same makes give the same bytes") {
  constexpr int makes = 400;
  const std::string document = bench::analysed(makes);
  CHECK(document == bench::analysed(makes));
  const char* file = std::getenv("COOKDIFF_ANALYSIS");
  if (file == nullptr) return;
  std::FILE* out = std::fopen(file, "w");
  REQUIRE(out != nullptr);
  CHECK(std::fwrite(document.data(), 1, document.size(), out) == document.size());
  std::fclose(out);
}
