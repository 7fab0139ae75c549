// cookdiff diff ORIGINAL MAKE
#include "cli/answer.hpp"
#include "cli/commands.hpp"
#include "cli/pairs.hpp"

namespace cookdiff::cli {

namespace {

// Who compares a make that leaves out a whole list mostly means "as written", and reads that all of it is gone.
void hint_at_fill(const Document& original, const Document& make) {
  if (!original.is_recipe || !make.is_recipe || !make.identity.make_of.present()) return;
  std::string left_out;
  for (const std::string_view list : {"ingredients", "steps"}) {
    if (original.canonical.find(list) == nullptr || make.canonical.find(list) != nullptr) continue;
    if (!left_out.empty()) left_out += " and ";
    left_out += list;
  }
  if (!left_out.empty())
    complain("the make leaves out the " + left_out + ": with --fill that is as written, as the service takes it");
}

int diff_one(std::string_view original_path, std::string_view make_path, const Asked& asked, Output& out) {
  if (original_path == "-" && make_path == "-") return refuse("diff", "only one of the two can be standard input");
  Arena arena(std::size_t{1} << 16);
  Document original;
  Document make;
  if (const Status read = load(original_path, asked.checked(), arena, original); !read) {
    complain(describe(read.error(), original));
    return exit_trouble;
  }
  if (const Status read = load(make_path, asked.checked(), arena, make); !read) {
    complain(describe(read.error(), make));
    return exit_trouble;
  }
  const auto compared = answer(original, make, asked, arena);
  if (!compared) {
    complain(describe(compared.error(), make));
    return exit_trouble;
  }
  out.add(compared->text);
  if (asked.form == Form::text && !asked.fill) hint_at_fill(original, make);
  return compared->same ? exit_identical : exit_differs;
}

}  // namespace

int run_diff(const Arguments& arguments, Output& out) {
  Asked asked;
  asked.form = form_of(arguments.value("format", arguments.has("pairs") ? "json" : "text"));
  asked.fill = arguments.has("fill");
  asked.restated = arguments.has("restated");
  asked.colour = wants_colour(arguments.value("color", "auto"), out.is_terminal());
  if (arguments.has("pairs")) {
    if (!arguments.words().empty()) return refuse("diff", "with --pairs the files are named in the list");
    if (asked.form != Form::json && asked.checked())
      return refuse("diff", "--pairs answers in JSON: --format json, patch or merge-patch");
    return diff_pairs(arguments.value("pairs"), asked, out);
  }
  if (arguments.words().size() != 2) return refuse("diff", "two files are compared: cookdiff diff ORIGINAL MAKE");
  return diff_one(arguments.words()[0], arguments.words()[1], asked, out);
}

}  // namespace cookdiff::cli
