#include "sim/world.hpp"

#include <algorithm>
#include <array>

#include "edge/frame.hpp"
#include "edge/header.hpp"
#include "json/write.hpp"

namespace cookdiff::sim {

namespace {
using edge::CallStatus;
using edge::make_frame;
using edge::read_frame;

std::int64_t sleep_of(std::string_view request) {
  Arena arena;
  auto frame = read_frame(request, arena);
  return frame ? edge::integer_of(frame->header, "milliseconds") : 0;
}

// D1 says why: the six after which it is safe to try again at once, and two after which it is not.
std::string failure_of(edge::Op op, std::uint64_t count) {
  if (op != edge::Op::database_batch) return "the simulated store failed";
  constexpr std::array<std::string_view, 8> messages = {
      "D1 DB reset because its code was updated.",
      "Internal error while starting up D1 DB storage caused object to be reset.",
      "Network connection lost.",
      "Internal error in D1 DB storage caused object to be reset.",
      "Cannot resolve D1 DB due to transient issue on remote node.",
      "Can't read from request stream because client disconnected.",
      "D1 DB is overloaded. Requests queued for too long.",
      "D1 DB storage operation exceeded timeout which caused object to be reset."};
  return "D1_ERROR: " + std::string{messages[count % messages.size()]};
}

}  // namespace

std::string_view fate_name(Fate fate) {
  constexpr std::array<std::string_view, fates> names = {"done",
                                                         "fails before",
                                                         "answer lost",
                                                         "fails, effect later",
                                                         "times out",
                                                         "done, times out",
                                                         "stalls past the deadline, effect later",
                                                         "killed before",
                                                         "killed after",
                                                         "killed, effect later",
                                                         "traps"};
  return names[static_cast<std::size_t>(fate)];
}

World::World(std::uint64_t seed) : random(seed) {
  queues["recipe-uploads"].dead_letters = "recipe-uploads-dlq";
  queues["recipe-uploads-dlq"].retries_max = 100;
}

World::~World() { stop(); }

void World::stop() {
  for (Pending& call : std::exchange(pending_, {})) call.process->kill();
}

void World::install(const std::string& name, std::vector<std::string> bindings, Factory factory) {
  installed_[name] = {std::move(bindings), std::move(factory)};
}

std::shared_ptr<Process> World::begin(const std::string& worker, edge::EventKind kind, std::string frame,
                                      std::function<void(Process&)> ended) {
  const Installed& installed = installed_.at(worker);
  auto process = std::make_shared<Process>(*this, worker, installed.bindings, installed.factory, kind, std::move(frame),
                                           std::move(ended));
  process->begin();
  return process;
}

bool World::step() {
  if (pending_.empty()) return false;
  const std::size_t at = choose ? choose(pending_) : 0;
  Pending call = std::move(pending_[at]);
  pending_.erase(pending_.begin() + static_cast<std::ptrdiff_t>(at));
  now_ms += 1;
  if (call.left) {  // its effect, at last
    if (decided) decided(call, Fate::done);
    (void)effect(call);
    return true;
  }
  const Fate fated = fate ? fate(call) : Fate::done;
  if (decided) decided(call, fated);
  finish(std::move(call), fated);
  return true;
}

// The caller hears that it failed or timed out, or is no more; what it asked for happens at a later step.
void World::leave(Pending call, Fate fated) {
  const std::shared_ptr<Process> process = call.process;
  const edge::CallId id = call.id;
  const edge::Op op = call.op;
  call.left = true;
  pending_.push_back(std::move(call));
  if (fated == Fate::kill_late) return process->kill();
  if (fated == Fate::fail_late) return process->complete(id, CallStatus::failed, failure_of(op, calls[op]));
  process->complete(id, CallStatus::timed_out, "");
}

void World::finish(Pending call, Fate fated) {
  const std::shared_ptr<Process> process = call.process;
  const bool timed_out =
      fated == Fate::time_out_before || fated == Fate::time_out_after || fated == Fate::time_out_late;
  if (timed_out) now_ms = std::max(now_ms, call.deadline_ms);
  const bool service = call.op == edge::Op::service_call;
  switch (fated) {
    case Fate::kill_before: return process->kill();
    case Fate::trap: return process->trap();
    case Fate::fail_before: return process->complete(call.id, CallStatus::failed, failure_of(call.op, calls[call.op]));
    case Fate::time_out_before: return process->complete(call.id, CallStatus::timed_out, "");
    case Fate::fail_late:
    case Fate::time_out_late:
    case Fate::kill_late: return leave(std::move(call), fated);
    default: break;
  }
  if (service && fated != Fate::done)
    return leave(std::move(call), fated == Fate::kill_after   ? Fate::kill_late
                                  : fated == Fate::fail_after ? Fate::fail_late
                                                              : Fate::time_out_late);
  if (call.op == edge::Op::sleep && now_ms + sleep_of(call.request) > call.deadline_ms) {
    now_ms = std::max(now_ms, call.deadline_ms);
    return process->complete(call.id, CallStatus::timed_out, "");
  }
  Result<std::string> answer = effect(call);
  if (service && answer) return;  // whoever serves it will answer
  switch (fated) {
    case Fate::kill_after: return process->kill();
    case Fate::fail_after: return process->complete(call.id, CallStatus::failed, failure_of(call.op, calls[call.op]));
    case Fate::time_out_after: return process->complete(call.id, CallStatus::timed_out, "");
    default: break;
  }
  if (answer) return process->complete(call.id, CallStatus::ok, *std::move(answer));
  process->complete(call.id, CallStatus::failed, answer.error().detail);
}

// A call into another Worker: its own process, whose end completes the caller's call.
Status World::start_service_call(const Pending& call, const json::Value& header, std::string_view body) {
  const auto target = services.find(std::string{edge::text_of(header, "binding")});
  if (target == services.end() || !installed_.contains(target->second))
    return Error{Code::unavailable, false, "no such binding"};
  const std::string_view method = edge::text_of(header, "method");
  if (traps && traps(method, body)) {
    call.process->complete(call.id, CallStatus::ok, make_frame(R"({"trapped":true})"));
    return Done{};
  }
  std::string event;
  json::Writer(event).begin_object().key("method").string(method).key("variables").raw(variables_json()).end_object();
  begin(target->second, edge::EventKind::call, make_frame(event, body),
        [caller = call.process, id = call.id, left = call.left](Process& process) {
          if (left) return;  // the answer finds nobody
          if (process.trapped()) return caller->complete(id, CallStatus::ok, make_frame(R"({"trapped":true})"));
          if (process.killed()) return caller->complete(id, CallStatus::failed, "Network connection lost.");
          caller->complete(id, CallStatus::ok, process.answer());
        });
  return Done{};
}

std::string World::run(const std::string& worker, edge::EventKind kind, std::string frame) {
  const auto process = begin(worker, kind, std::move(frame));
  while (!process->ended() && !process->killed()) {
    if (!step()) break;
  }
  MUST(process->ended() || process->killed());
  return process->answer();
}

edge::Response World::fetch(const std::string& worker, const edge::Request& request) {
  std::string header;
  json::Writer writer(header);
  writer.begin_object()
      .key("method")
      .string(request.method)
      .key("path")
      .string(request.path)
      .key("query")
      .string(request.query);
  writer.key("headers").begin_array();
  for (const auto& [name, value] : request.headers) writer.begin_array().string(name).string(value).end_array();
  writer.end_array().key("bodyTooLarge").boolean(request.body_too_large).key("address").string(request.address);
  writer.key("origin").string(request.origin);
  writer.key("variables").raw(variables_json()).end_object();
  const std::string answer = run(worker, edge::EventKind::fetch, make_frame(header, request.body));
  edge::Response response;
  response.status = 0;
  Arena arena;
  auto frame = read_frame(answer, arena);
  if (!frame) return response;
  response.status = static_cast<int>(edge::integer_of(frame->header, "status"));
  if (const json::Value* headers = frame->header.find("headers"))
    for (const json::Value& pair : headers->array())
      response.headers.emplace_back(pair.array()[0].text(), pair.array()[1].text());
  response.body = frame->body;
  return response;
}

Result<std::string> World::call(const std::string& worker, const std::string& method, const std::string& bytes) {
  std::string header;
  json::Writer(header).begin_object().key("method").string(method).key("variables").raw(variables_json()).end_object();
  const std::string answer = run(worker, edge::EventKind::call, make_frame(header, bytes));
  Arena arena;
  TRY(const edge::Frame frame, read_frame(answer, arena));
  if (frame.header.find("error") != nullptr)
    return Error{Code::unavailable, edge::flag_of(frame.header, "retryable"),
                 std::string{edge::text_of(frame.header, "error")}};
  return std::string{frame.body};
}

std::string World::variables_json() const {
  std::string out;
  json::Writer writer(out);
  writer.begin_object();
  for (const auto& [name, value] : variables) writer.key(name).string(value);
  writer.end_object();
  return out;
}

DatabaseStore& World::add_database() {
  const std::string count = std::to_string(further_databases.size() + 2);
  std::erase_if(variables, [](const auto& variable) { return variable.first == "DATABASES"; });
  variables.emplace_back("DATABASES", count);
  return further_databases["DB" + count];
}

DatabaseStore& World::database_of(std::string_view binding) {
  const auto found = further_databases.find(std::string{binding});
  return found == further_databases.end() ? database : found->second;
}

std::vector<std::vector<std::string>> World::table(const std::string& sql) {
  std::vector<std::vector<std::string>> out = database.table(sql);
  for (auto& [binding, store] : further_databases)
    for (std::vector<std::string>& row : store.table(sql)) out.push_back(std::move(row));
  return out;
}

std::vector<std::string> World::rows(const std::string& sql) {
  std::vector<std::string> out = database.rows(sql);
  for (auto& [binding, store] : further_databases)
    for (std::string& row : store.rows(sql)) out.push_back(std::move(row));
  std::sort(out.begin(), out.end());
  return out;
}

Status World::scheduled(const std::string& worker, const std::string& cron) {
  std::string header;
  json::Writer(header)
      .begin_object()
      .key("cron")
      .string(cron)
      .key("time")
      .integer(now_ms)
      .key("variables")
      .raw(variables_json())
      .end_object();
  const std::string answer = run(worker, edge::EventKind::scheduled, make_frame(header));
  Arena arena;
  TRY(const edge::Frame frame, read_frame(answer, arena));
  if (frame.header.find("error") != nullptr)
    return Error{Code::unavailable, true, std::string{edge::text_of(frame.header, "error")}};
  return Done{};
}

std::vector<QueuedMessage> World::take_visible(const std::string& name, std::size_t batch_max) {
  QueueStore& queue = queues[name];
  std::vector<QueuedMessage> taken;
  for (auto at = queue.messages.begin(); at != queue.messages.end() && taken.size() < batch_max;) {
    if (at->visible_ms > now_ms) {
      ++at;
      continue;
    }
    taken.push_back(std::move(*at));
    at = queue.messages.erase(at);
  }
  return taken;
}

std::string World::batch_frame(const std::string& name, const std::vector<QueuedMessage>& messages) const {
  std::string header;
  json::Writer writer(header);
  writer.begin_object().key("queue").string(name).key("messages").begin_array();
  for (const QueuedMessage& message : messages) {
    writer.begin_object().key("id").string(message.id).key("attempts").integer(message.attempts);
    writer.key("timestamp").integer(now_ms).key("body").raw(message.body).end_object();
  }
  writer.end_array().key("variables").raw(variables_json()).end_object();
  return make_frame(header);
}

std::size_t World::deliver(const std::string& name, const std::string& worker, std::size_t batch_max) {
  std::vector<QueuedMessage> taken = take_visible(name, batch_max);
  if (taken.empty()) return 0;
  const std::size_t count = taken.size();
  const std::string answer = run(worker, edge::EventKind::queue, batch_frame(name, taken));
  settle(name, std::move(taken), answer);
  return count;
}

bool World::begin_delivery(const std::string& name, const std::string& worker, std::size_t batch_max) {
  std::vector<QueuedMessage> taken = take_visible(name, batch_max);
  if (taken.empty()) return false;
  begin_batch(name, worker, std::move(taken));
  return true;
}

// A batch whose consumer traps is given to it again message by message, as workers/entrypoints.ts does; one that is
// killed is the platform's to deliver again.
void World::begin_batch(const std::string& name, const std::string& worker, std::vector<QueuedMessage> taken) {
  std::string frame = batch_frame(name, taken);
  begin(worker, edge::EventKind::queue, std::move(frame), [this, name, worker, taken](Process& process) {
    if (!process.trapped()) return settle(name, taken, process.killed() ? std::string{} : process.answer());
    if (taken.size() == 1) return settle(name, taken, make_frame(R"({"verdicts":[{"ack":false,"delaySeconds":30}]})"));
    for (const QueuedMessage& message : taken) begin_batch(name, worker, {message});
  });
}

// The platform's rules: acked is gone, anything else comes again, and after too many times is a dead letter.
void World::settle(const std::string& name, std::vector<QueuedMessage> taken, const std::string& answer) {
  QueueStore& queue = queues[name];
  Arena arena;
  auto frame = read_frame(answer, arena);
  const json::Value* verdicts = frame ? frame->header.find("verdicts") : nullptr;
  for (std::size_t n = 0; n < taken.size(); ++n) {
    const json::Value* verdict = verdicts != nullptr && n < verdicts->array().size() ? &verdicts->array()[n] : nullptr;
    if (verdict != nullptr && edge::flag_of(*verdict, "ack")) {
      ++queue.acked;
      if (settled) settled(name, taken[n], true);
      continue;
    }
    QueuedMessage& message = taken[n];
    if (settled) settled(name, message, false);
    if (message.attempts > queue.retries_max) {
      ++queue.dead;
      if (!queue.dead_letters.empty()) {
        ++queues[queue.dead_letters].sent;
        queues[queue.dead_letters].messages.push_back({message.id, message.body, 1, now_ms});
      }
      continue;
    }
    ++queue.retried;
    ++message.attempts;
    message.visible_ms = now_ms + (verdict != nullptr ? edge::integer_of(*verdict, "delaySeconds") * 1000 : 0);
    queue.messages.push_back(std::move(message));
  }
}

void World::drain(const std::string& name, const std::string& worker, std::size_t batch_max) {
  while (!queues[name].messages.empty()) {
    if (deliver(name, worker, batch_max) != 0) continue;
    std::int64_t next = queues[name].messages.front().visible_ms;
    for (const QueuedMessage& message : queues[name].messages) next = std::min(next, message.visible_ms);
    now_ms = std::max(now_ms, next);
  }
}

}  // namespace cookdiff::sim
