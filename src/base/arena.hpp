// A bump allocator: memory is given out in order and freed all at once, with the arena.
// Views into an arena are valid as long as it lives; objects in it are never destroyed, so they must need no
// destructor.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

namespace cookdiff::base {

class Arena {
 public:
  explicit Arena(std::size_t first_block_bytes = 4096) : next_bytes_(first_block_bytes) {}
  Arena(Arena&&) = default;
  Arena& operator=(Arena&&) = default;
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;

  // Uninitialised memory; never null (running out of memory is a trap).
  [[nodiscard]] void* allocate(std::size_t bytes, std::size_t alignment) {
    std::uintptr_t at = (cursor_ + alignment - 1) & ~(static_cast<std::uintptr_t>(alignment) - 1);
    if (at + bytes > end_) {
      grow(bytes + alignment);
      at = (cursor_ + alignment - 1) & ~(static_cast<std::uintptr_t>(alignment) - 1);
    }
    cursor_ = at + bytes;
    return reinterpret_cast<void*>(at);  // NOLINT(performance-no-int-to-ptr)
  }
  template <typename T>
  [[nodiscard]] T* array(std::size_t count) {
    static_assert(std::is_trivially_destructible_v<T>);
    return static_cast<T*>(allocate(sizeof(T) * count, alignof(T)));
  }
  template <typename T>
  [[nodiscard]] std::span<T> copy(std::span<const T> items) {
    static_assert(std::is_trivially_copyable_v<T>);
    T* out = array<T>(items.size());
    std::uninitialized_copy(items.begin(), items.end(), out);
    return {out, items.size()};
  }
  [[nodiscard]] std::string_view copy(std::string_view text);
  [[nodiscard]] std::string_view join(std::string_view first, std::string_view second);
  [[nodiscard]] std::size_t bytes_reserved() const { return reserved_; }

 private:
  void grow(std::size_t at_least);

  std::vector<std::unique_ptr<std::byte[]>> blocks_;
  std::uintptr_t cursor_ = 0;
  std::uintptr_t end_ = 0;
  std::size_t next_bytes_;
  std::size_t reserved_ = 0;
};

}  // namespace cookdiff::base

namespace cookdiff {
using base::Arena;
}
