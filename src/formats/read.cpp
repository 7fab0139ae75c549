#include "formats/read.hpp"

#include <optional>

#include "formats/cooklang.hpp"
#include "formats/html.hpp"
#include "formats/json_ld.hpp"
#include "formats/lenient.hpp"
#include "formats/text.hpp"
#include "json/read.hpp"
#include "json/utf8.hpp"
#include "json/write.hpp"
#include "recipe/document.hpp"

namespace cookdiff::formats {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

Error unknown(std::string_view what) {
  std::string detail(what);
  detail +=
      "; looked for a recipe as JSON (canonical or schema.org JSON-LD), an HTML page with an application/ld+json block "
      "that holds a Recipe, and Cooklang (a name that ends in .cook, or front matter and an @ingredient{})";
  return {.code = Code::unknown_format, .detail = std::move(detail)};
}

std::vector<std::string> names_of_others(const std::vector<const json::Value*>& recipes, const json::Value& chosen,
                                         Arena& arena) {
  std::vector<std::string> out;
  const std::string_view own = recipe_name(chosen, arena);
  for (const json::Value* recipe : recipes) {
    const std::string_view name = recipe_name(*recipe, arena);
    // Pages say one recipe twice (the shop's and the theme's own block): that is no further recipe.
    if (recipe != &chosen && !name.empty() && name != own) out.emplace_back(name);
  }
  return out;
}

// A document that is framed as JSON-LD somewhere at its top; anything else is not searched.
bool may_hold_recipes(const json::Value& document) {
  for (const std::string_view key : {"@graph", "@context", "@type"}) {
    if (document.find(key) != nullptr) return true;
  }
  for (const json::Value& item : document.array()) {
    if (item.is_array() || item.find("@type") != nullptr || item.find("@graph") != nullptr) return true;
  }
  return false;
}

Result<Reading> read_json(std::string_view bytes, Arena& arena) {
  TRY(const json::Value document, json::read(bytes, arena, {.bytes_max = document_bytes_max}));
  if (!is_recipe_node(document) && recipe::is_recipe(document)) return Reading{"cookdiff", document, document, {}};
  std::vector<const json::Value*> recipes;
  if (may_hold_recipes(document)) recipes = find_recipes(document);
  if (recipes.empty() && is_untyped_recipe(document)) recipes.push_back(&document);
  if (recipes.empty()) return Reading{"json", document, document, {}};
  const json::Value& chosen = first_with_ingredients(recipes);
  return Reading{"json-ld", canonical_of(chosen, arena), document, names_of_others(recipes, chosen, arena)};
}

// The block strictly, else mended. The error is the strict reader's, at its byte of the page.
Result<json::Value> read_block(std::string_view block, std::string_view page, Arena& arena) {
  const json::Limits limits{.bytes_max = page_bytes_max};
  Result<json::Value> strict = json::read(trim(block), arena, limits);
  if (strict) return strict;
  Result<json::Value> mended = json::read(arena.copy(mend_json(block)), arena, limits);
  if (mended) return mended;
  Error error = std::move(strict).error();
  error.detail = "in the page's application/ld+json block: " + error.detail;
  if (error.byte >= 0) error.byte += trim(block).data() - page.data();
  return error;
}

Result<Reading> read_page(std::string_view page, Arena& arena) {
  if (const std::size_t at = page.find('\0'); at != std::string_view::npos) {
    return Error{.code = Code::nul_byte, .detail = "a NUL byte in the page", .byte = static_cast<std::int64_t>(at)};
  }
  std::vector<json::Value> roots;
  std::optional<Error> first_error;
  for (const std::string_view block : json_ld_blocks(page)) {
    if (trim(block).empty()) continue;
    Result<json::Value> root = read_block(block, page, arena);
    if (root) {
      roots.push_back(*root);
    } else if (!first_error) {
      first_error = std::move(root).error();
    }
  }
  std::vector<const json::Value*> recipes;
  for (const json::Value& root : roots) {
    const std::vector<const json::Value*> found = find_recipes(root);
    recipes.insert(recipes.end(), found.begin(), found.end());
  }
  if (recipes.empty()) {
    if (first_error) return *std::move(first_error);
    return unknown(roots.empty() ? "an HTML page without an application/ld+json block"
                                 : "an HTML page whose application/ld+json blocks hold no Recipe");
  }
  const json::Value& chosen = first_with_ingredients(recipes);
  const json::Value document = canonical_of(chosen, arena);
  if (json::to_text(document).size() > document_bytes_max) {
    return Error{.code = Code::too_large, .detail = "the page's recipe is larger than 1 MiB"};
  }
  return Reading{"html", document, json::null(), names_of_others(recipes, chosen, arena)};
}

// What a file that is none of the formats looks like, by how it begins.
std::string_view looks_like(std::string_view bytes) {
  struct Beginning {
    std::string_view bytes;
    std::string_view what;
  };
  constexpr std::string_view picture = "a picture";
  constexpr std::string_view utf16 = "text in UTF-16: save it as UTF-8";
  for (const Beginning& known : {Beginning{"%PDF", "a PDF"},
                                 {"\xFF\xD8\xFF", picture},
                                 {"\x89PNG", picture},
                                 {"GIF8", picture},
                                 {"RIFF", picture},
                                 {"\xFF\xFE", utf16},
                                 {"\xFE\xFF", utf16},
                                 {"PK\x03\x04", "a zip archive or a document of an office program"}})
    if (bytes.starts_with(known.bytes)) return known.what;
  if (bytes.substr(0, 8).ends_with("ftyp")) return picture;
  return json::first_bad_utf8(bytes) == json::valid_throughout ? "plain text" : "no text in UTF-8";
}

Error too_large(std::string_view what) { return {.code = Code::too_large, .detail = std::string(what)}; }

}  // namespace

Result<Reading> read(std::string_view bytes, std::string_view name, Arena& arena, Scalars scalars) {
  const std::size_t mark = bytes.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
  const std::size_t first = bytes.find_first_not_of(" \t\r\n", mark);
  if (first == std::string_view::npos) return unknown("the document is empty");
  const char begin = bytes[first];
  if (begin == '{' || begin == '[' || begin == '"') return read_json(bytes, arena);
  const bool named_cooklang = name.size() > 5 && same_letters(name.substr(name.size() - 5), ".cook");
  if (begin == '<' && !named_cooklang) {
    if (bytes.size() > page_bytes_max) return too_large("the page is larger than 8 MiB");
    return read_page(bytes, arena);
  }
  if (bytes.size() > document_bytes_max) return too_large("the document is larger than 1 MiB");
  if (named_cooklang || is_cooklang(bytes.substr(mark))) {
    TRY(const json::Value document, read_cooklang(bytes.substr(mark), mark, arena));
    return Reading{"cooklang", document, json::null(), {}};
  }
  if (scalars == Scalars::accepted) {
    if (auto scalar = read_json(bytes, arena)) return scalar;
  }
  return unknown(looks_like(bytes));
}

}  // namespace cookdiff::formats
