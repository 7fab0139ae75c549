// cookdiff read FILE
#include "cli/commands.hpp"
#include "cli/document.hpp"
#include "cli/file.hpp"
#include "cli/indent.hpp"

namespace cookdiff::cli {

int run_read(const Arguments& arguments, Output& out) {
  if (arguments.words().size() != 1) return refuse("read", "one file is read: cookdiff read FILE");
  Arena arena(std::size_t{1} << 16);
  Document document;
  const auto read = load_recipes(arguments.words()[0], arena, document);
  if (!read) {
    complain(describe(read.error(), document));
    return exit_trouble;
  }
  for (const formats::Exported& recipe : read->recipes)
    out.add(document_text(recipe.document, arguments.has("indent")));
  const std::string file(shown_name(document.path));
  for (const std::string& name : document.also) complain(file + ": left aside: " + name);
  for (const formats::Refused& refused : read->refused)
    complain(describe(refused.error, file + (refused.where.empty() ? "" : "/" + refused.where), {}));
  return read->refused.empty() ? exit_identical : exit_trouble;
}

}  // namespace cookdiff::cli
