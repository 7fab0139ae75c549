// Sorting with one body for all types. Stable, n log n, items moved as bytes. std::sort compiles anew for every type
// and order, about 6 KB each in wasm, and there are thirty: they were a sixth of the server's module.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <type_traits>

namespace cookdiff::base {

namespace detail {
using LessFunction = bool (*)(const void* left, const void* right, const void* less);
void sort_bytes(void* items, std::size_t count, std::size_t item_bytes, LessFunction less, const void* context);
}  // namespace detail

// [first, last) must be contiguous; `less` is a strict weak order.
template <typename Iterator, typename Less = std::less<>>
void sort(Iterator first, Iterator last, const Less& less = {}) {
  using Item = std::remove_reference_t<decltype(*first)>;
  // std::pair has an assignment of its own and is still only its bytes.
  static_assert(std::is_trivially_copy_constructible_v<Item> && std::is_trivially_destructible_v<Item>);
  if (last - first < 2) return;
  const detail::LessFunction compare = [](const void* left, const void* right, const void* context) {
    return static_cast<bool>(
        (*static_cast<const Less*>(context))(*static_cast<const Item*>(left), *static_cast<const Item*>(right)));
  };
  detail::sort_bytes(static_cast<void*>(std::to_address(first)), static_cast<std::size_t>(last - first), sizeof(Item),
                     compare, &less);
}

// Hashes and places, of which there are mostly few: by insertion while they are, without a call for each comparison.
inline void sort_numbers(std::uint64_t* first, std::uint64_t* last) {
  constexpr std::ptrdiff_t few = 32;
  if (last - first > few) return sort(first, last);
  for (std::uint64_t* next = first; next < last; ++next) {
    const std::uint64_t number = *next;
    std::uint64_t* to = next;
    for (; to != first && number < to[-1]; --to) *to = to[-1];
    *to = number;
  }
}

}  // namespace cookdiff::base
