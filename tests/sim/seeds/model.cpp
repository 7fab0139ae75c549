#include "sim/seeds/model.hpp"

#include <cstdlib>
#include <optional>

#include "diff/compare.hpp"
#include "formats/read.hpp"
#include "recipe/document.hpp"

namespace cookdiff::sim {

namespace {

struct Document {
  json::Value value;
  recipe::Identity identity;
};

// An acceptable document, or why it is none.
Result<Document> read(std::string_view body, std::string_view key, bool key_is_make, Arena& arena) {
  TRY(const formats::Reading reading, formats::read(body, key, arena));
  if (!reading.document.is_object()) return Error{Code::wrong_type, false, ""};
  if (!key_is_make && !recipe::is_recipe(reading.document)) return Error{Code::missing, false, ""};
  TRY(const recipe::Identity identity, recipe::check(reading.document));
  return Document{reading.document, identity};
}

// The version that a make of that upload time is compared with: the latest not younger than it, else the oldest.
const ArchivedVersion& pinned(const std::vector<ArchivedVersion>& versions, std::int64_t first_ms) {
  const ArchivedVersion* out = &versions.front();
  for (const ArchivedVersion& version : versions)
    if (version.uploaded_ms <= first_ms) out = &version;
  return *out;
}

std::string id_json(const std::string& text, bool is_number) { return is_number ? text : '"' + text + '"'; }

std::string compared(const Document& make, const ArchivedVersion& version, const Claim& claim) {
  Arena arena;
  const auto original = read(version.body, version.key, true, arena);
  if (!original) return "the archived version cannot be read";
  const recipe::Filled filled = recipe::fill(make.value, original->value, arena);
  const auto differences = diff::compare(original->value, filled.document, arena);
  std::string out;
  if (differences)
    diff::write(*differences,
                {id_json(claim.recipe, claim.recipe_is_number), id_json(claim.make, claim.make_is_number),
                 std::to_string(version.number)},
                out);
  return out;
}

// Whether the content goes with what its key was accepted as.
bool agrees(const recipe::Identity& identity, const Claim& claim) {
  const recipe::Id& named = identity.make_of.present() ? identity.make_of : identity.recipe_id;
  if (named.present() && named.text != claim.recipe) return false;
  if (claim.role != "make") return !identity.is_make();
  return !identity.make_id.present() || identity.make_id.text == claim.make;
}

// Neither the document nor its key says which recipe it belongs to.
bool names_nothing(const recipe::Identity& identity, std::string_view key) {
  const bool bare = key.starts_with("makes/") || key.substr(0, key.find("/makes/")) == "kitchens/" + kitchen_of(key);
  return bare && !identity.make_of.present() && !identity.recipe_id.present();
}

}  // namespace

std::string kitchen_of(std::string_view key) {
  if (!key.starts_with("kitchens/")) return "home";
  key.remove_prefix(9);
  return std::string{key.substr(0, key.find('/'))};
}

Accepted read_archive(const BucketStore::Objects& archive) {
  Accepted out;
  for (const auto& [key, object] : archive) {
    if (!key.starts_with("originals/")) continue;
    const std::size_t recipe = key.find('/', 10);
    const std::size_t number = key.rfind('/');
    ArchivedVersion version;
    version.number = std::atoll(key.c_str() + number + 1);
    version.body = object.body;
    for (const auto& [name, value] : object.metadata) {
      if (name == "uploaded") version.uploaded_ms = std::atoll(value.c_str());
      if (name == "hash") version.hash = value;
      if (name == "key") version.key = value;
    }
    for (std::size_t at = version.key.find("%2F"); at != std::string::npos; at = version.key.find("%2F"))
      version.key.replace(at, 3, "/");
    out[{key.substr(10, recipe - 10), key.substr(recipe + 1, number - recipe - 1)}].push_back(std::move(version));
  }
  return out;
}

std::map<std::string, Expected> expect(const BucketStore::Objects& bucket, const Accepted& recipes,
                                       const std::map<std::string, Claim>& claims) {
  std::map<std::string, Expected> out;
  for (const auto& [key, claim] : claims)
    if (!bucket.contains(key)) out[key] = {"withdrawn", "", 0, ""};
  for (const auto& [key, object] : bucket) {
    Expected& expected = out[key];
    Arena arena;
    const bool key_is_make = key.find("makes/") != std::string::npos;
    const auto document = read(object.body, key, key_is_make, arena);
    const auto claim = claims.find(key);
    const bool agreed = document && claim != claims.end() && agrees(document->identity, claim->second);
    if (!agreed) {
      expected = {"rejected", document ? "conflict" : std::string{base::code_name(document.error().code)}, 0, ""};
      if (document && claim == claims.end() && names_nothing(document->identity, key)) expected.reason = "missing";
      continue;
    }
    expected.state = "stored";
    if (claim->second.role != "make") continue;
    const auto versions = recipes.find({kitchen_of(key), claim->second.recipe});
    const bool accepted = versions != recipes.end();
    if (!accepted || !bucket.contains(versions->second.front().key)) {
      expected = {"pending", accepted ? "original-withdrawn" : "original-missing", 0, ""};
      continue;
    }
    const ArchivedVersion& version = pinned(versions->second, claim->second.first_ms);
    expected.pinned = version.number;
    if (!key_is_make && !document->identity.is_make()) expected.reason = "kept-as-make";
    expected.differences = compared(*document, version, claim->second);
  }
  return out;
}

}  // namespace cookdiff::sim
