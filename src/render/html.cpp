#include "render/html.hpp"

#include "render/entry.hpp"

namespace cookdiff::render {

namespace {

void add_piece(const Piece& piece, Html& out) {
  switch (piece.role) {
    case Role::before:
    case Role::old_words: out.element("<del>", piece.text, "</del>"); break;
    case Role::after:
    case Role::new_words: out.element("<ins>", piece.text, "</ins>"); break;
    case Role::remark: out.element("<small>", piece.text, "</small>"); break;
    case Role::plain: out.add(piece.text);
  }
}

Markup item_start(diff::Kind kind) {
  if (kind == diff::Kind::added) return "<li class=\"cookdiff-added\">";
  if (kind == diff::Kind::removed) return "<li class=\"cookdiff-removed\">";
  return "<li class=\"cookdiff-changed\">";
}

void add_groups(std::span<const diff::Difference> differences, Html& out) {
  for (const Group& group : groups_of(differences)) {
    out.element("<h3>", group.title, "</h3>\n").markup("<ul>\n");
    for (const Entry& entry : group.entries) {
      out.markup(item_start(entry.kind));
      if (!entry.label.empty()) out.element("<b>", entry.label, "</b>");
      if (!entry.label.empty() && !entry.pieces.empty()) out.markup(": ");
      for (const Piece& piece : entry.pieces) add_piece(piece, out);
      out.markup("</li>\n");
    }
    out.markup("</ul>\n");
  }
}

}  // namespace

Html html(const diff::Differences& differences, const Show& show) {
  Html out;
  const Verdict verdict = verdict_of(differences);
  out.markup("<section class=\"cookdiff\">\n");
  out.markup("<p class=\"cookdiff-verdict\">")
      .element("<strong>", verdict.words, "</strong>")
      .add(verdict.summary)
      .markup("</p>\n");
  add_groups(differences.differences, out);
  if (show.restated && !differences.restated.empty()) {
    out.markup("<details open>\n<summary>Only said in another way</summary>\n");
    add_groups(differences.restated, out);
    out.markup("</details>\n");
  } else if (!differences.restated.empty()) {
    out.element("<p class=\"cookdiff-restated\">", restated_count(differences), "</p>\n");
  }
  return std::move(out.markup("</section>\n"));
}

}  // namespace cookdiff::render
