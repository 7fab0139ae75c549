#include "edge/instance.hpp"

namespace cookdiff::edge {

Instance::Call Instance::call(Op op, std::string request, std::uint32_t deadline_ms) {
  return Call{*this, op, std::move(request), deadline_ms};
}

bool Instance::complete(CallId id, CallStatus status, std::string answer) {
  const auto found = pending_.find(id);
  if (found == pending_.end()) return false;
  Call* const call = found->second;
  pending_.erase(found);
  call->id_ = 0;
  call->status_ = status;
  call->answer_ = std::move(answer);
  call->waiting_.resume();  // may end the event and destroy `call`
  return true;
}

Instance::Call::~Call() {
  if (id_ != 0) instance_.pending_.erase(id_);
}

void Instance::Call::await_suspend(std::coroutine_handle<> self) {
  waiting_ = self;
  id_ = ++instance_.last_id_;
  instance_.pending_.emplace(id_, this);
  instance_.host_.start(id_, op_, request_, deadline_ms_);
}

Result<std::string> Instance::Call::await_resume() {
  switch (status_) {
    case CallStatus::ok: return std::move(answer_);
    case CallStatus::timed_out: return Error{Code::timeout, true, "no answer within the deadline"};
    case CallStatus::failed: break;
  }
  return Error{Code::unavailable, true, std::move(answer_)};
}

}  // namespace cookdiff::edge
