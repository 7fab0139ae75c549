#include "sim/seeds/run.hpp"

#include <memory>
#include <utility>

#include "edge/frame.hpp"
#include "ingest/sweep.hpp"
#include "sim/seeds/faults.hpp"
#include "sim/seeds/watch.hpp"
#include "sim/seeds/workload.hpp"

namespace cookdiff::sim {

namespace {

constexpr std::size_t history_line_bytes = 240;
constexpr std::int64_t sweep_again_ms = 11 * 60 * 1000;  // longer than the sweep trusts its marks
constexpr int sweeps_max = 24;
constexpr std::size_t rebuilt_in = 4;  // one run in so many ends with a rebuild
constexpr int rebuild_calls_max = 200;
constexpr int kept_looks = 4;

class Run {
 public:
  Run(std::uint64_t seed, bool with_history)
      : chance_(seed), bed_(seed), faults_(bed_, chance_), workload_(bed_, chance_), watch_(bed_) {
    World& world = bed_.world;
    world.choose = [this](const std::vector<Pending>& pending) { return faults_.choose(pending); };
    world.fate = [this](const Pending& call) { return faults_.fate(call); };
    world.reads_stale = [this](const std::string& key) { return faults_.reads_stale(key); };
    world.traps = [](std::string_view, std::string_view argument) {
      return argument.find(poison) != std::string_view::npos && argument.find("\"items\"") != std::string_view::npos;
    };
    world.recipes.changed = [this](const std::string& key, bool put) {
      watch_.changed(key, put);
      faults_.event(key, put);
    };
    world.settled = [this](const std::string& queue, const QueuedMessage& message, bool acked) {
      note((acked ? "acked " : "again ") + message.id + " of " + queue + ", attempt " +
           std::to_string(message.attempts));
      watch_.settled(queue, message, acked);
    };
    workload_.answered = [this](const std::string& kitchen, const std::string& what, Process& process) {
      note("answer to " + what + ": " + process.answer().substr(0, 60));
      if (!process.killed()) watch_.answered(kitchen, what, process.answer());
    };
    world.decided = [this](const Pending& call, Fate fate) {
      if (call.left && call.op == edge::Op::bucket_put && call.request.find("\"ARCHIVE\"") != std::string::npos)
        watch_.archived_late();
      if (with_history_) tell(call, fate);
    };
    if (!with_history) return;
    faults_.note = workload_.note = [this](const std::string& line) { note(line); };
    with_history_ = true;
  }

  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;
  ~Run() { bed_.world.stop(); }

  RunResult run() {
    const std::size_t acts = 10 + chance_.below(40);
    for (std::size_t n = 0; n < acts; ++n) {
      workload_.act();
      bed_.world.now_ms += static_cast<std::int64_t>(chance_.below(3000));
      turn();
      if (!watch_.broken.empty()) break;
    }
    settle_down();
    if (watch_.broken.empty()) watch_.end(workload_.once_only);
    if (watch_.broken.empty() && workload_.crowded) look_at_kept();
    if (watch_.broken.empty() && chance_.one_in(rebuilt_in)) rebuild();
    result_.broken = watch_.broken;
    result_.count = faults_.count;
    if (!bed_.world.further_databases.empty())
      result_.count["kitchen in a further database"] =
          bed_.world.database.rows("SELECT kitchen FROM kitchens WHERE home > 1").size();
    for (const auto& [what, count] : workload_.count) result_.count["did " + what] += count;
    for (const auto& [op, count] : bed_.world.calls) result_.calls += count;
    return std::move(result_);
  }

 private:
  // Between two acts of the users: deliveries, cron, the clock, deployments, and some steps of what is under way.
  void turn() {
    faults_.stir_queue();
    if (chance_.one_in(2)) deliver(uploads_queue, 1 + chance_.below(6));
    if (chance_.one_in(4)) deliver(uploads_queue, 1 + chance_.below(6));
    if (chance_.one_in(4)) deliver(dead_letters, 1 + chance_.below(3));
    if (chance_.one_in(6)) cron();
    faults_.move_clock();
    faults_.maybe_redeploy();
    for (std::size_t steps = chance_.below(40); steps > 0 && bed_.world.step(); --steps) watch_.look_at_logs();
  }

  // Every kitchen's tables are made again, while calls fail: the same comes of it. Some who begin that leave it, and
  // the sweep carries it on. Users wait: what is first corrected or deleted while its row is gone, and had no record,
  // counts from then on (docs/adr/0005-the-tables-made-again.md).
  void rebuild() {
    note("-- the tables are made again");
    watch_.remember_tables();
    ++workload_.count["rebuild"];
    faults_.off = false;
    for (const auto& [kitchen, token] : bed_.tokens) {
      const bool left = chance_.one_in(2);
      const auto begun = std::make_shared<bool>(false);
      const auto complete = std::make_shared<bool>(false);
      for (int n = 0; n < (left ? 1 : rebuild_calls_max) && !*complete && watch_.broken.empty(); ++n) {
        const char* path = *begun ? "/kitchen/rebuild?continue" : "/kitchen/rebuild";
        bed_.begin_fetch(kitchen, "POST", path, "", {}, [begun, complete](Process& process) {
          *begun = *begun || process.answer().find(R"("complete":)") != std::string::npos;
          *complete = process.answer().find(R"("complete":true)") != std::string::npos;
        });
        if (chance_.one_in(4)) deliver(uploads_queue, 1 + chance_.below(6));
        if (chance_.one_in(4)) cron();
        finish_steps();
      }
      if (!watch_.broken.empty()) return;
      if (!left && !*complete) watch_.broken.push_back("a rebuild does not end");
    }
    settle_down();
    if (watch_.broken.empty()) watch_.end(workload_.once_only);
    for (const std::string& row : bed_.world.database.rows("SELECT name FROM settings WHERE name LIKE 'rebuild.%'"))
      watch_.broken.push_back("a rebuild that was left does not end: " + row);
    if (watch_.broken.empty()) watch_.tables_as_before();
  }

  std::string ask(const std::string& kitchen, const std::string& path) {
    const auto answer = std::make_shared<std::string>();
    bed_.begin_fetch(kitchen, "GET", path, "", {}, [answer](Process& process) { *answer = process.answer(); });
    finish_steps();
    return *answer;
  }

  // What KV keeps, and may say for a minute after it was written over, is never older than the database.
  void look_at_kept() {
    const std::string path = "/recipes/1/analysis";
    const std::string kitchen = workload_.crowded_kitchen;
    World& world = bed_.world;
    for (int n = 0; n < kept_looks && watch_.broken.empty(); ++n) {
      workload_.make_in_the_crowd();
      drain();
      const std::string kept = ask(kitchen, path);
      const std::string again = ask(kitchen, path);
      const auto there = std::exchange(world.kv, {});
      const auto stale = std::exchange(world.kv_stale, {});
      const std::string computed = ask(kitchen, path);
      world.kv = there;
      world.kv_stale = stale;
      watch_.kept_is_right(path, kept, computed);
      watch_.kept_is_right(path, again, computed);
    }
  }

  bool deliver(std::string_view queue, std::size_t most) {
    World& world = bed_.world;
    std::size_t visible = 0;
    for (const QueuedMessage& message : world.queues[std::string{queue}].messages) {
      if (message.visible_ms > world.now_ms || visible == most) continue;
      ++visible;
      watch_.taken(message);
      note("deliver " + message.id + " of " + std::string{queue});
    }
    return visible != 0 && world.begin_delivery(std::string{queue}, "sender", most);
  }

  void cron() {
    note("cron");
    bed_.world.begin(
        "watcher", edge::EventKind::scheduled,
        edge::make_frame(R"({"cron":"* * * * *","time":0,"variables":)" + bed_.world.variables_json() + "}"));
  }

  void finish_steps() {
    while (bed_.world.step() && watch_.broken.empty()) watch_.look_at_logs();
  }

  // No more faults, the present engine everywhere: messages, dead letters and sweeps run their course.
  void settle_down() {
    World& world = bed_.world;
    faults_.off = true;
    world.deploy_old = false;
    note("-- from here on all goes well");
    finish_steps();
    int quiet = 0;
    for (int n = 0; n < sweeps_max && watch_.broken.empty(); ++n) {
      drain();
      const std::uint64_t sent = world.queues[std::string{uploads_queue}].sent;
      world.now_ms += sweep_again_ms;
      cron();
      finish_steps();
      // Nothing is due when one pass after the other finds nothing, a thorough one among them.
      quiet = world.queues[std::string{uploads_queue}].sent == sent ? quiet + 1 : 0;
      if (quiet == ingest::passes_a_thorough_one) return;
    }
    if (watch_.broken.empty()) watch_.broken.push_back("something is due after the last sweep");
  }

  void drain() {
    World& world = bed_.world;
    for (;;) {
      std::int64_t next = -1;
      for (const std::string_view name : {uploads_queue, dead_letters})
        for (const QueuedMessage& message : world.queues[std::string{name}].messages)
          if (next < 0 || message.visible_ms < next) next = message.visible_ms;
      if (next < 0 || !watch_.broken.empty()) return;
      world.now_ms = std::max(world.now_ms, next);
      for (const std::string_view name : {uploads_queue, dead_letters})
        if (deliver(name, 100)) finish_steps();
    }
  }

  void note(std::string line) {
    if (!with_history_) return;
    if (line.size() > history_line_bytes) line.resize(history_line_bytes);
    for (char& c : line)
      if (static_cast<unsigned char>(c) < 0x20) c = ' ';
    result_.history.push_back(std::to_string(bed_.world.now_ms - 1'790'000'000'000) + " " + line);
  }

  void tell(const Pending& call, Fate fate) {
    std::string line = call.process->worker() + (call.process->old() ? " (old)" : "") + " #" +
                       std::to_string(call.process->number()) + ": " + std::string{op_name(call.op)};
    if (call.left) line += " that was left";
    if (fate != Fate::done) line += " !! " + std::string{fate_name(fate)};
    note(line + "  " + call.request.substr(std::min<std::size_t>(4, call.request.size())));
  }

  Chance chance_;
  Bed bed_;
  Faults faults_;
  Workload workload_;
  Watch watch_;
  RunResult result_;
  bool with_history_ = false;
};

}  // namespace

RunResult run_seed(std::uint64_t seed, bool with_history) {
  Run run(seed, with_history);
  return run.run();
}

}  // namespace cookdiff::sim
