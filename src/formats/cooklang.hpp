// Cooklang: steps as prose with @ingredient{2%cups}, #cookware{}, ~timer{5%minutes} in it, sections, notes, comments
// and metadata (front matter or ">> key: value" lines).
#pragma once

#include <cstddef>
#include <string_view>

#include "base/arena.hpp"
#include "base/result.hpp"
#include "formats/draft.hpp"
#include "json/value.hpp"

namespace cookdiff::formats {

// Front matter and, behind it, an "@" with a "{". A file whose name ends in .cook needs neither.
[[nodiscard]] bool is_cooklang(std::string_view text);

// The canonical document: a paragraph is a step, its text has the names of ingredients and cookware and the times in
// place of their marks. A mention without an amount of what its section has already is no second ingredient. The
// recipe's name is the metadata's title; a file name is none. `offset` is where `text` lies in the file, for errors:
// bad_utf8, nul_byte. Linear but for names being sorted once.
[[nodiscard]] Result<json::Value> read_cooklang(std::string_view text, std::size_t offset, Arena& arena);

}  // namespace cookdiff::formats
