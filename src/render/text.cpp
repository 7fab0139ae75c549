#include "render/text.hpp"

#include "render/entry.hpp"
#include "render/visible.hpp"

namespace cookdiff::render {

namespace {

constexpr std::string_view bold = "\x1b[1m";
constexpr std::string_view faint = "\x1b[2m";
constexpr std::string_view red = "\x1b[31m";
constexpr std::string_view green = "\x1b[32m";
constexpr std::string_view yellow = "\x1b[33m";
constexpr std::string_view reset = "\x1b[0m";

// An unchanged stretch of more bytes than this is shown by its ends.
constexpr std::size_t stretch_bytes_max = 80;
constexpr std::size_t stretch_end_bytes = 30;

class TextWriter {
 public:
  explicit TextWriter(bool colour) : colour_(colour) {}

  void coloured(std::string_view colour, std::string_view text) {
    const bool dyed = colour_ && !colour.empty() && !text.empty();
    if (dyed) out_ += colour;
    append_visible(text, out_);
    if (dyed) out_ += reset;
  }
  void plain(std::string_view ours) { out_ += ours; }

  void entry(const Entry& entry) {
    const char sign[] = {sign_of(entry.kind), '\0'};
    out_ += "  ";
    coloured(sign[0] == '+' ? green : sign[0] == '-' ? red : yellow, sign);
    out_ += ' ';
    coloured(bold, entry.label);
    if (!entry.label.empty() && !entry.pieces.empty()) out_ += ": ";
    for (std::size_t n = 0; n < entry.pieces.size(); ++n) piece(entry, n);
    out_ += '\n';
  }
  void groups(std::span<const diff::Difference> differences) {
    for (const Group& group : groups_of(differences)) {
      coloured(bold, group.title);
      out_ += '\n';
      for (const Entry& line : group.entries) entry(line);
    }
  }
  std::string take() && { return std::move(out_); }

 private:
  void piece(const Entry& entry, std::size_t n) {
    const Piece& piece = entry.pieces[n];
    switch (piece.role) {
      case Role::before: return coloured(red, piece.text);
      case Role::after: return coloured(green, piece.text);
      case Role::old_words: return coloured(red, "[-" + piece.text + "-]");
      case Role::new_words: return coloured(green, "{+" + piece.text + "+}");
      case Role::remark: return coloured(faint, piece.text);
      case Role::plain: return stretch(piece.text, n > 0, n + 1 < entry.pieces.size());
    }
  }
  // Shows the end of a stretch that stands beside a change; cut at spaces, so at whole letters.
  void stretch(std::string_view text, bool change_before, bool change_behind) {
    if (text.size() <= stretch_bytes_max || (!change_before && !change_behind)) return append_visible(text, out_);
    const std::size_t head = change_before ? text.find(' ', stretch_end_bytes) : 0;
    const std::size_t tail = change_behind ? text.rfind(' ', text.size() - stretch_end_bytes) : text.size();
    if (head == std::string_view::npos || tail == std::string_view::npos || head >= tail)
      return append_visible(text, out_);
    append_visible(text.substr(0, head), out_);
    out_ += head == 0 ? "…" : " …";
    append_visible(text.substr(tail), out_);
  }

  bool colour_;
  std::string out_;
};

}  // namespace

std::string text(const diff::Differences& differences, const Show& show) {
  TextWriter out(show.colour);
  const Verdict verdict = verdict_of(differences);
  out.coloured(bold, verdict.words);
  if (!verdict.summary.empty()) out.plain(" ");
  out.coloured({}, verdict.summary);
  out.plain("\n");
  out.groups(differences.differences);
  const std::string count = restated_count(differences);
  if (count.empty()) return std::move(out).take();
  if (!show.restated) {
    out.coloured(faint, count + " (--restated shows them)");
    out.plain("\n");
    return std::move(out).take();
  }
  out.coloured(bold, "Only said in another way:");
  out.plain("\n");
  out.groups(differences.restated);
  return std::move(out).take();
}

}  // namespace cookdiff::render
