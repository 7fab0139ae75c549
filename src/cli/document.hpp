// A file as a document to compare: its bytes, what was read out of them, and how what is wrong with it is told.
#pragma once

#include <string>
#include <string_view>

#include "base/arena.hpp"
#include "base/result.hpp"
#include "formats/door.hpp"

namespace cookdiff::cli {

// Neither copied nor moved: the values view `bytes`.
struct Document : formats::Handed {
  Document() = default;
  Document(const Document&) = delete;
  Document& operator=(const Document&) = delete;

  std::string path;
  std::string bytes;
};

// Reads the file; then as formats::open_one and open_all say.
[[nodiscard]] Status load(std::string_view path, bool checked, Arena& arena, Document& out);
[[nodiscard]] Result<formats::Export> load_recipes(std::string_view path, Arena& arena, Document& out);

// "soup.json:3:14: quantity must not be negative (byte 52, pointer "/ingredients/0/quantity")". `bytes` are the file's,
// empty where they could not be read.
[[nodiscard]] std::string describe(const Error& error, std::string_view path, std::string_view bytes);
// The same with the byte, where only the pointer is known, looked up in the document.
[[nodiscard]] std::string describe(const Error& error, const Document& document);

}  // namespace cookdiff::cli
