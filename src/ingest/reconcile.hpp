// One call of reconcile: its keys and their rounds. A round reads the rows, reads what it must of the bucket after
// that, decides, and commits guarded by what it read; who loses a race goes into the next round. For this room only.
#pragma once

#include "ingest/documents.hpp"
#include "ingest/work.hpp"

namespace cookdiff::ingest {

inline constexpr int rounds_max = 4;       // then the key is tried again later
inline constexpr int mended_at_once = 25;  // makes that are compared in the call that brings their original

class Reconciliation {
 public:
  Reconciliation(edge::Instance& instance, std::vector<Item> items);
  // Every outcome, in order of the items. Must be awaited before this object goes.
  edge::Task<std::vector<Outcome>> run();

 private:
  using Works = std::vector<Work*>;
  using VersionName = std::pair<RecipeName, std::int64_t>;
  using Originals = std::map<VersionName, Result<const json::Value*>>;  // their documents, or why there is none
  edge::Task<Done> find_homes(const Works& works);
  edge::Task<Done> round(Works works);
  // Each leaves out what is settled meanwhile.
  edge::Task<Done> read_contents(Works works);
  edge::Task<Done> read_standings(Works works, bool recipes_only);
  edge::Task<Done> carry_on_rebuilds(Works works);  // in rebuild.cpp
  edge::Task<Done> read_again(Works works);
  edge::Task<Done> adopt_versions(Works works);
  edge::Task<Done> bind(Works works);
  edge::Task<Done> claim_originals(Works works);
  [[nodiscard]] const json::Value* original_at_hand(const VersionName& name) const;
  edge::Task<Originals> find_originals(Works works);
  edge::Task<Done> compare_makes(Works works);
  edge::Task<Done> keep_claims(Works works);
  edge::Task<Done> write(Works works);
  edge::Task<Done> mend_recipes();

  bool nothing_to_do(Work& work);
  static bool is_mere_hint(Work& work);
  static bool is_still_gone(Work& work);
  bool same_content(Work& work);
  void settle(Work& work, store::ObjectRow row, bool changed);
  void fail(Work& work, Error error);
  void log_outcomes();

  edge::Instance& instance_;
  std::vector<std::unique_ptr<Work>> works_;
  std::vector<std::size_t> order_;  // for each item its work
  std::unique_ptr<Decisions> decisions_;
  std::vector<RecipeName> changed_recipes_;
  std::map<store::Kitchen, bool> rebuilds_;  // that were carried on in this call; true: to the end
  std::map<VersionName, Held> archived_;     // originals that were read from the archive in this call
};

}  // namespace cookdiff::ingest
