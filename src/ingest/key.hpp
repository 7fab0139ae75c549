// What a key says by itself (docs/ingest.md, "Keys"): whose kitchen it is, whether it is a make's, and the ids that it
// gives where the document and its metadata name none. Pure; whatever a key holds, the answer is a value.
#pragma once

#include <string>
#include <string_view>

#include "store/rows.hpp"

namespace cookdiff::ingest {

struct KeyParts {
  store::Kitchen kitchen = store::Kitchen::home();
  Status acceptable = Done{};  // an Error for an empty, . or .. part, an encoded slash, a NUL, or no valid kitchen
  bool is_make = false;        // it has a folder named `makes`
  // Before shortening: may be longer than an id may be, and empty where the key says nothing ("makes/7.json").
  std::string recipe;
  std::string make;
};
// A key that is not acceptable belongs to the kitchen that it names, else to home, so that somebody sees why.
[[nodiscard]] KeyParts read_key(std::string_view key);

// An id of at most 128 bytes: a longer text keeps its beginning and ends in a part of its hash (64 hex letters).
[[nodiscard]] std::string shorten(std::string_view text, std::string_view hash);
// An id that was taken: the text and a part of the key's hash.
[[nodiscard]] std::string with_hash(std::string_view text, std::string_view key_hash);
// From a key or metadata: an integer where it is written as one (below 10^15, so that every JSON reader has it
// exactly).
[[nodiscard]] store::Id id_from_text(std::string text);

}  // namespace cookdiff::ingest
