// The bucket `recipes-archive`, which only the server writes: the log of each original's accepted versions, and what
// keys were accepted as where their objects alone would not tell it. Version n is put only where there is none, so that
// number, content and (by version 1) the key that is the recipe's original are decided there, once, before any row says
// so; the tables can be made again from it (docs/adr/0005-the-tables-made-again.md).
#pragma once

#include "edge/bucket.hpp"
#include "edge/task.hpp"
#include "store/rows.hpp"

namespace cookdiff::store {

struct Archived {
  VersionRow version;
  std::string key;                // of the object in the bucket `recipes` that it was read from
  bool recipe_is_number = false;  // how the recipe's id was given
};

// An id of letters that every tool and URL leaves alone, and no name of a folder: it stands in keys as it is.
[[nodiscard]] bool is_plain(std::string_view id);

// originals/<kitchen>/<recipe id>/<number, 6 digits>. An id of other letters than [A-Za-z0-9._-] is named by "~" and
// its SHA-256: keys stand in listings and logs, where no text of a document is to be; the id is in the metadata.
[[nodiscard]] edge::Task<std::string> archive_key(edge::Instance& instance, Kitchen kitchen, std::string recipe,
                                                  std::int64_t number);
// What the keys of a recipe's versions, or of a kitchen's, begin with.
[[nodiscard]] edge::Task<std::string> archive_folder(edge::Instance& instance, Kitchen kitchen, std::string recipe);
[[nodiscard]] std::string archive_folder(const Kitchen& kitchen);

// False: there is such a version already (it may be this very one, whose answer was lost: read it).
[[nodiscard]] edge::Task<bool> archive(edge::Instance& instance, Kitchen kitchen, Id recipe, Archived version,
                                       std::string body);
[[nodiscard]] edge::Task<std::optional<Archived>> archived(edge::Instance& instance, Kitchen kitchen,
                                                           std::string recipe, std::int64_t number);
// As a page of the archive's listing says it.
[[nodiscard]] VersionRow listed_version(const edge::ObjectHead& head);

// What a key was accepted as: claims/<kitchen>/<SHA-256 of the key>, all of it in the metadata.
struct KeptClaim {
  Kitchen kitchen = Kitchen::home();
  std::string key;
  Id recipe;
  Role role = Role::none;
  Id make;
  std::int64_t first_ms = 0;
};
[[nodiscard]] std::string claims_folder(const Kitchen& kitchen);
[[nodiscard]] KeptClaim claim_of(const ObjectRow& row);
// Of claims as their rows have them: a make's says the same whenever it is put, and nothing takes its place.
[[nodiscard]] edge::Task<Done> keep_claims(edge::Instance& instance, std::vector<KeptClaim> claims);
[[nodiscard]] edge::Task<Done> forget_claims(edge::Instance& instance, Kitchen kitchen, std::vector<std::string> keys);
// Of a version, too: whose it is.
[[nodiscard]] KeptClaim listed_claim(const Kitchen& kitchen, const edge::ObjectHead& head);

struct ArchivedDocument {
  Archived about;
  std::string body;
};
[[nodiscard]] edge::Task<std::optional<ArchivedDocument>> archived_document(edge::Instance& instance, Kitchen kitchen,
                                                                            std::string recipe, std::int64_t number);

}  // namespace cookdiff::store
