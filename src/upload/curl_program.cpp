#include "upload/curl_program.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>

#include "base/descriptor.hpp"
#include "base/number.hpp"
#include "formats/text.hpp"
#include "upload/http.hpp"

extern char** environ;

namespace cookdiff::upload {

namespace {

constexpr std::size_t head_bytes_max = std::size_t{256} << 10;  // curl itself takes heads of up to 300 KB
constexpr std::size_t trouble_bytes_max = 4096;

// The curl program's exit codes (its manual, "EXIT CODES") that another try does not change.
constexpr std::array hopeless_codes = {1, 3, 51, 60, 77};

// The ends of a pipe; -1 once closed.
struct Pipe {
  int read = -1;
  int write = -1;
};

void shut(int& descriptor) {
  if (descriptor >= 0) close(descriptor);
  descriptor = -1;
}

bool open_pipe(Pipe& pipe_ends) {
  int ends[2];
  if (pipe(ends) != 0) return false;
  pipe_ends = {ends[0], ends[1]};
  for (const int end : ends) fcntl(end, F_SETFD, FD_CLOEXEC);
  return true;
}

// One call at a time.
struct Line {
  pid_t process = -1;  // -1: none is under way
  Pipe body{};         // to curl's standard input
  Pipe printed{};      // its standard output
  Pipe said{};         // its standard error
  std::string_view left{};
  std::string out{};
  std::string err{};
  bool too_long = false;
  bool not_started = false;
};

// A text in curl's configuration.
std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"\n";
}

// Whether there may be more.
bool take(int descriptor, std::string& into, std::size_t most, bool& too_long) {
  std::array<char, 65536> bytes;
  const ssize_t count = read(descriptor, bytes.data(), bytes.size());
  if (count < 0) return errno == EINTR || errno == EAGAIN;
  if (into.size() + static_cast<std::size_t>(count) > most)
    too_long = true;
  else
    into.append(bytes.data(), static_cast<std::size_t>(count));
  return count > 0;
}

class CurlTransport final : public Transport {
 public:
  CurlTransport(std::string program, std::string address, const std::string& token, std::size_t slots)
      : program_(std::move(program)),
        address_(std::move(address)),
        authorization_("authorization: Bearer " + token),
        lines_(slots) {
    std::signal(SIGPIPE, SIG_IGN);  // a curl that gives up does not read its body to the end
  }
  ~CurlTransport() override {
    for (Line& line : lines_) {
      if (line.process < 0) continue;
      kill(line.process, SIGTERM);
      ended(line);
    }
  }

  void begin(std::size_t slot, const Call& call) override {
    Line& line = lines_[slot];
    line = Line{};
    const bool with_body = call.method != "GET";
    if (with_body) line.left = call.body;
    Pipe settings;
    if (!open_pipe(line.body) || !open_pipe(line.printed) || !open_pipe(line.said) || !open_pipe(settings) ||
        !start(line, settings, with_body))
      line.not_started = true;
    shut(line.body.read);
    shut(line.printed.write);
    shut(line.said.write);
    shut(settings.read);
    const std::string text = line.not_started ? "" : settings_of(call);
    if (!base::write_all(settings.write, text)) line.not_started = true;
    shut(settings.write);
    if (line.left.empty()) shut(line.body.write);
    for (const int end : {line.body.write, line.printed.read, line.said.read})
      if (end >= 0) fcntl(end, F_SETFL, O_NONBLOCK);
  }

  bool next(std::int64_t wait_ms, std::size_t& slot, Answer& answer) override {
    if (taken(slot, answer)) return true;
    std::vector<pollfd> waiting;
    for (const Line& line : lines_) {
      if (line.body.write >= 0) waiting.push_back({line.body.write, POLLOUT, 0});
      if (line.printed.read >= 0) waiting.push_back({line.printed.read, POLLIN, 0});
      if (line.said.read >= 0) waiting.push_back({line.said.read, POLLIN, 0});
    }
    if (poll(waiting.data(), static_cast<nfds_t>(waiting.size()), static_cast<int>(wait_ms)) > 0)
      for (const pollfd& ready : waiting)
        if (ready.revents != 0) move(ready.fd);
    return taken(slot, answer);
  }

 private:
  bool start(Line& line, const Pipe& settings, bool with_body) const {
    std::vector<std::string> words = {program_,
                                      "--disable",
                                      "--config",
                                      "/dev/fd/3",
                                      "--silent",
                                      "--show-error",
                                      "--include",
                                      "--suppress-connect-headers",
                                      "--proto",
                                      "=http,https",
                                      "--user-agent",
                                      "cookdiff",
                                      "--connect-timeout",
                                      std::to_string(connect_timeout_ms / 1000),
                                      "--max-time",
                                      std::to_string(call_timeout_ms / 1000)};
    if (with_body) words.insert(words.end(), {"--data-binary", "@-"});
    std::vector<char*> pointers;
    for (std::string& word : words) pointers.push_back(word.data());
    pointers.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, line.body.read, 0);
    posix_spawn_file_actions_adddup2(&actions, line.printed.write, 1);
    posix_spawn_file_actions_adddup2(&actions, line.said.write, 2);
    posix_spawn_file_actions_adddup2(&actions, settings.read, 3);
    posix_spawnattr_t attributes;  // a group of its own: Ctrl-C lets what is under way have its answer
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
    const int failed = posix_spawn(&line.process, program_.c_str(), &actions, &attributes, pointers.data(), environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    if (failed != 0) line.process = -1;
    return failed == 0;
  }

  std::string settings_of(const Call& call) const {
    std::string out = "url = " + quoted(address_ + call.path) + "request = " + quoted(call.method);
    const auto header = [&](std::string_view text) { out += "header = " + quoted(text); };
    header(authorization_);
    header("accept: application/json");
    header("expect:");  // no round trip to ask whether a body may come
    for (const auto& [name, value] : call.headers) header(name + ": " + value);
    return out;
  }

  // Bytes through the end that is ready.
  void move(int ready) {
    for (Line& line : lines_) {
      if (line.body.write == ready) {
        const ssize_t count = write(ready, line.left.data(), line.left.size());
        if (count > 0) line.left.remove_prefix(static_cast<std::size_t>(count));
        if (line.left.empty() || (count < 0 && errno != EAGAIN && errno != EINTR)) shut(line.body.write);
      } else if (line.printed.read == ready) {
        if (!take(ready, line.out, answer_bytes_max + head_bytes_max, line.too_long)) shut(line.printed.read);
        if (line.too_long) kill(line.process, SIGTERM);
      } else if (line.said.read == ready) {
        bool cut = false;
        if (!take(ready, line.err, trouble_bytes_max, cut)) shut(line.said.read);
      }
    }
  }

  // Its exit code; -1 where it had none.
  static int ended(Line& line) {
    for (int* end : {&line.body.write, &line.printed.read, &line.said.read}) shut(*end);
    int status = 0;
    while (waitpid(line.process, &status, 0) < 0 && errno == EINTR) {
    }
    line.process = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

  bool taken(std::size_t& slot, Answer& answer) {
    for (slot = 0; slot < lines_.size(); ++slot) {
      Line& line = lines_[slot];
      if (!line.not_started && (line.process < 0 || line.printed.read >= 0 || line.said.read >= 0)) continue;
      answer = Answer{};
      const int code = line.process >= 0 ? ended(line) : -1;
      if (line.not_started) {
        answer.trouble = program_ + " could not be started";
        line.not_started = false;
      } else if (line.too_long) {
        answer.trouble = answer_too_long;
        answer.hopeless = true;
      } else if (code != 0) {
        while (line.err.ends_with('\n')) line.err.pop_back();
        answer.trouble = line.err.empty() ? program_ + " ended without an answer" : std::move(line.err);
        for (const int hopeless : hopeless_codes) answer.hopeless |= code == hopeless;
      } else if (!read_printed(line.out, answer)) {
        answer.trouble = "what came is no answer of HTTP";
      }
      return true;
    }
    return false;
  }

  std::string program_;
  std::string address_;
  std::string authorization_;
  std::vector<Line> lines_;
};

}  // namespace

std::string find_program(const std::string& name) {
  if (name.find('/') != std::string::npos) return access(name.c_str(), X_OK) == 0 ? name : "";
  const char* path = std::getenv("PATH");
  std::string_view folders = path == nullptr ? "/usr/bin:/bin" : path;
  while (!folders.empty()) {
    const std::size_t end = std::min(folders.find(':'), folders.size());
    if (end > 0) {
      std::string full = std::string(folders.substr(0, end)) + "/" + name;
      if (access(full.c_str(), X_OK) == 0) return full;
    }
    folders.remove_prefix(std::min(end + 1, folders.size()));
  }
  return "";
}

bool read_printed(std::string_view printed, Answer& answer) {
  for (;;) {
    if (!printed.starts_with("HTTP/")) return false;
    std::size_t end = printed.find("\r\n\r\n");
    if (end == std::string_view::npos) return false;
    std::string_view head = printed.substr(0, end + 2);
    printed.remove_prefix(end + 4);
    const std::size_t space = std::min(head.find(' '), head.size() - 1);
    const auto status = base::read_digits(head.substr(space + 1, 3));
    if (!status) return false;
    if (*status < 200) continue;  // 100 Continue, 103 Early Hints: the answer comes after
    answer.status = static_cast<int>(*status);
    for (head.remove_prefix(head.find("\r\n") + 2); !head.empty(); head.remove_prefix(end + 2)) {
      end = head.find("\r\n");
      constexpr std::string_view name = "retry-after:";
      const std::string_view field = head.substr(0, end);
      if (!formats::same_letters(field.substr(0, name.size()), name)) continue;
      const auto seconds = base::read_digits(formats::trim(field.substr(name.size())));
      if (seconds > 0) answer.retry_after_ms = *seconds * 1000;
    }
    answer.body = std::string(printed);
    return true;
  }
}

std::unique_ptr<Transport> curl_transport(std::string program, std::string address, const std::string& token,
                                          std::size_t slots) {
  return std::make_unique<CurlTransport>(std::move(program), std::move(address), token, slots);
}

}  // namespace cookdiff::upload
