// What users do in a run: uploads, overwrites, deletions, copies, corrections, makes before originals, makes that leave
// things out, originals that race, bad documents, and calls of the REST API beside all that.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "sim/seeds/bed.hpp"
#include "sim/seeds/chance.hpp"

namespace cookdiff::sim {

// In every document; must never be seen in a log.
inline constexpr std::string_view canary = "Zanzibar";
// In every document of a kitchen; must never be seen by another.
[[nodiscard]] std::string mark_of(std::string_view kitchen);
// In documents that break the server that reads them.
inline constexpr std::string_view poison = "poison-pill";

class Workload {
 public:
  Workload(Bed& bed, Chance& chance);
  // Does one thing. Bucket operations happen at once; calls of the API go on with World::step.
  void act();

  std::function<void(const std::string&)> note;
  // What came of a call of the API.
  std::function<void(const std::string& kitchen, const std::string& what, Process&)> answered;
  std::map<std::string, std::uint64_t> count;
  // Of POSTs with an Idempotency-Key: what their documents alone hold.
  std::set<std::string> once_only;
  // In few runs a recipe has so many makes that its analysis is kept in KV.
  bool crowded = false;
  void make_in_the_crowd();
  std::string crowded_kitchen;

 private:
  [[nodiscard]] std::string prefix(const std::string& kitchen) const;
  std::string pick_key(const std::string& kitchen);
  std::string original(const std::string& kitchen, const std::string& recipe);
  std::string make(const std::string& kitchen, const std::string& recipe);
  std::string bad(const std::string& kitchen);
  void put(const std::string& key, std::string body);
  void crowd();
  void remove(const std::string& key);
  void call(const std::string& kitchen);
  void post(const std::string& kitchen);
  void did(const std::string& what, const std::string& to);

  Bed& bed_;
  Chance& chance_;
  std::vector<std::string> kitchens_;
  std::size_t recipes_ = 1;
  std::size_t bad_in_ = 0;
  bool crowds_ = false;
  std::size_t written_ = 0;
  struct Posted {
    std::string kitchen, path, body, key;
  };
  std::vector<Posted> posted_;
};

}  // namespace cookdiff::sim
