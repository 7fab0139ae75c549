#include "cli/answer.hpp"

#include <cstdlib>

#include "diff/compare.hpp"
#include "diff/placement.hpp"
#include "json/merge.hpp"
#include "json/patch.hpp"
#include "json/write.hpp"
#include "render/html.hpp"
#include "render/markdown.hpp"
#include "render/text.hpp"

namespace cookdiff::cli {

namespace {

bool fills(const Document& original, const Document& make, const Asked& asked) {
  return asked.fill && original.is_recipe && make.is_recipe;
}

Result<Answer> patch_answer(const Document& original, const Document& make, const Asked& asked, Arena& arena) {
  const bool written = original.is_json && make.is_json;
  const json::Value from = written ? original.raw : original.canonical;
  json::Value to = written ? make.raw : make.canonical;
  if (fills(original, make, asked)) to = recipe::fill(to, from, arena).document;
  Answer out;
  json::Value patch;
  if (asked.form == Form::patch) {
    patch = json::diff(from, to, arena);
    out.same = patch.array().empty();
  } else {
    TRY(patch, json::merge_diff(from, to, arena));
    out.same = patch.is_object() && patch.object().empty();
  }
  json::write(patch, out.text);
  out.text += '\n';
  return out;
}

}  // namespace

Form form_of(std::string_view name) {
  if (name == "json") return Form::json;
  if (name == "patch") return Form::patch;
  if (name == "merge-patch") return Form::merge_patch;
  if (name == "markdown") return Form::markdown;
  if (name == "html") return Form::html;
  return Form::text;
}

bool wants_colour(std::string_view when, bool terminal) {
  if (when == "always") return true;
  if (when == "never" || !terminal) return false;
  const char* refused = std::getenv("NO_COLOR");
  if (refused != nullptr && *refused != '\0') return false;
  const char* kind = std::getenv("TERM");
  return kind != nullptr && std::string_view(kind) != "dumb" && *kind != '\0';
}

Result<Answer> answer(const Document& original, const Document& make, const Asked& asked, Arena& arena) {
  if (!asked.checked()) return patch_answer(original, make, asked, arena);
  json::Value made = make.canonical;
  if (fills(original, make, asked)) made = recipe::fill(made, original.canonical, arena).document;
  TRY(const diff::Differences differences, diff::compare(original.canonical, made, arena));
  Answer out;
  out.same = differences.identical;
  const render::Show show{.restated = asked.restated, .colour = asked.colour};
  if (asked.form == Form::json) {
    diff::write(differences, diff::placement_of(original.identity, make.identity), out.text);
    out.text += '\n';
  } else if (asked.form == Form::markdown) {
    out.text = render::markdown(differences, show);
  } else if (asked.form == Form::html) {
    out.text = render::html(differences, show).text();
  } else {
    out.text = render::text(differences, show);
  }
  return out;
}

}  // namespace cookdiff::cli
