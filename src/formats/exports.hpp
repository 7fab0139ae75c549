// The exports of other recipe programs, at the door (command line, dashboard, npm package; no Worker links this):
// Mealie (zip, JSON), Tandoor (zip of zips, JSON), RecipeSage (JSON-LD), Nextcloud Cookbook (zip of folders), Paprika
// (.paprikarecipes: zip of gzip; .paprikarecipe: gzip). Each recipe becomes one canonical document. What they note of a
// cooking becomes a make: Mealie's timeline (its backup, or as its API lists it), Tandoor's cook log, Brewfather's
// batch, the brew logs and taste of BeerJSON.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/arena.hpp"
#include "base/result.hpp"
#include "json/value.hpp"

namespace cookdiff::formats {

inline constexpr std::size_t archive_bytes_max = std::size_t{512} << 20;  // the file: 512 MiB
inline constexpr std::size_t entries_max = 100'000;                       // files in it, those of archives within too
inline constexpr std::size_t entry_bytes_max = std::size_t{64} << 20;     // one file unpacked: 64 MiB (photos in JSON)
inline constexpr std::size_t unpacked_bytes_max = std::size_t{1} << 30;   // all files unpacked: 1 GiB
inline constexpr std::size_t archive_depth_max = 2;                       // an archive in an archive

struct Exported {
  std::string where;     // the path within the archive ("soup.zip/recipe.json"); empty for a plain file
  json::Value document;  // canonical, at most 1 MiB as text
};

// One recipe that could not be read; the others are not lost.
struct Refused {
  std::string where;
  Error error;
};

struct Export {
  std::string_view format;  // "mealie", "tandoor", "recipesage", "nextcloud", "paprika", "brewfather", "beerjson",
                            // "json-ld"; of the first recipe
  std::vector<Exported> recipes;
  std::vector<Refused> refused;
};

// True for the bytes of a zip or gzip file.
[[nodiscard]] bool is_archive(std::string_view bytes);

// True for a JSON document of the shape that Mealie, Tandoor or Paprika gives a recipe. Some of them would pass for
// another format: Tandoor's `steps` and Paprika's `ingredients` have the canonical form's names.
[[nodiscard]] bool is_export(const json::Value& document);

// Recognised by content. The documents view the arena alone: `bytes` may go. Photos and other files of an archive are
// not unpacked. Fails with unknown_format (naming what was looked for), unsupported
// (encrypted, split or otherwise packed archives), too_large, bad_value (damaged archives), or, of a plain file, with
// what json::read says. An export in which no recipe could be read fails with the first reason.
[[nodiscard]] Result<Export> read_export(std::string_view bytes, Arena& arena);

// An id for a recipe that has none, the same from one export to the next: "Grandma's Soup" is grandma-s-soup.
[[nodiscard]] std::string id_from_name(std::string_view name);

}  // namespace cookdiff::formats
