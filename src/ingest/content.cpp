#include "ingest/content.hpp"

#include "edge/http.hpp"

namespace cookdiff::ingest {

namespace {

store::Id as_stored(const recipe::Id& id) { return {id.text, id.is_number}; }

// "Recipe-Id", "recipeid", "recipe_id": S3 lowers the case of metadata names, and people write them as they like.
std::string plain_name(std::string_view name) {
  std::string out;
  for (const char c : name) {
    if (c == '-' || c == '_') continue;
    out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return out;
}

// Metadata that cannot be an id names nothing: it must not keep a good document out.
std::string metadata_id(std::string_view value) {
  std::string id = edge::percent_decode(value).value_or("");
  return id.size() <= recipe::id_bytes_max ? id : std::string{};
}

}  // namespace

Result<Content> read_content(std::string_view bytes, std::string_view key, bool key_is_make, Arena& arena) {
  Content out;
  TRY(out.reading, formats::read(bytes, key, arena));
  const json::Value& document = out.reading.document;
  if (!document.is_object()) return Error{Code::wrong_type, false, "a recipe is an object", ""};
  if (!key_is_make && !recipe::is_recipe(document))
    return Error{Code::missing, false, "no recipe: it has no name, no ingredients and no steps, and is no make", ""};
  TRY(out.identity, recipe::check(document));
  return out;
}

MetadataIds metadata_ids(const edge::ObjectHead& head) {
  MetadataIds out;
  for (const auto& [name, value] : head.metadata) {
    const std::string plain = plain_name(name);
    if (plain == "recipeid") out.recipe = metadata_id(value);
    if (plain == "makeid") out.make = metadata_id(value);
  }
  return out;
}

store::Id recipe_named(const Content& content) {
  const recipe::Identity& identity = content.identity;
  return as_stored(identity.make_of.present() ? identity.make_of : identity.recipe_id);
}

store::Id recipe_of(const Content& content, const MetadataIds& metadata, const KeyParts& parts,
                    std::string_view key_hash) {
  store::Id named = recipe_named(content);
  if (named.present()) return named;
  if (!metadata.recipe.empty()) return id_from_text(metadata.recipe);
  return id_from_text(shorten(parts.recipe, key_hash));
}

MakeId make_of(const Content& content, const MetadataIds& metadata, const KeyParts& parts, std::string_view key_hash) {
  if (content.identity.make_id.present()) return {as_stored(content.identity.make_id), true};
  if (!metadata.make.empty()) return {id_from_text(metadata.make), false};
  return {id_from_text(shorten(parts.make, key_hash)), false};
}

}  // namespace cookdiff::ingest
