#include "cli/progress.hpp"

#include <unistd.h>

#include <algorithm>

#include "base/number.hpp"

namespace cookdiff::cli {

namespace {
constexpr std::size_t bar_letters = 24;
constexpr std::int64_t redraw_ms = 100;  // of a terminal
constexpr std::int64_t line_ms = 2'000;  // elsewhere

void add(std::size_t number, std::string& out) { base::append_integer(static_cast<std::int64_t>(number), out); }
}  // namespace

std::string progress_line(std::size_t done, std::size_t total, std::size_t refused, std::int64_t elapsed_ms) {
  const std::size_t all = std::max<std::size_t>(total, 1);
  const std::size_t filled = total == 0 ? bar_letters : std::min(done, all) * bar_letters / all;
  std::string out = "[" + std::string(filled, '=');
  if (filled < bar_letters) out += ">" + std::string(bar_letters - filled - 1, ' ');
  out += "]  ";
  add(done, out);
  out += " of ";
  add(total, out);
  out += "  ";
  add(total == 0 ? 100 : std::min(done, all) * 100 / all, out);
  out += " %";
  const auto elapsed = static_cast<std::size_t>(std::max<std::int64_t>(elapsed_ms, 0));
  if (done > 0 && elapsed > 0) {
    out += "  ";
    add(done * 1000 / elapsed, out);
    out += " a second";
    const std::size_t left_s = (all - std::min(done, all)) * elapsed / done / 1000;
    out += "  ";
    add(left_s / 60, out);
    out += left_s % 60 < 10 ? ":0" : ":";
    add(left_s % 60, out);
    out += " left";
  }
  if (refused > 0) {
    out += "  ";
    add(refused, out);
    out += " refused";
  }
  return out;
}

void Progress::tell(std::size_t done, std::size_t refused, std::int64_t elapsed_ms) {
  if (!shown_ || elapsed_ms < next_ms_) return;
  next_ms_ = elapsed_ms + (terminal_ ? redraw_ms : line_ms);
  draw(progress_line(done, total_, refused, elapsed_ms), false);
}

void Progress::end(std::size_t done, std::size_t refused, std::int64_t elapsed_ms) {
  if (shown_) draw(progress_line(done, total_, refused, elapsed_ms), true);
}

void Progress::draw(const std::string& line, bool last) const {
  const std::string text = terminal_ ? "\r\x1b[K" + line + (last ? "\n" : "") : line + "\n";
  static_cast<void>(!::write(STDERR_FILENO, text.data(), text.size()));
}

}  // namespace cookdiff::cli
