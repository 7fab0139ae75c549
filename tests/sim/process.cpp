#include <algorithm>

#include "sim/world.hpp"

namespace cookdiff::sim {

Process::Process(World& world, std::string worker, std::vector<std::string> bindings, const World::Factory& factory,
                 edge::EventKind kind, std::string frame, std::function<void(Process&)> ended)
    : world_(world),
      worker_name_(std::move(worker)),
      bindings_(std::move(bindings)),
      instance_(*this),
      worker_(factory(instance_)),
      event_(std::make_unique<edge::Event>(*worker_, kind, std::move(frame))),
      on_end_(std::move(ended)) {}

void Process::start(edge::CallId id, edge::Op op, std::string_view request, std::uint32_t) {
  ++world_.calls[op];
  world_.pending_.push_back({shared_from_this(), id, op, std::string{request}});
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
  instance_.complete(id, status, std::move(answer));
  look();
}

void Process::kill() {
  if (killed_ || ended_flag_) return;
  killed_ = true;
  event_.reset();
  if (on_end_) on_end_(*this);
}

bool Process::allows(std::string_view binding) const {
  return std::find(bindings_.begin(), bindings_.end(), binding) != bindings_.end();
}

void Process::look() {
  if (ended_flag_ || killed_ || !event_->done()) return;
  ended_flag_ = true;
  answer_ = event_->take_answer();
  event_.reset();
  if (on_end_) on_end_(*this);
}

}  // namespace cookdiff::sim
