// cookdiff apply PATCH DOCUMENT
#include "cli/commands.hpp"
#include "cli/document.hpp"
#include "cli/file.hpp"
#include "cli/indent.hpp"
#include "json/merge.hpp"
#include "json/patch.hpp"
#include "json/read.hpp"

namespace cookdiff::cli {

namespace {

struct JsonFile {
  std::string bytes;
  json::Value value;
};

bool read_json(std::string_view path, Arena& arena, JsonFile& out) {
  Status read = read_file(path, out.bytes);
  if (read) {
    auto value = json::read(out.bytes, arena);
    if (value) {
      out.value = *value;
      return true;
    }
    read = std::move(value).error();
  }
  complain(describe(read.error(), path, out.bytes));
  return false;
}

}  // namespace

int run_apply(const Arguments& arguments, Output& out) {
  if (arguments.words().size() != 2) return refuse("apply", "a patch and a document: cookdiff apply PATCH DOCUMENT");
  const std::string_view patch_path = arguments.words()[0];
  const std::string_view document_path = arguments.words()[1];
  if (patch_path == "-" && document_path == "-") return refuse("apply", "only one of the two can be standard input");
  Arena arena(std::size_t{1} << 16);
  JsonFile patch;
  JsonFile document;
  if (!read_json(patch_path, arena, patch) || !read_json(document_path, arena, document)) return exit_trouble;
  if (!arguments.has("merge") && !patch.value.is_array() && !patch.value.is_object()) {
    complain(describe(Error{Code::wrong_type, false, "a patch is an array (RFC 6902) or an object (RFC 7396)", "", 0},
                      patch_path, patch.bytes));
    return exit_trouble;
  }
  if (arguments.has("merge") || patch.value.is_object()) {
    out.add(document_text(json::merge_apply(document.value, patch.value, arena), arguments.has("indent")));
    return exit_identical;
  }
  const auto applied = json::apply(document.value, patch.value, arena);
  if (!applied) {
    complain(describe(applied.error(), patch_path, patch.bytes));
    return exit_trouble;
  }
  out.add(document_text(*applied, arguments.has("indent")));
  return exit_identical;
}

}  // namespace cookdiff::cli
