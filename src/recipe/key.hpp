// What a key says by itself (docs/ingest.md, "Keys"): whether it is a make's, and the ids that it gives where the
// document names none. Keys are the bucket's, and to the command line a file's path. Pure; whatever a key holds, the
// answer is a value.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace cookdiff::recipe {

struct KeyIds {
  bool is_make = false;  // it has a folder named `makes`
  // Before shortening: may be longer than an id may be, and empty where the key says nothing ("makes/7.json").
  std::string recipe;
  std::string make;
};
// Of an acceptable key, below the kitchen that it names.
[[nodiscard]] KeyIds ids_of_key(std::string_view below_kitchen);

// Refuses an empty, . or .. part, an encoded slash, a NUL.
[[nodiscard]] Status check_key(std::string_view key);

// An id of at most 128 bytes: a longer text keeps its beginning and ends in a part of its hash (64 hex letters).
[[nodiscard]] std::string shorten(std::string_view text, std::string_view hash);
// An id that was taken: the text and a part of the key's hash.
[[nodiscard]] std::string with_hash(std::string_view text, std::string_view key_hash);
// Whether an id from a key or metadata is an integer: written as one, and below 10^15, so that every JSON reader has it
// exactly.
[[nodiscard]] bool is_integer(std::string_view text);

}  // namespace cookdiff::recipe
