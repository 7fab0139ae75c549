// A file as a document to compare: its bytes, what was read out of them, and how what is wrong with it is told.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/arena.hpp"
#include "base/result.hpp"
#include "formats/exports.hpp"
#include "formats/read.hpp"
#include "recipe/document.hpp"

namespace cookdiff::cli {

// Neither copied nor moved: the values view `bytes`.
struct Document {
  Document() = default;
  Document(const Document&) = delete;
  Document& operator=(const Document&) = delete;

  std::string path;
  std::string bytes;
  std::string_view format;
  json::Value canonical;  // the canonical recipe; of JSON that is no recipe, the JSON
  json::Value raw;        // the JSON as it was written
  bool is_json = false;   // false where the bytes are none (HTML, Cooklang, an archive): then there is no `raw`
  bool is_recipe = false;
  recipe::Identity identity;      // of a recipe that was checked
  std::vector<std::string> also;  // the names of further recipes in a page
};

// Reads the file and recognises it. A lone number, true, false or null is JSON, too. A recipe that can never be right
// (a negative quantity) is refused unless `checked` is false: a patch is between any two documents.
// The export of a recipe program is taken where it holds one recipe.
[[nodiscard]] Status load(std::string_view path, bool checked, Arena& arena, Document& out);

// Every recipe of a file: those of an export, or the one that it is. `out` is for messages about the file.
[[nodiscard]] Result<formats::Export> load_recipes(std::string_view path, Arena& arena, Document& out);

// "soup.json:3:14: quantity must not be negative (byte 52, pointer "/ingredients/0/quantity")". `bytes` are the file's,
// empty where they could not be read.
[[nodiscard]] std::string describe(const Error& error, std::string_view path, std::string_view bytes);
// The same with the byte, where only the pointer is known, looked up in the document.
[[nodiscard]] std::string describe(const Error& error, const Document& document);

}  // namespace cookdiff::cli
