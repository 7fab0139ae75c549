// Task<T>: a coroutine that gives a Result<T>. Lazy (it starts when awaited), move-only, owned by who awaits it;
// destroying it cancels it. One thread, no scheduler, no stop tokens, no exceptions.
//
// Inside a Task:
//   Row row = co_await table.row(key);            // an Error ends this Task with that Error
//   Id id = co_await parse_id(text);              // the same with a plain Result
//   Result<Row> row = co_await table.row(key).result();   // an Error is a value to look at
//   co_return row;  co_return Error{...};
//
// Rules: parameters by value, or owned by something that outlives the Task (the event's Instance); no string_view of a
// temporary and no capturing lambda as a coroutine.
#pragma once

#include <coroutine>
#include <optional>
#include <utility>

#include "base/result.hpp"

namespace cookdiff::edge {

template <typename T>
class Task;

namespace detail {

// What every promise shares: whom to wake, and how to hand an Error to someone who did not ask to see it.
struct PromiseBase {
  std::coroutine_handle<> waiting;  // resumed when this Task is done
  // Set when the waiting coroutine wants errors to end it: stores the Error there and gives what to resume next.
  std::coroutine_handle<> (*fail_waiting)(std::coroutine_handle<>, Error&&) = nullptr;
};

template <typename T>
struct Promise : PromiseBase {
  std::optional<Result<T>> outcome;

  Task<T> get_return_object();
  std::suspend_always initial_suspend() noexcept { return {}; }
  void return_value(Result<T> value) { outcome.emplace(std::move(value)); }
  [[noreturn]] void unhandled_exception() { base::broken("exceptions are off", __FILE__, __LINE__); }

  // Where control goes once `outcome` is set.
  std::coroutine_handle<> next() {
    if (!*outcome && fail_waiting != nullptr) return fail_waiting(waiting, std::move(*outcome).error());
    return waiting ? waiting : std::noop_coroutine();
  }
  static std::coroutine_handle<> fail(std::coroutine_handle<> self, Error&& error) {
    auto& promise = std::coroutine_handle<Promise>::from_address(self.address()).promise();
    promise.outcome.emplace(std::move(error));
    return promise.next();
  }

  struct Final {
    bool await_ready() noexcept { return false; }
    std::coroutine_handle<> await_suspend(std::coroutine_handle<Promise> self) noexcept {
      return self.promise().next();
    }
    void await_resume() noexcept {}
  };
  Final final_suspend() noexcept { return {}; }

  // co_await of a plain Result: go on with the value, or end with the error.
  template <typename U>
  struct Unwrap {
    Result<U> result;
    bool await_ready() { return static_cast<bool>(result); }
    std::coroutine_handle<> await_suspend(std::coroutine_handle<Promise> self) {
      return Promise::fail(self, std::move(result).error());
    }
    U await_resume() { return *std::move(result); }
  };
  template <typename U>
  Unwrap<U> await_transform(Result<U>&& result) {
    return {std::move(result)};
  }

  template <typename U>
  struct AwaitTask {
    Task<U> task;
    bool await_ready() { return false; }
    std::coroutine_handle<> await_suspend(std::coroutine_handle<Promise> self) {
      auto& child = task.handle_.promise();
      child.waiting = self;
      child.fail_waiting = &Promise::fail;
      return task.handle_;
    }
    U await_resume() { return *std::move(*task.handle_.promise().outcome); }
  };
  template <typename U>
  AwaitTask<U> await_transform(Task<U>&& task) {
    return {std::move(task)};
  }

  // Anything else is awaited as it is (host calls, .result(), when_all), by reference: it lives until the full
  // expression ends, and gcc 12 would copy it otherwise.
  template <typename A>
  struct Forward {
    A* target;
    bool await_ready() { return target->await_ready(); }
    auto await_suspend(std::coroutine_handle<> self) { return target->await_suspend(self); }
    decltype(auto) await_resume() { return target->await_resume(); }
  };
  template <typename A>
    requires requires(A& a) { a.await_ready(); }
  Forward<A> await_transform(A&& awaitable) {
    return {&awaitable};
  }
};

}  // namespace detail

template <typename T>
class [[nodiscard]] Task {
 public:
  using promise_type = detail::Promise<T>;
  using Handle = std::coroutine_handle<promise_type>;

  explicit Task(Handle handle) : handle_(handle) {}
  Task(Task&& other) noexcept : handle_(std::exchange(other.handle_, {})) {}
  Task& operator=(Task&& other) noexcept {
    if (this != &other) {
      if (handle_) handle_.destroy();
      handle_ = std::exchange(other.handle_, {});
    }
    return *this;
  }
  ~Task() {
    if (handle_) handle_.destroy();
  }

  // Awaits the outcome itself: an Error does not end the awaiting Task.
  struct AwaitResult {
    Handle handle;
    bool await_ready() { return false; }
    std::coroutine_handle<> await_suspend(std::coroutine_handle<> self) {
      handle.promise().waiting = self;
      return handle;
    }
    Result<T> await_resume() { return std::move(*handle.promise().outcome); }
  };
  AwaitResult result() & { return {handle_}; }
  AwaitResult result() && { return {handle_}; }  // the temporary Task lives until the full expression ends

  // For who runs a Task from outside a coroutine: begins it, and calls nobody when it is done; ask done().
  void start() { handle_.resume(); }
  [[nodiscard]] bool done() const { return handle_.promise().outcome.has_value(); }
  [[nodiscard]] Result<T> take() { return std::move(*handle_.promise().outcome); }

 private:
  template <typename U>
  friend struct detail::Promise;
  template <typename U>
  friend class WhenAll;
  Handle handle_;
};

template <typename T>
Task<T> detail::Promise<T>::get_return_object() {
  return Task<T>{std::coroutine_handle<Promise>::from_promise(*this)};
}

}  // namespace cookdiff::edge
