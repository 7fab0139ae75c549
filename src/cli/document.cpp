#include "cli/document.hpp"

#include "base/number.hpp"
#include "cli/file.hpp"
#include "cli/place.hpp"

namespace cookdiff::cli {

Status load(std::string_view path, bool checked, Arena& arena, Document& out) {
  out.path = path;
  TRY_DONE(read_file(path, out.bytes));
  TRY(formats::Reading reading, formats::read(out.bytes, path, arena, formats::Scalars::accepted));
  out.format = reading.format;
  out.canonical = reading.document;
  out.raw = reading.raw;
  out.also = std::move(reading.also);
  out.is_json = !reading.raw.is_null() || reading.format == "json";  // a lone null is JSON
  out.is_recipe = recipe::is_recipe(out.canonical);
  if (out.is_recipe && checked) {
    TRY(out.identity, recipe::check(out.canonical));
  }
  return Done{};
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
