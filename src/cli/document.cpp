#include "cli/document.hpp"

#include "base/number.hpp"
#include "cli/file.hpp"
#include "cli/place.hpp"

namespace cookdiff::cli {

Status load(std::string_view path, bool checked, Arena& arena, Document& out) {
  out.path = path;
  TRY_DONE(read_file(path, out.bytes));
  return formats::open_one(out.bytes, path, checked, arena, out);
}

Result<formats::Export> load_recipes(std::string_view path, Arena& arena, Document& out) {
  out.path = path;
  TRY_DONE(read_file(path, out.bytes));
  return formats::open_all(out.bytes, path, arena, out);
}

std::string describe(const Error& error, std::string_view path, std::string_view bytes) {
  std::string out(shown_name(path));
  if (error.byte >= 0) {
    const Place place = place_of(bytes, static_cast<std::size_t>(error.byte));
    out += ':';
    base::append_integer(static_cast<std::int64_t>(place.line), out);
    out += ':';
    base::append_integer(static_cast<std::int64_t>(place.letter), out);
  }
  out += ": ";
  out += error.detail.empty() ? base::code_name(error.code) : std::string_view(error.detail);
  if (error.byte < 0 && error.pointer.empty()) return out;
  out += " (";
  if (error.byte >= 0) {
    out += "byte ";
    base::append_integer(error.byte, out);
    out += ", ";
  }
  return out + "pointer \"" + error.pointer + "\")";
}

std::string describe(const Error& error, const Document& document) {
  Error placed = error;
  // In another format than the canonical one the pointer is not one into the file.
  if (error.byte < 0 && !error.pointer.empty() && document.is_json && document.format == "cookdiff")
    placed.byte = byte_of(document.bytes, error.pointer);
  return describe(placed, document.path, document.bytes);
}

}  // namespace cookdiff::cli
