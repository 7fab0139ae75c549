// MUST(x): our own bug, never anything that a user's bytes or a host's answer can cause. It stops the program in every
// build: a trap in wasm (one event fails, its instance is dropped), an abort natively. Silence would lose data.
#pragma once

namespace cookdiff::base {
[[noreturn]] void broken(const char* what, const char* file, int line);
}

#define MUST(condition) \
  (static_cast<bool>(condition) ? static_cast<void>(0) : ::cookdiff::base::broken(#condition, __FILE__, __LINE__))
