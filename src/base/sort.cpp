#include "base/sort.hpp"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <utility>

namespace cookdiff::base::detail {

namespace {

constexpr std::size_t run_items = 12;        // runs of this length are sorted by insertion
constexpr std::size_t item_bytes_max = 256;  // the widest item that insertion holds aside

struct Order {
  std::size_t bytes;
  LessFunction less;
  const void* context;
  [[nodiscard]] bool before(const std::byte* left, const std::byte* right) const { return less(left, right, context); }
};

void insertion(std::byte* items, std::size_t count, const Order& order) {
  alignas(std::max_align_t) std::byte held[item_bytes_max];
  for (std::size_t n = 1; n < count; ++n) {
    std::byte* at = items + n * order.bytes;
    if (!order.before(at, at - order.bytes)) continue;
    std::memcpy(held, at, order.bytes);
    do {
      std::memcpy(at, at - order.bytes, order.bytes);
      at -= order.bytes;
    } while (at != items && order.before(held, at - order.bytes));
    std::memcpy(at, held, order.bytes);
  }
}

// Merges the sorted [left, middle) and [middle, end) into `out`.
void merge_runs(const std::byte* left, const std::byte* middle, const std::byte* end, std::byte* out,
                const Order& order) {
  const std::byte* right = middle;
  while (left != middle && right != end) {
    const std::byte*& next = order.before(right, left) ? right : left;  // the left one where they are equal: stable
    std::memcpy(out, next, order.bytes);
    next += order.bytes;
    out += order.bytes;
  }
  const auto rest = static_cast<std::size_t>(middle - left);
  if (rest != 0) std::memcpy(out, left, rest);
  if (right != end) std::memcpy(out + rest, right, static_cast<std::size_t>(end - right));
}

}  // namespace

void sort_bytes(void* items, std::size_t count, std::size_t item_bytes, LessFunction less, const void* context) {
  const Order order{item_bytes, less, context};
  auto* from = static_cast<std::byte*>(items);
  const std::size_t run = item_bytes <= item_bytes_max ? run_items : 1;
  if (run > 1)
    for (std::size_t at = 0; at < count; at += run) insertion(from + at * item_bytes, std::min(run, count - at), order);
  if (count <= run) return;
  const std::unique_ptr<std::byte[]> scratch(new std::byte[count * item_bytes]);
  std::byte* to = scratch.get();
  for (std::size_t width = run; width < count; width *= 2, std::swap(from, to)) {
    for (std::size_t at = 0; at < count; at += 2 * width) {
      const std::size_t middle = std::min(at + width, count);
      const std::size_t end = std::min(at + 2 * width, count);
      merge_runs(from + at * item_bytes, from + middle * item_bytes, from + end * item_bytes, to + at * item_bytes,
                 order);
    }
  }
  if (from != items) std::memcpy(items, from, count * item_bytes);
}

}  // namespace cookdiff::base::detail
