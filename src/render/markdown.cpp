#include "render/markdown.hpp"

#include "render/entry.hpp"
#include "render/visible.hpp"

namespace cookdiff::render {

namespace {

void append_piece(const Piece& piece, std::string& out) {
  const std::string text = markdown_text(piece.text);
  switch (piece.role) {
    case Role::before:
    case Role::old_words: out += "<del>" + text + "</del>"; break;
    case Role::after:
    case Role::new_words: out += "<ins>" + text + "</ins>"; break;
    default: out += text;
  }
}

void append_groups(std::span<const diff::Difference> differences, std::string& out) {
  for (const Group& group : groups_of(differences)) {
    out += "\n**" + std::string(group.title) + "**\n\n";
    for (const Entry& entry : group.entries) {
      out += "- ";
      if (!entry.label.empty()) out += "<b>" + markdown_text(entry.label) + "</b>" + (entry.pieces.empty() ? "" : ": ");
      for (const Piece& piece : entry.pieces) append_piece(piece, out);
      out += '\n';
    }
  }
}

}  // namespace

std::string markdown_text(std::string_view text) {
  std::string seen;
  append_visible(text, seen);
  std::string out;
  for (const char c : seen) {
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else {
      if (std::string_view("\\`*_{}[]#!|~$@").find(c) != std::string_view::npos) out += '\\';
      out += c;
    }
  }
  return out;
}

std::string markdown(const diff::Differences& differences, const Show& show) {
  const Verdict verdict = verdict_of(differences);
  std::string out = "**" + std::string(verdict.words) + "**";
  if (!verdict.summary.empty()) out += " " + markdown_text(verdict.summary);
  out += '\n';
  append_groups(differences.differences, out);
  const std::string count = restated_count(differences);
  if (count.empty()) return out;
  if (!show.restated) return out + "\n" + count + ".\n";
  out += "\nOnly said in another way:\n";
  append_groups(differences.restated, out);
  return out;
}

}  // namespace cookdiff::render
