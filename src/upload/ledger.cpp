#include "upload/ledger.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "base/arena.hpp"
#include "base/descriptor.hpp"
#include "base/sha256.hpp"
#include "json/read.hpp"
#include "json/write.hpp"

namespace cookdiff::upload {

namespace {

Error unavailable(const std::string& file) {
  return Error{Code::unavailable, false, file + ": " + std::strerror(errno)};
}

void make_folders_above(const std::string& file) {
  for (std::size_t slash = file.find('/', 1); slash != std::string::npos; slash = file.find('/', slash + 1))
    ::mkdir(file.substr(0, slash).c_str(), S_IRWXU);
}

std::string_view text_of(const json::Value& line, std::string_view name) {
  const json::Value* member = line.find(name);
  return member == nullptr ? std::string_view{} : member->text();
}

}  // namespace

Result<Ledger> Ledger::open(const std::string& file) {
  make_folders_above(file);
  Ledger out;
  out.descriptor_ = ::open(file.c_str(), O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (out.descriptor_ < 0) return unavailable(file);
  std::string rest;
  std::string block(std::size_t{1} << 16, '\0');
  for (;;) {
    const ssize_t taken = ::read(out.descriptor_, block.data(), block.size());
    if (taken < 0 && errno == EINTR) continue;
    if (taken < 0) return unavailable(file);
    if (taken == 0) break;
    rest.append(block, 0, static_cast<std::size_t>(taken));
    std::size_t from = 0;
    for (std::size_t end; (end = rest.find('\n', from)) != std::string::npos; from = end + 1)
      out.take_line(std::string_view(rest).substr(from, end - from));
    rest.erase(0, from);
  }
  // What was cut off must not become one line with the next.
  if (!rest.empty() && !base::write_all(out.descriptor_, "\n")) return unavailable(file);
  return out;
}

Ledger::Ledger(Ledger&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), hashes_(std::move(other.hashes_)) {}

Ledger& Ledger::operator=(Ledger&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  std::swap(hashes_, other.hashes_);
  return *this;
}

Ledger::~Ledger() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

void Ledger::take_line(std::string_view line) {
  Arena arena;
  const auto read = json::read(line, arena);
  if (!read || text_of(*read, "recipe").empty()) return;
  hashes_[Ids{text_of(*read, "recipe"), text_of(*read, "make")}] = text_of(*read, "sha256");
}

std::string_view Ledger::sent(const std::string& recipe, const std::string& make) const {
  const auto found = hashes_.find(Ids{recipe, make});
  return found == hashes_.end() ? std::string_view{} : std::string_view(found->second);
}

Status Ledger::note(const std::string& recipe, const std::string& make, const std::string& hash) {
  hashes_[Ids{recipe, make}] = hash;
  if (descriptor_ < 0) return Done{};
  std::string line;
  json::Writer(line)
      .begin_object()
      .key("recipe")
      .string(recipe)
      .key("make")
      .string(make)
      .key("sha256")
      .string(hash)
      .end_object();
  line += '\n';
  if (!base::write_all(descriptor_, line)) return unavailable("what was sent could not be noted");
  return Done{};
}

std::string ledger_file(std::string_view service, std::string_view token) {
  const auto variable = [](const char* name) {
    const char* text = std::getenv(name);
    return std::string(text == nullptr ? "" : text);
  };
  std::string folder = variable("XDG_STATE_HOME");
  if (folder.empty() && !variable("HOME").empty()) folder = variable("HOME") + "/.local/state";
  if (folder.empty()) return folder;
  constexpr std::size_t name_letters = 32;
  const std::string_view named_part = token.substr(0, token.rfind('_'));  // cookdiff_<id>_<secret>
  const std::string hash = base::sha256_hex(std::string(service) + "\n" + std::string(named_part));
  return folder + "/cookdiff/sent-" + hash.substr(0, name_letters) + ".ndjson";
}

}  // namespace cookdiff::upload
