#include "base/assert.hpp"

#ifndef __wasm__
#include <cstdio>
#include <cstdlib>
#endif

namespace cookdiff::base {

void broken([[maybe_unused]] const char* what, [[maybe_unused]] const char* file, [[maybe_unused]] int line) {
#ifdef __wasm__
  __builtin_trap();  // the stack in the host's error names the place, from the build that keeps its name section
#else
  std::fprintf(stderr, "%s:%d: broken: %s\n", file, line, what);
  std::abort();
#endif
}

}  // namespace cookdiff::base
