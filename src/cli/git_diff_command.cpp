// cookdiff git-diff: git's protocol of external diff programs (git(1), GIT_EXTERNAL_DIFF).
#include <cstdlib>

#include "cli/answer.hpp"
#include "cli/commands.hpp"
#include "cli/document.hpp"
#include "render/visible.hpp"

namespace cookdiff::cli {

namespace {

// git calls with PATH OLD-FILE OLD-HEX OLD-MODE NEW-FILE NEW-HEX NEW-MODE, with the new path and its reasons behind
// them where a file was renamed, and with PATH alone where a merge is not resolved.
struct Call {
  std::string_view path;
  std::string_view old_file;
  std::string_view new_file;
  std::string_view new_path;
};

constexpr std::string_view no_file = "/dev/null";

std::string heading(const Call& call) {
  std::string out = "recipe " + std::string(call.path);
  if (!call.new_path.empty() && call.new_path != call.path) out += " → " + std::string(call.new_path);
  return out;
}

// What one side says of itself where the other is not there.
std::string lone_side(const Call& call, Arena& arena, std::string_view what) {
  Document document;
  const std::string_view file = call.old_file == no_file ? call.new_file : call.old_file;
  const Status read = load(file, true, arena, document);
  document.path = call.path;
  if (!read) return std::string(what) + "; " + describe(read.error(), document) + "\n";
  const json::Value* name = document.canonical.find("recipeName");
  if (!document.is_recipe || name == nullptr || !name->is_string()) return std::string(what) + "\n";
  return std::string(what) + ": " + render::visible(name->text()) + "\n";
}

std::string both_sides(const Call& call, const Asked& asked, Arena& arena) {
  Document original;
  Document make;
  const Status read_original = load(call.old_file, true, arena, original);
  original.path = call.path;  // git's names of its temporary files tell nobody anything
  if (!read_original) return "before: " + describe(read_original.error(), original) + "\n";
  const Status read_make = load(call.new_file, true, arena, make);
  make.path = call.new_path.empty() ? call.path : call.new_path;
  if (!read_make) return "after: " + describe(read_make.error(), make) + "\n";
  const auto compared = answer(original, make, asked, arena);
  if (!compared) return describe(compared.error(), make) + "\n";
  return compared->text;
}

}  // namespace

int run_git_diff(const Arguments& arguments, Output& out) {
  const auto words = arguments.words();
  if (words.size() == 1) {
    out.add("recipe " + render::visible(words[0]) + "\nnot merged yet\n");
    return exit_identical;
  }
  if (words.size() != 7 && words.size() != 9)
    return refuse("git-diff", "git calls this with 7 words: PATH OLD-FILE OLD-HEX OLD-MODE NEW-FILE NEW-HEX NEW-MODE");
  const Call call{words[0], words[1], words[4], words.size() == 9 ? words[7] : std::string_view{}};
  Asked asked;
  asked.form = form_of(arguments.value("format", "text"));
  asked.restated = arguments.has("restated");
  // git's pager shows colours, and git says so by this variable.
  asked.colour =
      wants_colour(arguments.value("color", "auto"), out.is_terminal() || std::getenv("GIT_PAGER_IN_USE") != nullptr);
  Arena arena(std::size_t{1} << 16);
  out.add(render::visible(heading(call)) + "\n");
  if (call.old_file == no_file) {
    out.add(lone_side(call, arena, "new"));
  } else if (call.new_file == no_file) {
    out.add(lone_side(call, arena, "deleted"));
  } else {
    out.add(both_sides(call, asked, arena));
  }
  return exit_identical;  // git takes any other status for a crash
}

}  // namespace cookdiff::cli
