// The door: whatever a person may hand over, as recipes. Every format of read.hpp and the exports of other programs;
// for the command line and the npm package (it is part of the library of exports, which no Worker links).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/arena.hpp"
#include "base/result.hpp"
#include "formats/exports.hpp"
#include "formats/read.hpp"
#include "recipe/document.hpp"

namespace cookdiff::formats {

// One document as it was handed over. The values view its bytes and the arena.
struct Handed {
  std::string_view format;
  json::Value canonical;  // the canonical recipe; of JSON that is no recipe, the JSON
  json::Value raw;        // the JSON as it was written
  bool is_json = false;   // false where the bytes are none (HTML, Cooklang, an archive): then there is no `raw`
  bool is_recipe = false;
  recipe::Identity identity;      // of a recipe that was checked
  std::vector<std::string> also;  // the names of further recipes in a page
};

// Recognises the document. A lone number, true, false or null is JSON, too. A recipe that can never be right (a
// negative quantity) is refused unless `checked` is false: a patch is between any two documents. The export of a recipe
// program is taken where it holds one recipe. `name` is the file's, as for read(). Fails as read() and read_export()
// do.
[[nodiscard]] Status open_one(std::string_view bytes, std::string_view name, bool checked, Arena& arena, Handed& out);

// Every recipe of a file: those of an export, or the one that it is. `out` is for messages about the file.
[[nodiscard]] Result<Export> open_all(std::string_view bytes, std::string_view name, Arena& arena, Handed& out);

}  // namespace cookdiff::formats
