// Sends documents, several at once: originals before makes, each until the service has said what becomes of it. What it
// says is kept in the ledger; what is busy, away or limited is asked again, later and later.
#pragma once

#include <csignal>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "upload/documents.hpp"
#include "upload/ledger.hpp"
#include "upload/transport.hpp"

namespace cookdiff::upload {

inline constexpr std::size_t at_once_default = 6;
inline constexpr std::size_t at_once_max = 32;
inline constexpr int tries_max = 10;                 // of one document that the service answers for with trouble
inline constexpr std::int64_t pause_first_ms = 500;  // after the first call that failed; doubled with each round
inline constexpr std::int64_t pause_max_ms = 30'000;
inline constexpr std::int64_t retry_after_max_ms = 600'000;  // a longer Retry-After is not waited for: once more then
inline constexpr int rounds_without_answer_max = 8;          // about 90 s without any good answer: it is not there

struct Options {
  std::size_t at_once = at_once_default;
  bool replace = false;     // an original that the service has from somebody else gets a new version
  bool never_stop = false;  // a service that does not answer is waited for
};

struct Tally {
  std::size_t stored = 0;
  std::size_t versions = 0;  // new versions of originals
  std::size_t present = 0;   // there already
  std::size_t unsent = 0;
  std::vector<Refused> refused;  // by the service, and what it could not take in tries_max tries
  std::string trouble;           // why the service is waited for at the moment; empty: it is not
  std::string stopped;           // why it stopped before the end; empty: it did not
  [[nodiscard]] std::size_t done() const { return stored + versions + present + refused.size(); }
};

// A document's text when its turn comes; nullopt where it is gone or has changed (told in `why`).
struct Pending {
  Outgoing document;  // without its body, where `load` is set
  std::function<std::optional<Outgoing>(std::string& why)> load{};
};

class Sender {
 public:
  // `interrupted`: once it is not 0 nothing new begins. `tell` is called often, with what is done so far.
  Sender(Transport& transport, Ledger& ledger, Options options, const volatile std::sig_atomic_t& interrupted,
         std::function<void(const Tally&)> tell);

  // Sends them in their order; makes are left until every original has its answer.
  void run(std::deque<Pending> documents);
  [[nodiscard]] Tally& tally() { return tally_; }

 private:
  enum class Stage { post, put, look, settled };
  struct Job {
    Outgoing document;
    Stage stage = Stage::post;
    int tries = 0;
    bool holds_makes = false;  // an original without its answer yet
    std::string conflict{};    // what the service said to it
    std::int64_t not_before_ms = 0;
  };

  void fill(std::deque<Pending>& documents);
  std::optional<Job> next_job(std::deque<Pending>& documents);
  std::optional<Job> prepare(Pending pending);
  bool may_begin(const Pending& pending) const;
  void begin(std::size_t slot);
  void take(std::size_t slot, Answer& answer);
  void settle(Job& job, const Answer& answer);
  void settle_conflict(Job& job, const Answer& answer);
  void settle_look(Job& job, const Answer& answer);
  void again(Job&& job, const Answer& answer);
  void done(Job& job, std::size_t& count);
  void refuse(Job& job, std::string detail);
  void close(Job& job);
  std::int64_t wait_ms() const;

  Transport& transport_;
  Ledger& ledger_;
  Options options_;
  const volatile std::sig_atomic_t& interrupted_;
  std::function<void(const Tally&)> tell_;
  Tally tally_;
  std::vector<std::optional<Job>> slots_;
  std::deque<Job> waiting_;                    // to be tried again
  std::map<std::string, Outgoing> originals_;  // by recipe, without bodies: which file of this run is its original
  std::size_t originals_open_ = 0;
  std::int64_t not_before_ms_ = 0;  // nothing begins before
  int rounds_ = 0;                  // pauses since the last good answer
};

// "pie 2" in a path: letters, digits, -, ., _ and ~ stay.
[[nodiscard]] std::string path_part(std::string_view id);

}  // namespace cookdiff::upload
