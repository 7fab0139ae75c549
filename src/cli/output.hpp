// Standard output and standard error of the command. Writing is buffered and checked: a full disk or a closed pipe is
// trouble, never a silently short answer.
#pragma once

#include <string>
#include <string_view>

namespace cookdiff::cli {

// What the shell gets. `diff` uses the first two as diff(1) does.
enum Exit : int { exit_identical = 0, exit_differs = 1, exit_trouble = 2 };

class Output {
 public:
  explicit Output(int descriptor) : descriptor_(descriptor) {}
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  void add(std::string_view text) {
    buffer_ += text;
    if (buffer_.size() >= buffer_bytes) flush();
  }
  // Writes what is buffered. False, from then on, when the other end did not take it.
  bool flush();
  [[nodiscard]] bool is_terminal() const;

 private:
  static constexpr std::size_t buffer_bytes = 1 << 16;
  int descriptor_;
  bool failed_ = false;
  std::string buffer_;
};

// A line on standard error: "cookdiff: <text>". What a file holds never reaches a terminal raw.
void complain(std::string_view text);

}  // namespace cookdiff::cli
