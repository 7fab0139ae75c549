#include "upload/transport.hpp"

#include <chrono>

namespace cookdiff::upload {

std::int64_t Transport::now_ms() {
  const auto since = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(since).count();
}

}  // namespace cookdiff::upload
