// Result<T>: a T or an Error. Exceptions are off in every build; a dropped Result is a compile error.
#pragma once

#include <type_traits>
#include <utility>
#include <variant>

#include "base/assert.hpp"
#include "base/error.hpp"

namespace cookdiff::base {

template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : held_(std::in_place_index<0>, std::move(value)) {}      // NOLINT(google-explicit-constructor)
  Result(Error error) : held_(std::in_place_index<1>, std::move(error)) {}  // NOLINT(google-explicit-constructor)

  explicit operator bool() const { return held_.index() == 0; }
  // Asking for the side that is not there is our own bug, and stops the program.
  T& operator*() & { return *checked(std::get_if<0>(&held_)); }
  const T& operator*() const& { return *checked(std::get_if<0>(&held_)); }
  T&& operator*() && { return std::move(*checked(std::get_if<0>(&held_))); }
  T* operator->() { return checked(std::get_if<0>(&held_)); }
  const T* operator->() const { return checked(std::get_if<0>(&held_)); }
  Error& error() & { return *checked(std::get_if<1>(&held_)); }
  const Error& error() const& { return *checked(std::get_if<1>(&held_)); }
  Error&& error() && { return std::move(*checked(std::get_if<1>(&held_))); }

 private:
  template <typename P>
  static P* checked(P* side) {
    MUST(side != nullptr);
    return side;
  }
  std::variant<T, Error> held_;
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
#define TRY_(target, expression, held)           \
  auto held = (expression);                      \
  if (!held) return std::move(held).error();     \
  target = *std::move(held)

// TRY_DONE(f()): the same where the value is not wanted.
#define TRY_DONE(expression)                                                     \
  if (auto COOKDIFF_JOIN(try_done_, __LINE__) = (expression); !COOKDIFF_JOIN(try_done_, __LINE__)) \
  return std::move(COOKDIFF_JOIN(try_done_, __LINE__)).error()
