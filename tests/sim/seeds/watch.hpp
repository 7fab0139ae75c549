// The invariants of docs/reliability.md: some are looked at while a run goes on, all of them at its end.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "sim/seeds/bed.hpp"
#include "sim/seeds/model.hpp"

namespace cookdiff::sim {

class Watch {
 public:
  explicit Watch(Bed& bed) : bed_(bed) {}

  // While it runs:
  void changed(const std::string& key, bool put);  // the bucket has another version of a key
  void taken(const QueuedMessage& message);        // a delivery begins
  void settled(const std::string& queue, const QueuedMessage& message, bool acked);
  void answered(const std::string& kitchen, const std::string& what, const std::string& answer);
  void look_at_logs();
  // A put into the archive took place when nobody waited for it any more: the table may not know of it until its key is
  // looked at again.
  void archived_late() { archive_ahead_ = true; }
  // What the tables say now, for tables_as_before().
  void remember_tables() { tables_ = tables(); }
  // Made again from the buckets, they say the same.
  void tables_as_before();
  // The analysis that is kept in KV, which may be stale, is the one that is computed.
  void kept_is_right(const std::string& what, const std::string& kept, const std::string& computed);
  // At the end, once messages and sweeps have run their course:
  void end(const std::set<std::string>& once_only);

  std::vector<std::string> broken;  // which invariants, and how

 private:
  void breaks(const std::string& what);
  [[nodiscard]] std::size_t place_of(const std::string& key, const std::string& version);
  // The first deletion at that place or behind it; 0: none.
  std::size_t deletion_from(const std::string& key, std::size_t least);
  [[nodiscard]] bool rebuild_under_way(const std::string& key) const;  // of the key's kitchen
  void claims_kept(const std::string& key);
  [[nodiscard]] std::map<std::string, Claim> claims() const;
  [[nodiscard]] Accepted accepted(const std::map<std::string, Claim>& claims) const;
  void rows_are_right();
  void versions_are_right();
  [[nodiscard]] std::vector<std::string> tables() const;
  void books_balance();
  void kitchens_apart();
  void kitchens_at_home();
  void posted_once(const std::set<std::string>& once_only);

  Bed& bed_;
  std::map<std::string, std::vector<std::string>> versions_;    // each key's, in order; "" where it was deleted
  std::map<std::string, std::multiset<std::size_t>> taken_at_;  // message: how many of its key there were then
  std::map<std::string, std::string> claimed_;                  // key: what it was accepted as
  std::map<std::string, std::size_t> latest_;  // of a key: the latest version that it was seen decided on
  std::size_t logs_seen_ = 0;
  bool archive_ahead_ = false;
  std::vector<std::string> tables_;
};

}  // namespace cookdiff::sim
