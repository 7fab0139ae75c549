// Result<T>: a T or an Error. Exceptions are off in every build; a dropped Result is a compile error.
#pragma once

#include <memory>
#include <new>
#include <type_traits>
#include <utility>

#include "base/assert.hpp"
#include "base/error.hpp"

namespace cookdiff::base {

// The Error is boxed: it is rare, and what every caller would have to inline to move and destroy it is large.
namespace detail {
[[nodiscard]] Error* box(Error&& error);
[[nodiscard]] Error* copy(const Error* error);  // nullptr of nullptr
void drop(Error* error);
[[nodiscard]] Error* taken();  // what a moved-from Result holds in place of its Error; there is nothing behind it
}  // namespace detail

template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : error_(nullptr), value_(std::move(value)) {}              // NOLINT(google-explicit-constructor)
  Result(Error error) : error_(detail::box(std::move(error))), nothing_() {}  // NOLINT(google-explicit-constructor)
  Result(Result&& other) noexcept : error_(other.error_), nothing_() {
    if (error_ == nullptr) {
      new (static_cast<void*>(std::addressof(value_))) T(std::move(other.value_));
    } else {
      other.error_ = detail::taken();
    }
  }
  Result(const Result& other)
    requires std::is_copy_constructible_v<T>
      : error_(detail::copy(other.error_)), nothing_() {
    if (error_ == nullptr) new (static_cast<void*>(std::addressof(value_))) T(other.value_);
  }
  Result& operator=(Result&& other) noexcept {
    if (this != &other) {
      this->~Result();
      new (static_cast<void*>(this)) Result(std::move(other));
    }
    return *this;
  }
  Result& operator=(const Result& other)
    requires std::is_copy_constructible_v<T>
  {
    return *this = Result(other);
  }
  ~Result() {
    if (error_ == nullptr) {
      value_.~T();
    } else {
      detail::drop(error_);
    }
  }

  explicit operator bool() const { return error_ == nullptr; }
  // Asking for the side that is not there is our own bug, and stops the program.
  T& operator*() & { return checked(); }
  const T& operator*() const& { return checked(); }
  T&& operator*() && { return std::move(checked()); }
  T* operator->() { return std::addressof(checked()); }
  const T* operator->() const { return std::addressof(checked()); }
  Error& error() & { return checked_error(); }
  const Error& error() const& { return checked_error(); }
  Error&& error() && { return std::move(checked_error()); }

 private:
  T& checked() {
    MUST(error_ == nullptr);
    return value_;
  }
  const T& checked() const {
    MUST(error_ == nullptr);
    return value_;
  }
  Error& checked_error() const {
    MUST(error_ != nullptr && error_ != detail::taken());
    return *error_;
  }
  struct Nothing {};
  Error* error_;
  union {
    T value_;
    Nothing nothing_;
  };
};

struct Done {};  // the value of a Result that carries none
using Status = Result<Done>;

}  // namespace cookdiff::base

namespace cookdiff {
using base::Done;
using base::Result;
using base::Status;
}  // namespace cookdiff

#define COOKDIFF_JOIN_(a, b) a##b
#define COOKDIFF_JOIN(a, b) COOKDIFF_JOIN_(a, b)

// TRY(auto x, f()): takes the value out of f()'s Result, or returns its Error from the enclosing plain function.
// In a coroutine write `auto x = co_await f()` instead.
#define TRY(target, expression) TRY_(target, expression, COOKDIFF_JOIN(try_result_, __LINE__))
// A declaration takes no brackets. NOLINTBEGIN(bugprone-macro-parentheses)
#define TRY_(target, expression, held)       \
  auto held = (expression);                  \
  if (!held) return std::move(held).error(); \
  target = *std::move(held)
// NOLINTEND(bugprone-macro-parentheses)

// TRY_DONE(f()): the same where the value is not wanted.
#define TRY_DONE(expression)                                                                       \
  if (auto COOKDIFF_JOIN(try_done_, __LINE__) = (expression); !COOKDIFF_JOIN(try_done_, __LINE__)) \
  return std::move(COOKDIFF_JOIN(try_done_, __LINE__)).error()
