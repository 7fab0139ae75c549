// What a file holds, as the documents to send. A file that says who it is goes out to the byte; one that does not goes
// out in the canonical form with the ids that its path says, as a key of the bucket would (recipe/key.hpp).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace cookdiff::upload {

struct Outgoing {
  std::string where;  // for messages: "pie.json", "export.zip/soup/recipe.json"
  bool is_make = false;
  std::string recipe;  // never empty
  std::string make;    // empty: an original
  std::string_view content_type;
  std::string body;
  std::string hash;  // SHA-256 of the body, in hex
};

struct Refused {
  std::string where;
  std::string detail;
};

struct Contents {
  std::vector<Outgoing> documents;
  std::vector<Refused> refused;         // what was no document; the others are not lost
  std::vector<std::string> left_aside;  // names of further recipes in a page
  bool is_export = false;               // several documents of one file: reading it again for each would be slow
};

// `path` is for messages; `key` the part of it that says ids where the document does not, with / between its parts.
[[nodiscard]] Contents read_documents(std::string_view bytes, std::string_view path, std::string_view key);

// The part of a path that was typed by itself which says ids: from its last folder `recipes` on, else from the folder
// before its first folder `makes` on, else its name.
[[nodiscard]] std::string_view key_of_path(std::string_view path);

// "pie.json:… (pointer "/ingredients/0/quantity")": an Error as one line, without the path.
[[nodiscard]] std::string one_line(const Error& error);

}  // namespace cookdiff::upload
