// Runs Tasks side by side, calls_at_once at a time: when one ends, the next begins. Gives every outcome, in order.
//   std::vector<Result<Object>> objects = co_await when_all(std::move(tasks));
#pragma once

#include <vector>

#include "edge/task.hpp"

namespace cookdiff::edge {

// Open connections of one event: the platform's limit. What goes beyond it waits there, against its deadline.
inline constexpr std::size_t calls_at_once = 6;

template <typename T>
class [[nodiscard]] WhenAll {
 public:
  explicit WhenAll(std::vector<Task<T>> tasks) : tasks_(std::move(tasks)), left_(tasks_.size()) {}
  WhenAll(const WhenAll&) = delete;
  WhenAll& operator=(const WhenAll&) = delete;

  bool await_ready() { return tasks_.empty(); }
  bool await_suspend(std::coroutine_handle<> self) {
    waiting_ = self;
    starting_ = true;
    watchers_.reserve(tasks_.size());
    for (Task<T>& task : tasks_) watchers_.push_back(watch(*this, task.handle_));
    while (begun_ < tasks_.size() && begun_ - (tasks_.size() - left_) < calls_at_once)
      watchers_[begun_++].handle.resume();
    starting_ = false;
    return left_ != 0;  // all were ready: go on at once
  }
  std::vector<Result<T>> await_resume() {
    std::vector<Result<T>> out;
    out.reserve(tasks_.size());
    for (Task<T>& task : tasks_) out.push_back(task.take());
    return out;
  }

 private:
  // Waits for one Task and counts it; its end begins the next. Whoever is last wakes the waiting coroutine from its
  // final suspension, so that the wakened may destroy all of this.
  struct Watcher {
    struct promise_type {
      WhenAll& all;
      promise_type(WhenAll& owner, typename Task<T>::Handle) : all(owner) {}
      Watcher get_return_object() { return Watcher{std::coroutine_handle<promise_type>::from_promise(*this)}; }
      std::suspend_always initial_suspend() noexcept { return {}; }
      struct Final {
        bool await_ready() noexcept { return false; }
        std::coroutine_handle<> await_suspend(std::coroutine_handle<promise_type> self) noexcept {
          WhenAll& owner = self.promise().all;
          if (--owner.left_ == 0 && !owner.starting_) return owner.waiting_;
          if (owner.begun_ < owner.tasks_.size() && !owner.starting_) return owner.watchers_[owner.begun_++].handle;
          return std::noop_coroutine();
        }
        void await_resume() noexcept {}
      };
      Final final_suspend() noexcept { return {}; }
      void return_void() {}
      [[noreturn]] void unhandled_exception() { base::broken("exceptions are off", __FILE__, __LINE__); }
    };

    explicit Watcher(std::coroutine_handle<promise_type> owned) : handle(owned) {}
    Watcher(Watcher&& other) noexcept : handle(std::exchange(other.handle, {})) {}
    Watcher& operator=(Watcher&&) = delete;
    ~Watcher() {
      if (handle) handle.destroy();
    }
    std::coroutine_handle<promise_type> handle;
  };
  struct Joined {
    typename Task<T>::Handle handle;
    bool await_ready() { return false; }
    std::coroutine_handle<> await_suspend(std::coroutine_handle<> self) {
      handle.promise().waiting = self;
      return handle;
    }
    void await_resume() {}
  };
  static Watcher watch(WhenAll&, typename Task<T>::Handle task) { co_await Joined{task}; }

  std::vector<Task<T>> tasks_;
  std::vector<Watcher> watchers_;
  std::coroutine_handle<> waiting_;
  std::size_t begun_ = 0;
  std::size_t left_;
  bool starting_ = false;
};

template <typename T>
WhenAll<T> when_all(std::vector<Task<T>> tasks) {
  return WhenAll<T>{std::move(tasks)};
}

}  // namespace cookdiff::edge
