#include "cli/file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace cookdiff::cli {

namespace {

Error system_error(int number) {
  const Code code = number == ENOENT || number == ENOTDIR || number == EISDIR ? Code::not_found : Code::unavailable;
  return Error{code, false, std::strerror(number)};
}

class Descriptor {
 public:
  Descriptor(int number, bool owned) : number_(number), owned_(owned) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (owned_ && number_ >= 0) ::close(number_);
  }
  [[nodiscard]] int number() const { return number_; }

 private:
  int number_;
  bool owned_;
};

// What fstat says is only a hint: pipes have no size, and files under /proc say 0.
std::size_t first_size(const struct stat& about) {
  constexpr std::size_t unknown_size_bytes = 1 << 14;
  if (!S_ISREG(about.st_mode) || about.st_size <= 0) return unknown_size_bytes;
  return static_cast<std::size_t>(about.st_size) + 1;
}

}  // namespace

std::string_view shown_name(std::string_view path) { return path == "-" ? "standard input" : path; }

Status read_file(std::string_view path, std::string& out) {
  out.clear();
  const bool standard_input = path == "-";
  const Descriptor file(standard_input ? STDIN_FILENO : ::open(std::string(path).c_str(), O_RDONLY | O_CLOEXEC),
                        !standard_input);
  if (file.number() < 0) return system_error(errno);
  struct stat about{};
  if (::fstat(file.number(), &about) != 0) return system_error(errno);
  if (S_ISDIR(about.st_mode)) return system_error(EISDIR);
  out.resize(first_size(about) < file_bytes_max ? first_size(about) : file_bytes_max + 1);
  std::size_t filled = 0;
  for (;;) {
    if (filled == out.size()) out.resize(out.size() * 2);
    const ssize_t taken = ::read(file.number(), out.data() + filled, out.size() - filled);
    if (taken < 0 && errno == EINTR) continue;
    if (taken < 0) return system_error(errno);
    if (taken == 0) break;
    filled += static_cast<std::size_t>(taken);
    if (filled > file_bytes_max) return Error{Code::too_large, false, "more than 512 MiB"};
  }
  out.resize(filled);
  return Done{};
}

}  // namespace cookdiff::cli
