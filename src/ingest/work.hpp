// One key on its way through reconcile, and what the batch knows of recipes. For the other files of this room only.
#pragma once

#include <map>
#include <memory>

#include "ingest/claim.hpp"
#include "ingest/content.hpp"
#include "ingest/ingest.hpp"
#include "store/commit.hpp"
#include "store/standing.hpp"

namespace cookdiff::ingest {

struct Work {
  Item item;
  KeyParts parts;
  bool settled = false;   // `outcome` is final
  bool archived = false;  // this call has put a version into the archive, of which no row says anything yet
  Outcome outcome;

  // Of this round:
  store::Standing standing;
  std::optional<Reading> reading;
  bool fresh = false;  // the reading was made after the row was read
  bool read_content_done = false;
  std::unique_ptr<Arena> arena;
  std::optional<Result<Content>> content;  // views the reading's body and the arena
  MetadataIds metadata;
  std::string hash;  // of the body
  std::string key_hash;

  // Decided in this round:
  bool decided = false;
  bool touched = false;      // nothing but the bucket's version is new
  bool is_original = false;  // or would like to be, until it is claimed
  bool wants_claim = false;
  bool keep_claim = false;     // its object alone does not tell what it was accepted as
  bool claim_first = false;    // this round writes what it is accepted as, the next one the rest
  std::string turned_away_by;  // the key whose makeId it wanted
  std::optional<Claimed> claimed;
  store::Id recipe;
  store::ObjectRow next;
  std::optional<std::string> guard;
  std::int64_t pin = 0;  // the make is to be compared with this version

  // What it is was decided once. Before that, a key that may be an original is bound to its recipe.
  [[nodiscard]] bool has_claim() const { return has_role(store::Role::original) || has_role(store::Role::make); }
  [[nodiscard]] bool is_bound() const { return has_role(store::Role::claiming); }
  [[nodiscard]] bool has_role(store::Role role) const { return standing.row && standing.row->role == role; }
  [[nodiscard]] std::int64_t revision() const { return standing.row ? standing.row->revision : 0; }
  void forget_round();
  // Goes into the next round: it is not written in this one.
  void put_off();
};

// True when a make's row no longer says what it should.
[[nodiscard]] bool is_due(const store::ObjectRow& row, const store::Standing& standing);

// Why a make waits, as its row names it.
[[nodiscard]] std::string_view pending_reason(store::OriginalState state);

// A recipe as this batch will leave it.
struct RecipeState {
  store::RecipeRow before;
  store::RecipeRow after;
  bool seeded = false;
  std::string guard;                        // after the batch's writes
  std::vector<store::VersionRow> versions;  // that this batch adds, in order
  std::string current_hash;
  std::int64_t current_ms = 0;
};

struct RecipeName {
  store::Kitchen kitchen = store::Kitchen::home();
  std::string recipe;
  auto operator<=>(const RecipeName&) const = default;
};

// The decisions of one round, pure: what every key's row is to be. Archive and originals come from outside.
class Decisions {
 public:
  RecipeState& state_of(const Work& work);
  // Before claims: absent objects, refused content, and which recipe and role the content wants.
  void begin(Work& work);
  // Binds a key that wants to be an original to its recipe: the row to write before the archive is asked, so that
  // what the archive decides is never decided about a key that has become something else meanwhile.
  [[nodiscard]] store::ObjectRow binding_row(const Work& work) const;
  // After the claims: originals.
  void finish_original(Work& work);
  // After the originals: the make's id, and the version that it is to be compared with (work.pin; 0: pending).
  void begin_make(Work& work);

  store::Commit commit;

 private:
  void add_versions(Work& work, RecipeState& state);
  void adopt(Work& work, RecipeState& state);
  static void claim_alone(Work& work);
  void withdraw(Work& work);
  void reject(Work& work, const Error& error);
  void take_identity(Work& work);
  Result<store::Id> choose_make_id(Work& work);
  [[nodiscard]] store::ObjectRow next_row(const Work& work, store::State state) const;
  void write_recipe(Work& work, RecipeState& state);
  void seed(const Work& work, RecipeState& state);

  std::map<RecipeName, RecipeState> states_;
  std::map<std::pair<RecipeName, std::string>, std::string> taken_;  // make ids given in this batch: to which key
};

}  // namespace cookdiff::ingest
