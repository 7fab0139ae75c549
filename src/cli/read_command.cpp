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
  if (const Status read = load(arguments.words()[0], true, arena, document); !read) {
    complain(describe(read.error(), document));
    return exit_trouble;
  }
  if (!document.is_recipe) {
    complain(describe(Error{Code::unknown_format, false, "JSON, but no recipe: it has no name, ingredients or steps"},
                      document));
    return exit_trouble;
  }
  out.add(document_text(document.canonical, arguments.has("indent")));
  for (const std::string& name : document.also)
    complain(std::string(shown_name(document.path)) + ": left aside: " + name);
  return exit_identical;
}

}  // namespace cookdiff::cli
