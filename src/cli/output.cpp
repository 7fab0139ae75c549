#include "cli/output.hpp"

#include <unistd.h>

#include <cerrno>

namespace cookdiff::cli {

namespace {
bool write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t taken = ::write(descriptor, text.data(), text.size());
    if (taken < 0 && errno == EINTR) continue;
    if (taken <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(taken));
  }
  return true;
}
}  // namespace

bool Output::flush() {
  if (!failed_ && !write_all(descriptor_, buffer_)) failed_ = true;
  buffer_.clear();
  return !failed_;
}

bool Output::is_terminal() const { return ::isatty(descriptor_) == 1; }

void complain(std::string_view text) {
  std::string line = "cookdiff: ";
  for (const char c : text) {
    // Control characters in a file's name would drive the terminal.
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
      line += '?';
    } else {
      line += c;
    }
  }
  line += '\n';
  write_all(STDERR_FILENO, line);
}

}  // namespace cookdiff::cli
