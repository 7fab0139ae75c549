// Uses the C++ library's headers and its compiled part, and the C library: what a toolchain must have in place.
#include <algorithm>
#include <string>
#include <vector>

// How many different words there are in "b a b" repeated `times` times.
extern "C" __attribute__((export_name("words"))) int words(int times) {
  std::vector<std::string> all;
  for (int n = 0; n < times; ++n) {
    for (const char* word : {"a rather long word, past what a string keeps inside of itself", "a", "b"})
      all.emplace_back(word);
  }
  std::sort(all.begin(), all.end());
  return static_cast<int>(std::unique(all.begin(), all.end()) - all.begin());
}
