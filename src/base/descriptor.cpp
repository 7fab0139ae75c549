#include "base/descriptor.hpp"

#include <unistd.h>

#include <cerrno>

namespace cookdiff::base {

bool write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t taken = ::write(descriptor, text.data(), text.size());
    if (taken < 0 && errno == EINTR) continue;
    if (taken <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(taken));
  }
  return true;
}

}  // namespace cookdiff::base
