#include <algorithm>

#include "diff/compare.hpp"
#include "edge/frame.hpp"
#include "json/write.hpp"
#include "sim/world.hpp"

namespace cookdiff::sim {

namespace {

constexpr std::string_view present_engine = diff::engine;
static_assert(present_engine.size() == old_engine.size());

// Each of the two engines for the other, wherever one stands as a whole JSON text (escaped or not): lengths stay.
std::string renamed(std::string bytes) {
  for (std::size_t at = bytes.find('"'); at != std::string::npos; at = bytes.find('"', at + 1)) {
    const std::string_view word = std::string_view{bytes}.substr(at + 1, present_engine.size());
    const std::size_t behind = at + 1 + word.size();
    const bool whole = behind < bytes.size() && (bytes[behind] == '"' || bytes[behind] == '\\');
    if (!whole || (word != present_engine && word != old_engine)) continue;
    const std::string_view other = word == present_engine ? old_engine : present_engine;
    bytes.replace(at + 1, other.size(), other);
  }
  return bytes;
}

}  // namespace

Process::Process(World& world, std::string worker, std::vector<std::string> bindings, const World::Factory& factory,
                 edge::EventKind kind, std::string frame, std::function<void(Process&)> ended)
    : world_(world),
      worker_name_(std::move(worker)),
      bindings_(std::move(bindings)),
      instance_(*this),
      worker_(factory(instance_)),
      event_(std::make_unique<edge::Event>(*worker_, kind, std::move(frame))),
      on_end_(std::move(ended)),
      old_(world.deploy_old),
      number_(++world.processes_) {}

void Process::start(edge::CallId id, edge::Op op, std::string_view request, std::uint32_t deadline_ms) {
  ++world_.calls[op];
  std::string bytes{request};
  if (old_) bytes = renamed(std::move(bytes));
  world_.pending_.push_back({shared_from_this(), id, op, std::move(bytes), world_.now_ms + deadline_ms, false});
}

void Process::random(std::span<std::uint8_t> out) {
  for (std::uint8_t& byte : out) byte = static_cast<std::uint8_t>(world_.random());
}

void Process::begin() {
  event_->start();
  look();
}

void Process::complete(edge::CallId id, edge::CallStatus status, std::string answer) {
  if (killed_) return;
  if (old_) answer = renamed(std::move(answer));
  instance_.complete(id, status, std::move(answer));
  look();
}

void Process::kill() {
  if (killed_ || ended_flag_) return;
  killed_ = true;
  event_.reset();
  if (on_end_) on_end_(*this);
}

void Process::trap() {
  trapped_ = true;
  kill();
}

bool Process::allows(std::string_view binding) const {
  return std::find(bindings_.begin(), bindings_.end(), binding) != bindings_.end();
}

void Process::emitted(const json::Value& header, std::string_view chunk) {
  if (stream_head_.empty()) stream_head_ = json::to_text(header);
  stream_body_ += chunk;
}

void Process::look() {
  if (ended_flag_ || killed_ || !event_->done()) return;
  ended_flag_ = true;
  answer_ = event_->take_answer();
  if (old_) answer_ = renamed(std::move(answer_));
  if (!stream_head_.empty()) answer_ = edge::make_frame(stream_head_, stream_body_);
  event_.reset();
  if (on_end_) on_end_(*this);
}

}  // namespace cookdiff::sim
