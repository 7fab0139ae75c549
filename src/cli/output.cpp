#include "cli/output.hpp"

#include <unistd.h>

#include "base/descriptor.hpp"

namespace cookdiff::cli {

bool Output::flush() {
  if (!failed_ && !base::write_all(descriptor_, buffer_)) failed_ = true;
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
  static_cast<void>(base::write_all(STDERR_FILENO, line));  // where else could it be said
}

}  // namespace cookdiff::cli
