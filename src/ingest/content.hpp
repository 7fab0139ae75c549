// The bytes of an upload as a checked document, and what it says about which document it is.
#pragma once

#include <string_view>

#include "edge/bucket.hpp"
#include "formats/read.hpp"
#include "ingest/key.hpp"
#include "recipe/document.hpp"

namespace cookdiff::ingest {

struct Content {
  formats::Reading reading;
  recipe::Identity identity;
};
// Refuses what can never be stored; the Error says where. Views `bytes` and `arena`.
[[nodiscard]] Result<Content> read_content(std::string_view bytes, std::string_view key, bool key_is_make,
                                           Arena& arena);

// Ids that the object's metadata names: `recipe-id` and `make-id` (any case, with or without the dash),
// percent-encoded.
struct MetadataIds {
  std::string recipe;
  std::string make;
};
[[nodiscard]] MetadataIds metadata_ids(const edge::ObjectHead& head);
inline constexpr std::string_view metadata_recipe = "recipe-id";
inline constexpr std::string_view metadata_make = "make-id";

// The recipe that a document belongs to: its own word, else the metadata's, else the key's. Not present: nothing names
// one.
[[nodiscard]] store::Id recipe_of(const Content& content, const MetadataIds& metadata, const KeyParts& parts,
                                  std::string_view key_hash);
// The recipe that the content itself names; not present when it names none.
[[nodiscard]] store::Id recipe_named(const Content& content);

struct MakeId {
  store::Id id;
  bool written = false;  // in the document: not ours to change when it is taken
};
[[nodiscard]] MakeId make_of(const Content& content, const MetadataIds& metadata, const KeyParts& parts,
                             std::string_view key_hash);

}  // namespace cookdiff::ingest
