// When two JSON values are the same: 1 is 1.0 is 10e-1, integers are exact at any size, key order does not count.
// All three walk the values within the reader's depth limit; objects must not hold a key twice (the reader sees to it).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "json/value.hpp"

namespace cookdiff::json {

[[nodiscard]] bool equal(const Value& a, const Value& b);

// Equal values have equal hashes. The same on every build. No secret in it: whoever looks up by hash verifies by
// `equal`.
[[nodiscard]] std::uint64_t hash(const Value& value);

// For a walk that keeps the hash of every node: hash(value) from the hashes of its children, which are asked for by
// index (null, booleans, numbers and strings have none).
template <typename ChildHash>
[[nodiscard]] std::uint64_t hash_from_children(const Value& value, ChildHash child_hash);

// A total order by content, below 0, 0 or above 0; 0 exactly where they are equal. Null, false, true, numbers by value,
// strings by bytes, arrays by their items in turn, objects by their members in the order of their keys.
[[nodiscard]] int order(const Value& a, const Value& b);

// The parts of hash.
[[nodiscard]] std::uint64_t hash_text(std::string_view text, std::uint64_t seed);
[[nodiscard]] std::uint64_t hash_scalar(const Value& value);
[[nodiscard]] inline std::uint64_t mix(std::uint64_t a, std::uint64_t b) {
  std::uint64_t out = (a ^ (b + 0x9E3779B97F4A7C15U + (a << 6) + (a >> 2))) * 0xFF51AFD7ED558CCDU;
  out ^= out >> 32;
  out *= 0xC4CEB9FE1A85EC53U;
  return out ^ (out >> 29);
}

template <typename ChildHash>
std::uint64_t hash_from_children(const Value& value, ChildHash child_hash) {
  if (!value.is_array() && !value.is_object()) return hash_scalar(value);
  std::uint64_t out = static_cast<std::uint64_t>(value.kind) * 0x9E3779B97F4A7C15U + value.size;
  if (value.is_array()) {
    for (std::size_t i = 0; i < value.size; ++i) out = mix(out, child_hash(i));
    return out;
  }
  std::uint64_t members = 0;  // a sum: key order does not count
  for (std::size_t i = 0; i < value.size; ++i) members += mix(hash_text(value.members[i].key, 1), child_hash(i));
  return mix(out, members);
}

}  // namespace cookdiff::json
