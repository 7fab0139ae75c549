// The engine alone, without a Worker around it: two documents in, one answer out. For the benchmarks, the tests that
// native and wasm give the same bytes, and the npm package. It imports nothing.
//
// The host writes the original, the make and the ids, one behind the other, at input(bytes), calls diff() with their
// sizes, and reads answer_size() bytes at answer(). Nothing is kept from one call to the next but the two buffers.
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>

#include "diff/compare.hpp"
#include "diff/placement.hpp"
#include "formats/read.hpp"
#include "json/merge.hpp"
#include "json/patch.hpp"
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
};
enum Outcome : std::uint32_t { identical = 0, different = 1, refused = 2 };

constexpr std::size_t first_block_bytes = 1 << 16;  // two documents of a usual size and all that is made of them

std::string incoming;
std::string answer_text;

struct Side {
  formats::Reading reading;
  recipe::Identity identity;
  bool is_recipe = false;
};

Status read_side(std::string_view bytes, bool checked, Arena& arena, Side& out) {
  TRY(out.reading, formats::read(bytes, {}, arena, formats::Scalars::accepted));
  out.is_recipe = recipe::is_recipe(out.reading.document);
  if (out.is_recipe && checked) {
    TRY(out.identity, recipe::check(out.reading.document));
  }
  return Done{};
}

std::uint32_t refuse(const Error& error, std::string_view side) {
  answer_text.clear();
  json::Writer writer(answer_text);
  writer.begin_object().key("error").begin_object().key("code").string(base::code_name(error.code));
  writer.key("detail").string(error.detail).key("document").string(side).key("pointer").string(error.pointer);
  if (error.byte >= 0) writer.key("byte").integer(error.byte);
  writer.end_object().end_object();
  return refused;
}

// The ids as JSON texts with a line break between them, where the caller knows them; else what the documents say.
diff::Placement placement(std::string_view ids, const Side& original, const Side& make) {
  if (ids.empty()) return diff::placement_of(original.identity, make.identity);
  diff::Placement out;
  out.recipe_id_json = ids.substr(0, ids.find('\n'));
  if (ids.find('\n') != std::string_view::npos) out.make_id_json = ids.substr(ids.find('\n') + 1);
  return out;
}

std::uint32_t compare_sides(const Side& original, const Side& make, std::string_view ids, bool fills, Arena& arena) {
  json::Value made = make.reading.document;
  if (fills && original.is_recipe && make.is_recipe)
    made = recipe::fill(made, original.reading.document, arena).document;
  const auto compared = diff::compare(original.reading.document, made, arena);
  if (!compared) return refuse(compared.error(), "make");
  diff::write(*compared, placement(ids, original, make), answer_text);
  return compared->identical ? identical : different;
}

// A patch is between the documents as they were written, where both are JSON.
std::uint32_t patch_sides(const Side& original, const Side& make, bool merge, Arena& arena) {
  const auto is_json = [](const Side& side) { return !side.reading.raw.is_null() || side.reading.format == "json"; };
  const bool written = is_json(original) && is_json(make);
  const json::Value& from = written ? original.reading.raw : original.reading.document;
  const json::Value& to = written ? make.reading.raw : make.reading.document;
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
  if (const Status read = read_side(original_bytes, form == differences, arena, original); !read)
    return refuse(read.error(), "original");
  Side make;
  if (same_bytes) {
    make = original;
  } else if (const Status read = read_side(make_bytes, form == differences, arena, make); !read) {
    return refuse(read.error(), "make");
  }
  if (form != differences) return patch_sides(original, make, form == merge_patch, arena);
  return compare_sides(original, make, ids, (options & fill) != 0, arena);
}

EXPORT("answer") const char* answer() { return answer_text.data(); }
EXPORT("answer_size") std::size_t answer_size() { return answer_text.size(); }
}
