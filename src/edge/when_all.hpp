// Runs Tasks side by side: all are begun before the first is waited for. Gives every outcome, in order.
//   std::vector<Result<Object>> objects = co_await when_all(std::move(tasks));
#pragma once

#include <vector>

#include "edge/task.hpp"

namespace cookdiff::edge {

template <typename T>
class [[nodiscard]] WhenAll {
 public:
  explicit WhenAll(std::vector<Task<T>> tasks) : tasks_(std::move(tasks)), left_(tasks_.size()) {}
  WhenAll(const WhenAll&) = delete;
  WhenAll& operator=(const WhenAll&) = delete;

  bool await_ready() { return tasks_.empty(); }
  void await_suspend(std::coroutine_handle<> self) {
    waiting_ = self;
    starting_ = true;
    for (Task<T>& task : tasks_) {
      watchers_.push_back(watch(task));
      watchers_.back().start();
    }
    starting_ = false;
    if (left_ == 0) waiting_.resume();
  }
  std::vector<Result<T>> await_resume() {
    std::vector<Result<T>> out;
    out.reserve(tasks_.size());
    for (Task<T>& task : tasks_) out.push_back(task.take());
    return out;
  }

 private:
  // Waits for one Task and counts it; a member coroutine, so that it lives exactly as long as this awaitable.
  Task<Done> watch(Task<T>& task) {
    co_await Joined{task.handle_};
    if (--left_ == 0 && !starting_) waiting_.resume();
    co_return Done{};
  }
  struct Joined {
    typename Task<T>::Handle handle;
    bool await_ready() { return false; }
    std::coroutine_handle<> await_suspend(std::coroutine_handle<> self) {
      handle.promise().waiting = self;
      return handle;
    }
    void await_resume() {}
  };

  std::vector<Task<T>> tasks_;
  std::vector<Task<Done>> watchers_;
  std::coroutine_handle<> waiting_;
  std::size_t left_;
  bool starting_ = false;
};

template <typename T>
WhenAll<T> when_all(std::vector<Task<T>> tasks) {
  return WhenAll<T>{std::move(tasks)};
}

}  // namespace cookdiff::edge
