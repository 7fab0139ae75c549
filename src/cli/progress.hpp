// A bar on standard error for work that takes a while: how far it is, how fast, how long it will take.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace cookdiff::cli {

// "[=======>      ]  420 of 1980  21 %  85 a second  0:18 left  3 refused"; without a rate until there is one.
[[nodiscard]] std::string progress_line(std::size_t done, std::size_t total, std::size_t refused,
                                        std::int64_t elapsed_ms);

class Progress {
 public:
  // `shown` says whether there is a bar at all; on a terminal it is drawn over itself, elsewhere it is a line at times.
  Progress(bool shown, bool terminal, std::size_t total) : shown_(shown), terminal_(terminal), total_(total) {}
  void tell(std::size_t done, std::size_t refused, std::int64_t elapsed_ms);
  // The last line stays; what is written next begins on a line of its own.
  void end(std::size_t done, std::size_t refused, std::int64_t elapsed_ms);

 private:
  void draw(const std::string& line, bool last) const;
  bool shown_;
  bool terminal_;
  std::size_t total_;
  std::int64_t next_ms_ = 0;
};

}  // namespace cookdiff::cli
