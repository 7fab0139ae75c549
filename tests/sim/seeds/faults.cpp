#include "sim/seeds/faults.hpp"

#include <utility>

#include "edge/frame.hpp"
#include "edge/header.hpp"
#include "sim/seeds/workload.hpp"

namespace cookdiff::sim {

std::string_view op_name(edge::Op op) {
  constexpr std::string_view names[] = {
      "",           "bucket get",     "bucket head", "bucket put", "bucket delete", "bucket list",
      "queue send", "database batch", "kv get",      "kv put",     "kv delete",     "service call",
      "digest",     "hmac",           "sleep",       "rate limit"};
  return names[static_cast<std::size_t>(op)];
}

Faults::Faults(Bed& bed, Chance& chance) : bed_(bed), chance_(chance) {
  constexpr std::size_t rates[] = {0, 5, 10, 20, 40, 80};
  call_fault_in_ = chance.pick(rates);
  for (bool& allowed : allowed_) allowed = chance.one_in(2);
  constexpr std::size_t event_rates[] = {0, 0, 3, 6, 12};
  for (std::size_t* rate : {&lost_in_, &doubled_in_, &delayed_in_, &copied_in_, &reordered_in_})
    *rate = chance.pick(event_rates);
  constexpr std::size_t rare[] = {0, 4, 8, 16};
  clock_in_ = chance.pick(rare);
  redeploy_in_ = chance.pick(rare);
  in_order_ = chance.one_in(8);
  stale_in_ = 1 + chance.below(3);
}

void Faults::happened(const std::string& kind, const std::string& to) {
  ++count[kind];
  if (note) note("!! " + kind + ": " + to);
}

std::size_t Faults::choose(const std::vector<Pending>& pending) {
  return off || in_order_ ? 0 : chance_.below(pending.size());
}

// A server that reads a poisoned document by itself traps, as one does that the sender gives it to.
bool Faults::breaks_its_reader(const Pending& call) const {
  if (call.op != edge::Op::bucket_get || call.process->worker() != "server") return false;
  Arena arena;
  const auto frame = edge::read_frame(call.request, arena);
  if (!frame || edge::text_of(frame->header, "binding") != "RECIPES") return false;
  const StoredObject* object = bed_.world.recipes.find(edge::text_of(frame->header, "key"));
  return object != nullptr && object->body.find(poison) != std::string::npos;
}

Fate Faults::fate(const Pending& call) {
  if (breaks_its_reader(call)) return Fate::trap;
  // What writes fails four times as often: that is where an answer that is lost, or comes late, can do harm.
  const bool writes = call.op == edge::Op::bucket_put || call.op == edge::Op::database_batch;
  const std::size_t in = writes ? (call_fault_in_ + 3) / 4 : call_fault_in_;
  if (off || in == 0 || !chance_.one_in(in)) return Fate::done;
  const std::size_t drawn = 1 + chance_.below(fates - 1);
  if (!allowed_[drawn]) return Fate::done;
  const Fate fated = static_cast<Fate>(drawn);
  ++count["call " + std::string{fate_name(fated)}];
  return fated;
}

void Faults::event(const std::string& key, bool put) {
  const std::size_t size = put ? bed_.world.recipes.find(key)->body.size() : 0;
  const std::string body = Bed::event_body(key, put, size);
  if (!off && chance_.one_in(lost_in_)) return happened("event lost", key);
  std::int64_t delay = 0;
  if (!off && chance_.one_in(delayed_in_)) {
    delay = static_cast<std::int64_t>(1 + chance_.below(1'200'000));
    happened("event delayed", key + " by " + std::to_string(delay) + " ms");
  }
  bed_.push(body, delay);
  if (off || !chance_.one_in(doubled_in_)) return;
  happened("event doubled", key);
  bed_.push(body, static_cast<std::int64_t>(chance_.below(30'000)));
}

void Faults::stir_queue() {
  for (auto& [name, queue] : bed_.world.queues) {
    if (off || queue.messages.empty()) continue;
    if (chance_.one_in(copied_in_)) {
      const QueuedMessage copy = chance_.pick(queue.messages);
      happened("message delivered twice", copy.id);
      queue.messages.push_back(copy);
      ++queue.sent;  // the books count deliveries that are owed
    }
    if (queue.messages.size() > 1 && chance_.one_in(reordered_in_)) {
      const std::size_t one = chance_.below(queue.messages.size());
      const std::size_t other = chance_.below(queue.messages.size());
      if (one == other) continue;
      happened("messages out of order", queue.messages[one].id + " and " + queue.messages[other].id);
      std::swap(queue.messages[one], queue.messages[other]);
    }
  }
}

// No failure: it goes on when all goes well.
bool Faults::reads_stale(const std::string& key) {
  if (!chance_.one_in(stale_in_)) return false;
  happened("KV read stale", key);
  return true;
}

void Faults::move_clock() {
  if (off || !chance_.one_in(clock_in_)) return;
  const bool back = chance_.one_in(3);
  const auto by = static_cast<std::int64_t>(1 + chance_.below(back ? 20'000 : 3'600'000));
  bed_.world.now_ms += back ? -by : by;
  happened(back ? "clock moved back" : "clock moved on", std::to_string(by) + " ms");
}

void Faults::maybe_redeploy() {
  if (off || !chance_.one_in(redeploy_in_)) return;
  bed_.world.deploy_old = !bed_.world.deploy_old;
  happened("another engine deployed", bed_.world.deploy_old ? std::string{old_engine} : "the present one");
}

}  // namespace cookdiff::sim
