#include "cli/document.hpp"

#include "base/number.hpp"
#include "cli/file.hpp"
#include "cli/place.hpp"

namespace cookdiff::cli {

namespace {

Status check(bool checked, Document& out) {
  out.is_recipe = recipe::is_recipe(out.canonical);
  if (out.is_recipe && checked) {
    TRY(out.identity, recipe::check(out.canonical));
  }
  return Done{};
}

// What is no archive, into `out`; an export in plain JSON is still JSON that is no recipe here.
Status read_plain(Arena& arena, Document& out) {
  TRY(formats::Reading reading, formats::read(out.bytes, out.path, arena, formats::Scalars::accepted));
  out.format = reading.format;
  out.canonical = reading.document;
  out.raw = reading.raw;
  out.also = std::move(reading.also);
  out.is_json = !reading.raw.is_null() || reading.format == "json";  // a lone null is JSON
  return Done{};
}

bool may_be_export(const Document& document) {
  if (formats::is_export(document.raw)) return true;  // whatever else it looks like
  return document.format == "json" && (document.canonical.is_object() || document.canonical.is_array());
}

}  // namespace

Status load(std::string_view path, bool checked, Arena& arena, Document& out) {
  out.path = path;
  TRY_DONE(read_file(path, out.bytes));
  if (formats::is_archive(out.bytes)) {
    TRY(const formats::Export read, formats::read_export(out.bytes, arena));
    if (read.recipes.size() != 1)
      return Error{Code::unsupported, false, "more than one recipe: cookdiff read prints them, one a line"};
    out.format = read.format;
    out.canonical = read.recipes[0].document;
    return check(checked, out);
  }
  TRY_DONE(read_plain(arena, out));
  if (checked && may_be_export(out)) {
    const auto read = formats::read_export(out.bytes, arena);
    if (read && read->recipes.size() == 1) {
      out.format = read->format;
      out.canonical = read->recipes[0].document;
    }
  }
  return check(checked, out);
}

Result<formats::Export> load_recipes(std::string_view path, Arena& arena, Document& out) {
  out.path = path;
  TRY_DONE(read_file(path, out.bytes));
  if (formats::is_archive(out.bytes)) return formats::read_export(out.bytes, arena);
  if (const Status plain = read_plain(arena, out); !plain) {
    // Larger than a document may be: an export of many recipes, if anything.
    auto read = plain.error().code == Code::too_large ? formats::read_export(out.bytes, arena) : plain.error();
    return read ? std::move(read) : Result<formats::Export>(plain.error());
  }
  // JSON that holds several recipes is an export, too; of a page the first counts.
  if (may_be_export(out) || (out.is_json && !out.also.empty())) {
    auto read = formats::read_export(out.bytes, arena);
    if (read) {
      out.also.clear();
      return read;
    }
    if (may_be_export(out) && read.error().code != Code::unknown_format) return read;
  }
  TRY_DONE(check(true, out));
  if (!out.is_recipe)
    return Error{Code::unknown_format, false, "JSON, but no recipe: it has no name, ingredients or steps"};
  formats::Export one;
  one.format = out.format;
  one.recipes.push_back({.where = {}, .document = out.canonical});
  return one;
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
