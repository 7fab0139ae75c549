// What goes wrong in a run, and how often: decided by chance alone. Each run has its own mix, so that some runs are
// nearly quiet and others suffer one kind all the time.
#pragma once

#include <array>
#include <map>
#include <string>

#include "sim/seeds/bed.hpp"
#include "sim/seeds/chance.hpp"

namespace cookdiff::sim {

class Faults {
 public:
  Faults(Bed& bed, Chance& chance);
  // Of the scheduler: which pending call is next, and what becomes of it.
  std::size_t choose(const std::vector<Pending>& pending);
  Fate fate(const Pending& call);
  // The leg from the bucket to the queue, on which nothing is promised.
  void event(const std::string& key, bool put);
  // Between two deliveries: copies and reorders what waits.
  void stir_queue();
  void move_clock();
  void maybe_redeploy();

  // Of KV: a reader far away, who still sees what was there before.
  bool reads_stale(const std::string& key);

  bool off = false;                            // from now on all goes well
  std::map<std::string, std::uint64_t> count;  // of each kind that really happened
  std::function<void(const std::string&)> note;

 private:
  [[nodiscard]] bool breaks_its_reader(const Pending& call) const;
  void happened(const std::string& kind, const std::string& to);

  Bed& bed_;
  Chance& chance_;
  std::array<bool, fates> allowed_{};
  std::size_t call_fault_in_ = 0;  // one call in so many; 0: none
  std::size_t lost_in_ = 0, doubled_in_ = 0, delayed_in_ = 0;
  std::size_t copied_in_ = 0, reordered_in_ = 0;
  std::size_t clock_in_ = 0, redeploy_in_ = 0, stale_in_ = 0;
  bool in_order_ = false;  // calls complete first in, first out
};

[[nodiscard]] std::string_view op_name(edge::Op op);

}  // namespace cookdiff::sim
