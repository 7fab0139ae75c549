// A growing stack of plain structs whose first items lie in the object itself: a document of usual size reads without
// one heap allocation. Pointers into it are valid until the next push.
#pragma once

#include <cstddef>
#include <cstring>
#include <memory>
#include <span>
#include <type_traits>

#include "base/assert.hpp"

namespace cookdiff::json {

template <typename T, std::size_t inline_count>
class Stack {
  static_assert(std::is_trivially_copyable_v<T> && std::is_trivially_destructible_v<T>);

 public:
  Stack() : items_(reinterpret_cast<T*>(inline_items_)) {}
  Stack(const Stack&) = delete;
  Stack& operator=(const Stack&) = delete;

  void push(const T& item) {
    if (size_ == capacity_) grow();
    new (items_ + size_++) T(item);
  }
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] T& back() { return items_[size_ - 1]; }
  [[nodiscard]] T& operator[](std::size_t index) { return items_[index]; }
  [[nodiscard]] const T& operator[](std::size_t index) const { return items_[index]; }
  [[nodiscard]] std::span<T> from(std::size_t index) { return {items_ + index, size_ - index}; }
  void cut(std::size_t size) { size_ = size; }

 private:
  void grow() {
    const std::size_t capacity = capacity_ * 2;
    auto bytes = std::unique_ptr<std::byte[]>(new std::byte[capacity * sizeof(T)]);
    std::memcpy(bytes.get(), static_cast<const void*>(items_), size_ * sizeof(T));
    heap_ = std::move(bytes);
    items_ = reinterpret_cast<T*>(heap_.get());
    capacity_ = capacity;
  }

  T* items_;
  std::size_t size_ = 0;
  std::size_t capacity_ = inline_count;
  std::unique_ptr<std::byte[]> heap_;
  alignas(T) std::byte inline_items_[inline_count * sizeof(T)];
};

}  // namespace cookdiff::json
