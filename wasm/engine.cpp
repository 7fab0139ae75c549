// The engine alone, without a Worker around it: two documents in, one answer out. For the benchmarks, the tests that
// native and wasm give the same bytes, and the npm package. It imports nothing.
//
// The host writes the original, the make and the ids, one behind the other, at input(bytes), calls diff() with their
// sizes, and reads answer_size() bytes at answer(). Nothing is kept from one call to the next but the two buffers.
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

#include "diff/compare.hpp"
#include "diff/placement.hpp"
#include "formats/door.hpp"
#include "formats/exports.hpp"
#include "json/merge.hpp"
#include "json/patch.hpp"
#include "json/read.hpp"
#include "json/write.hpp"
#include "recipe/document.hpp"

#define EXPORT(name) __attribute__((export_name(name)))

namespace {

using namespace cookdiff;

enum Form : std::uint32_t { differences = 0, patch = 1, merge_patch = 2 };
// Added to the form.
enum Flag : std::uint32_t {
  form_bits = 7,
  fill = 8,          // the make may leave out what it did not change
  known_valid = 16,  // both were accepted before: where they are equal to the byte, neither is read again
  any_file = 32,     // either may be the export of a recipe program that holds one recipe
};
enum Outcome : std::uint32_t { identical = 0, different = 1, refused = 2 };

constexpr std::size_t first_block_bytes = 1 << 16;  // two documents of a usual size and all that is made of them

std::string incoming;
std::string answer_text;

using Side = formats::Handed;

// What is no export, without looking whether it is one: what a Worker does.
Status read_plain(std::string_view bytes, bool checked, Arena& arena, Side& out) {
  TRY(formats::Reading reading, formats::read(bytes, {}, arena, formats::Scalars::accepted));
  out.canonical = reading.document;
  out.raw = reading.raw;
  out.is_json = !reading.raw.is_null() || reading.format == "json";  // a lone null is JSON
  out.is_recipe = recipe::is_recipe(out.canonical);
  if (out.is_recipe && checked) {
    TRY(out.identity, recipe::check(out.canonical));
  }
  return Done{};
}

Status read_side(std::string_view bytes, std::uint32_t options, Arena& arena, Side& out) {
  const bool checked = (options & form_bits) == differences;
  return (options & any_file) != 0 ? formats::open_one(bytes, {}, checked, arena, out)
                                   : read_plain(bytes, checked, arena, out);
}

void write_fault(json::Writer& writer, const Error& error) {
  writer.key("code").string(base::code_name(error.code)).key("detail").string(error.detail);
  writer.key("pointer").string(error.pointer);
  if (error.byte >= 0) writer.key("byte").integer(error.byte);
}

std::uint32_t refuse(const Error& error, std::string_view side) {
  answer_text.clear();
  json::Writer writer(answer_text);
  writer.begin_object().key("error").begin_object();
  write_fault(writer, error);
  writer.key("document").string(side).end_object().end_object();
  return refused;
}

// Applies an RFC 6902 patch (an array) or an RFC 7396 one (an object, or anything where `merge`).
std::uint32_t apply_patch(std::string_view patch_bytes, std::string_view document_bytes, bool merge) {
  Arena arena(first_block_bytes);
  const auto patch_read = json::read(patch_bytes, arena);
  if (!patch_read) return refuse(patch_read.error(), "patch");
  const auto document = json::read(document_bytes, arena);
  if (!document) return refuse(document.error(), "document");
  if (!merge && !patch_read->is_array() && !patch_read->is_object())
    return refuse({Code::wrong_type, false, "a patch is an array (RFC 6902) or an object (RFC 7396)", "", 0}, "patch");
  if (merge || patch_read->is_object()) {
    json::write(json::merge_apply(*document, *patch_read, arena), answer_text);
    return different;
  }
  const auto applied = json::apply(*document, *patch_read, arena);
  if (!applied) return refuse(applied.error(), "patch");
  json::write(*applied, answer_text);
  return different;
}

// {"format", "recipes": [{"where", "recipe"}], "refused": [{"where", "error": {"code", "detail", …}}], "also": [names]}
void write_recipes(const formats::Export& read, const std::vector<std::string>& also) {
  json::Writer writer(answer_text);
  writer.begin_object().key("format").string(read.format).key("recipes").begin_array();
  for (const formats::Exported& one : read.recipes)
    writer.begin_object().key("where").string(one.where).key("recipe").value(one.document).end_object();
  writer.end_array().key("refused").begin_array();
  for (const formats::Refused& one : read.refused) {
    writer.begin_object().key("where").string(one.where).key("error").begin_object();
    write_fault(writer, one.error);
    writer.end_object().end_object();
  }
  writer.end_array().key("also").begin_array();
  for (const std::string& name : also) writer.string(name);
  writer.end_array().end_object();
}

// The ids as JSON texts with a line break between them, where the caller knows them; else what the documents say.
diff::Placement placement(std::string_view ids, const Side& original, const Side& make) {
  if (ids.empty()) return diff::placement_of(original.identity, make.identity);
  diff::Placement out;
  out.recipe_id_json = ids.substr(0, ids.find('\n'));
  if (ids.find('\n') != std::string_view::npos) out.make_id_json = ids.substr(ids.find('\n') + 1);
  return out;
}

json::Value filled(const json::Value& make, const json::Value& original, bool fills, Arena& arena) {
  return fills ? recipe::fill(make, original, arena).document : make;
}

std::uint32_t compare_sides(const Side& original, const Side& make, std::string_view ids, bool fills, Arena& arena) {
  const json::Value made = filled(make.canonical, original.canonical, fills, arena);
  const auto compared = diff::compare(original.canonical, made, arena);
  if (!compared) return refuse(compared.error(), "make");
  diff::write(*compared, placement(ids, original, make), answer_text);
  return compared->identical ? identical : different;
}

// A patch is between the documents as they were written, where both are JSON.
std::uint32_t patch_sides(const Side& original, const Side& make, bool merge, bool fills, Arena& arena) {
  const bool written = original.is_json && make.is_json;
  const json::Value& from = written ? original.raw : original.canonical;
  const json::Value to = filled(written ? make.raw : make.canonical, from, fills, arena);
  json::Value out;
  if (merge) {
    auto merged = json::merge_diff(from, to, arena);
    if (!merged) return refuse(merged.error(), "make");
    out = *merged;
  } else {
    out = json::diff(from, to, arena);
  }
  json::write(out, answer_text);
  return out.size == 0 && (out.is_array() || out.is_object()) ? identical : different;
}

}  // namespace

extern "C" {

// Room for that many bytes; what was there before is gone.
EXPORT("input") char* input(std::size_t bytes) {
  if (incoming.size() < bytes) incoming.resize(bytes);
  return incoming.data();
}

EXPORT("diff")
std::uint32_t diff_documents(std::size_t original_size, std::size_t make_size, std::size_t ids_size,
                             std::uint32_t options) {
  const std::string_view original_bytes(incoming.data(), original_size);
  const std::string_view make_bytes(incoming.data() + original_size, make_size);
  const std::string_view ids(incoming.data() + original_size + make_size, ids_size);
  answer_text.clear();
  const std::uint32_t form = options & form_bits;
  const bool same_bytes =
      original_size == make_size && std::memcmp(original_bytes.data(), make_bytes.data(), make_size) == 0;
  if (same_bytes && form == differences && (options & known_valid) != 0) {
    Arena arena;
    const auto same = diff::compare(json::null(), json::null(), arena);  // what is said of any two that are equal
    MUST(same);
    diff::write(*same, placement(ids, {}, {}), answer_text);
    return identical;
  }
  Arena arena(first_block_bytes);
  Side original;
  if (const Status read = read_side(original_bytes, options, arena, original); !read)
    return refuse(read.error(), "original");
  Side make;
  if (same_bytes) {
    make = original;
  } else if (const Status read = read_side(make_bytes, options, arena, make); !read) {
    return refuse(read.error(), "make");
  }
  const bool fills = (options & fill) != 0 && original.is_recipe && make.is_recipe;
  if (form != differences) return patch_sides(original, make, form == merge_patch, fills, arena);
  return compare_sides(original, make, ids, fills, arena);
}

// The patch, then the document.
EXPORT("apply")
std::uint32_t apply_document(std::size_t patch_size, std::size_t document_size, std::uint32_t merge) {
  answer_text.clear();
  const std::string_view patch_bytes(incoming.data(), patch_size);
  return apply_patch(patch_bytes, {incoming.data() + patch_size, document_size}, merge != 0);
}

// A file of any known format, archives too, then its name (by which Cooklang is known).
EXPORT("read")
std::uint32_t read_file(std::size_t size, std::size_t name_size) {
  answer_text.clear();
  Arena arena(first_block_bytes);
  formats::Handed file;
  const auto read = formats::open_all({incoming.data(), size}, {incoming.data() + size, name_size}, arena, file);
  if (!read) return refuse(read.error(), "file");
  write_recipes(*read, file.also);
  return different;
}

EXPORT("answer") const char* answer() { return answer_text.data(); }
EXPORT("answer_size") std::size_t answer_size() { return answer_text.size(); }
}
