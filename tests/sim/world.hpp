// The simulated world: buckets, database, queues, key-value store and clock, shared by every running Worker; and the
// one scheduler that decides which pending host call completes next, and how. One thread, nothing real waits.
//
//   World world(seed);
//   world.install("server", {"RECIPES", "ARCHIVE", "DB"}, [](edge::Instance& i) { return std::make_unique<Server>(i);
//   }); edge::Response answer = world.fetch("server", request);   // runs until the answer is there
//   world.drain("recipe-uploads", "sender");                  // delivers messages until none is left
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "edge/event.hpp"
#include "edge/host.hpp"
#include "edge/http.hpp"
#include "edge/instance.hpp"
#include "edge/worker.hpp"
#include "sim/buckets.hpp"
#include "sim/database.hpp"

namespace cookdiff::sim {

class Process;

struct Pending {
  std::shared_ptr<Process> process;
  edge::CallId id;
  edge::Op op;
  std::string request;
  std::int64_t deadline_ms = 0;  // the moment at which who asked stops waiting
  bool left = false;             // nobody waits for it any more, and its effect is yet to come
};

// What happens to one host call. `before`: the effect never takes place; `after`: it does, and the answer is lost;
// `late`: nobody waits any more, and the effect takes place at some later step (a store that stalled). `trap`: the
// module of who asked breaks; `kill`: the platform throws its instance away.
enum class Fate {
  done,
  fail_before,
  fail_after,
  fail_late,
  time_out_before,
  time_out_after,
  time_out_late,
  kill_before,
  kill_after,
  kill_late,
  trap
};
inline constexpr int fates = 11;
[[nodiscard]] std::string_view fate_name(Fate fate);

struct QueuedMessage {
  std::string id;
  std::string body;
  std::uint32_t attempts = 1;
  std::int64_t visible_ms = 0;
};

struct QueueStore {
  std::vector<QueuedMessage> messages;
  std::uint32_t retries_max = 5;
  std::string dead_letters;  // the queue that gets what was retried too often; empty: it is lost
  std::uint64_t sent = 0, acked = 0, retried = 0, dead = 0;
};

class World {
 public:
  using Factory = std::function<std::unique_ptr<edge::Worker>(edge::Instance&)>;

  explicit World(std::uint64_t seed = 1);
  ~World();

  // A Worker by name, and the bindings that its configuration has: any other fails.
  void install(const std::string& name, std::vector<std::string> bindings, Factory factory);

  // Runs one event to its end and gives its answer's frame. A killed or trapped event gives "".
  std::string run(const std::string& worker, edge::EventKind kind, std::string frame);
  edge::Response fetch(const std::string& worker, const edge::Request& request);
  Result<std::string> call(const std::string& worker, const std::string& method, const std::string& bytes);
  Status scheduled(const std::string& worker, const std::string& cron = "* * * * *");
  // Delivers one batch of up to `batch_max` visible messages; gives how many were delivered.
  std::size_t deliver(const std::string& queue, const std::string& worker, std::size_t batch_max = 100);
  // Begins a delivery that goes on with step(), beside others; its verdicts are settled when it ends. False: nothing is
  // visible.
  bool begin_delivery(const std::string& queue, const std::string& worker, std::size_t batch_max = 100);
  // Delivers until the queue is empty, moving the clock on to where the next message is visible.
  void drain(const std::string& queue, const std::string& worker, std::size_t batch_max = 100);

  // Begins an event without running it: several at once interleave under the scheduler.
  std::shared_ptr<Process> begin(const std::string& worker, edge::EventKind kind, std::string frame,
                                 std::function<void(Process&)> ended = {});
  // Kills whatever is under way: whoever has given the World functions to call does that before those go.
  void stop();
  // Completes one pending call; false when there is none.
  bool step();

  // The scheduler's choices; plain first-in-first-out and no fault until set.
  std::function<std::size_t(const std::vector<Pending>&)> choose;
  std::function<Fate(const Pending&)> fate;
  // A service call of which this is true traps over there (a native build cannot trap and go on).
  std::function<bool(std::string_view method, std::string_view argument)> traps;
  // Told of every call that was decided on, and of every message that was settled (acked or not). May be empty.
  std::function<void(const Pending&, Fate)> decided;
  std::function<void(const std::string& queue, const QueuedMessage&, bool acked)> settled;
  // Instances that begin while this is true run an older engine: they believe to be the present one, and whatever they
  // say or hear of engines crosses their border renamed (old_engine).
  bool deploy_old = false;

  BucketStore recipes, archive;
  DatabaseStore database;                                  // DB
  std::map<std::string, DatabaseStore> further_databases;  // DB2 …: add_database makes them, and what tells of them
  DatabaseStore& add_database();
  // Of all databases: as DatabaseStore has them, rows() sorted.
  [[nodiscard]] std::vector<std::vector<std::string>> table(const std::string& sql);
  [[nodiscard]] std::vector<std::string> rows(const std::string& sql);
  std::map<std::string, QueueStore> queues;
  std::map<std::string, std::string> services{{"SERVER", "server"}};  // binding: the Worker behind it
  std::map<std::string, std::string> kv;
  // What a reader far away still sees of a key, until that moment: the value as it was, nullopt where there was none.
  struct StaleValue {
    std::optional<std::string> value;
    std::int64_t until_ms = 0;
  };
  std::map<std::string, StaleValue> kv_stale;
  std::function<bool(const std::string& key)> reads_stale;  // asked while a key may be stale; empty: never
  std::map<std::string, std::string> secrets{{"TOKEN_PEPPER", "pepper of the simulated host"}};
  edge::Variables variables;
  [[nodiscard]] std::string variables_json() const;
  std::vector<std::string> log;
  bool rate_limit_allows = true;
  std::uint64_t rate_limit = ~std::uint64_t{0};  // calls that one key is allowed
  std::map<std::string, std::string> access;     // tokens of Access that are good, and whose they are
  std::int64_t now_ms = 1'790'000'000'000;
  std::mt19937_64 random;
  std::map<edge::Op, std::uint64_t> calls;  // how many of each were made

 private:
  friend class Process;
  struct Installed {
    std::vector<std::string> bindings;
    Factory factory;
  };
  Result<std::string> effect(const Pending& call);
  Result<std::string> bucket_effect(edge::Op op, BucketStore& bucket, const json::Value& header, std::string_view body);
  Result<std::string> key_value_effect(edge::Op op, const std::string& key, std::string_view body);
  Result<std::string> small_effect(edge::Op op, const json::Value& header, std::string_view body);
  DatabaseStore& database_of(std::string_view binding);
  std::string send(const json::Value& header);
  Status start_service_call(const Pending& call, const json::Value& header, std::string_view body);
  void settle(const std::string& queue, std::vector<QueuedMessage> taken, const std::string& answer);
  void begin_batch(const std::string& queue, const std::string& worker, std::vector<QueuedMessage> taken);
  void finish(Pending call, Fate fate);
  void leave(Pending call, Fate fate);
  std::vector<QueuedMessage> take_visible(const std::string& queue, std::size_t batch_max);
  std::string batch_frame(const std::string& queue, const std::vector<QueuedMessage>& messages) const;

  std::map<std::string, Installed> installed_;
  std::vector<Pending> pending_;
  std::uint64_t messages_ = 0;
  std::uint64_t processes_ = 0;
  std::map<std::string, std::uint64_t> limited_;
};

// One event of one instance: its host, its Worker, its coroutine.
class Process : public edge::Host, public std::enable_shared_from_this<Process> {
 public:
  Process(World& world, std::string worker, std::vector<std::string> bindings, const World::Factory& factory,
          edge::EventKind kind, std::string frame, std::function<void(Process&)> ended);

  void start(edge::CallId id, edge::Op op, std::string_view request, std::uint32_t deadline_ms) override;
  std::int64_t now_ms() override { return world_.now_ms; }
  void random(std::span<std::uint8_t> out) override;
  void log(std::string_view line) override { world_.log.emplace_back(line); }

  void begin();
  void complete(edge::CallId id, edge::CallStatus status, std::string answer);
  void kill();  // as when the platform throws an instance away: nothing of it runs any more
  void trap();  // the same, by its own fault
  [[nodiscard]] bool killed() const { return killed_; }
  [[nodiscard]] bool trapped() const { return trapped_; }
  [[nodiscard]] bool ended() const { return ended_flag_; }
  [[nodiscard]] const std::string& answer() const { return answer_; }
  // A chunk of the answer, given out while it is made.
  void emitted(const json::Value& header, std::string_view chunk);
  [[nodiscard]] bool allows(std::string_view binding) const;
  [[nodiscard]] const std::string& worker() const { return worker_name_; }
  [[nodiscard]] bool old() const { return old_; }
  [[nodiscard]] std::uint64_t number() const { return number_; }  // of the world's, in order of their beginning

 private:
  void look();

  World& world_;
  std::string worker_name_;
  std::vector<std::string> bindings_;
  edge::Instance instance_;
  std::unique_ptr<edge::Worker> worker_;
  std::unique_ptr<edge::Event> event_;
  std::function<void(Process&)> on_end_;
  std::string answer_;
  std::string stream_head_;  // of an answer that is given out in chunks; "" : none
  std::string stream_body_;
  bool ended_flag_ = false;
  bool killed_ = false;
  bool trapped_ = false;
  bool old_ = false;
  std::uint64_t number_ = 0;
};

// The name of the engine that instances of an older deployment write, as long as the present one's.
inline constexpr std::string_view old_engine = "0.9";

}  // namespace cookdiff::sim
