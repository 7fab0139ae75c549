#include "formats/door.hpp"

namespace cookdiff::formats {

namespace {

Status check(bool checked, Handed& out) {
  out.is_recipe = recipe::is_recipe(out.canonical);
  if (out.is_recipe && checked) {
    TRY(out.identity, recipe::check(out.canonical));
  }
  return Done{};
}

// What is no archive, into `out`; an export in plain JSON is still JSON that is no recipe here.
Status read_plain(std::string_view bytes, std::string_view name, Arena& arena, Handed& out) {
  TRY(Reading reading, read(bytes, name, arena, Scalars::accepted));
  out.format = reading.format;
  out.canonical = reading.document;
  out.raw = reading.raw;
  out.also = std::move(reading.also);
  out.is_json = !reading.raw.is_null() || reading.format == "json";  // a lone null is JSON
  return Done{};
}

bool may_be_export(const Handed& document) {
  if (is_export(document.raw)) return true;  // whatever else it looks like
  return document.format == "json" && (document.canonical.is_object() || document.canonical.is_array());
}

}  // namespace

Status open_one(std::string_view bytes, std::string_view name, bool checked, Arena& arena, Handed& out) {
  if (is_archive(bytes)) {
    TRY(const Export read, read_export(bytes, arena));
    if (read.recipes.size() != 1)
      return Error{Code::unsupported, false, "more than one recipe: cookdiff read prints them, one a line"};
    out.format = read.format;
    out.canonical = read.recipes[0].document;
    return check(checked, out);
  }
  TRY_DONE(read_plain(bytes, name, arena, out));
  if (checked && may_be_export(out)) {
    const auto read = read_export(bytes, arena);
    if (read && read->recipes.size() == 1) {
      out.format = read->format;
      out.canonical = read->recipes[0].document;
    }
  }
  return check(checked, out);
}

Result<Export> open_all(std::string_view bytes, std::string_view name, Arena& arena, Handed& out) {
  if (is_archive(bytes)) return read_export(bytes, arena);
  if (const Status plain = read_plain(bytes, name, arena, out); !plain) {
    // Larger than a document may be: an export of many recipes, if anything.
    auto read = plain.error().code == Code::too_large ? read_export(bytes, arena) : plain.error();
    return read ? std::move(read) : Result<Export>(plain.error());
  }
  // JSON that holds several recipes is an export, too; of a page the first counts.
  if (may_be_export(out) || (out.is_json && !out.also.empty())) {
    auto read = read_export(bytes, arena);
    if (read) {
      out.also.clear();
      return read;
    }
    if (may_be_export(out) && read.error().code != Code::unknown_format) return read;
  }
  TRY_DONE(check(true, out));
  if (!out.is_recipe)
    return Error{Code::unknown_format, false, "JSON, but no recipe: it has no name, ingredients or steps"};
  Export one;
  one.format = out.format;
  one.recipes.push_back({.where = {}, .document = out.canonical});
  return one;
}

}  // namespace cookdiff::formats
