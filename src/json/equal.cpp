#include "json/equal.hpp"

#include <algorithm>
#include <cstring>
#include <vector>

#include "json/decimal.hpp"
#include "json/key_index.hpp"

namespace cookdiff::json {

namespace {

int sign_of(bool less) { return less ? -1 : 1; }

int order_text(std::string_view a, std::string_view b) {
  const int by_bytes = a.compare(b);
  return by_bytes == 0 ? 0 : sign_of(by_bytes < 0);
}

int order_numbers(std::string_view a_text, std::string_view b_text) {
  if (a_text == b_text) return 0;
  const Decimal a(a_text);
  const Decimal b(b_text);
  if (a.negative() != b.negative()) return sign_of(a.negative());
  if (a.is_zero() || b.is_zero()) {
    if (a.is_zero() && b.is_zero()) return 0;
    return sign_of(a.is_zero() != (a.negative() || b.negative()));
  }
  const int direction = a.negative() ? -1 : 1;
  if (a.exponent() != b.exponent()) return direction * sign_of(a.exponent() < b.exponent());
  const std::size_t shared = std::min(a.count(), b.count());
  for (std::size_t i = 0; i < shared; ++i)
    if (a.digit(i) != b.digit(i)) return direction * sign_of(a.digit(i) < b.digit(i));
  return a.count() == b.count() ? 0 : direction * sign_of(a.count() < b.count());
}

bool equal_objects(const Value& a, const Value& b) {
  // The usual case is the same order of keys; from the first that differs on, keys are looked up.
  std::size_t same = 0;
  for (; same < a.size && a.members[same].key == b.members[same].key; ++same)
    if (!equal(a.members[same].value, b.members[same].value)) return false;
  if (same == a.size) return true;
  const KeyIndex index(b.object().subspan(same));
  for (const Member& member : a.object().subspan(same)) {
    const Member* other = index.find(member.key);
    if (other == nullptr || !equal(member.value, other->value)) return false;
  }
  return true;
}

int order_objects(const Value& a, const Value& b) {
  const std::vector<const Member*> left = by_key(a.object());
  const std::vector<const Member*> right = by_key(b.object());
  const std::size_t shared = std::min(left.size(), right.size());
  for (std::size_t i = 0; i < shared; ++i) {
    if (const int keys = order_text(left[i]->key, right[i]->key); keys != 0) return keys;
    if (const int values = order(left[i]->value, right[i]->value); values != 0) return values;
  }
  return left.size() == right.size() ? 0 : sign_of(left.size() < right.size());
}

int order_arrays(const Value& a, const Value& b) {
  const std::size_t shared = std::min(a.size, b.size);
  for (std::size_t i = 0; i < shared; ++i)
    if (const int items = order(a.items[i], b.items[i]); items != 0) return items;
  return a.size == b.size ? 0 : sign_of(a.size < b.size);
}

}  // namespace

bool equal(const Value& a, const Value& b) {
  if (a.kind != b.kind) return false;
  switch (a.kind) {
    case Kind::null: return true;
    case Kind::boolean: return a.boolean == b.boolean;
    case Kind::number: return order_numbers(a.number_text(), b.number_text()) == 0;
    case Kind::string: return a.text() == b.text();
    case Kind::array:
      if (a.size != b.size) return false;
      if (a.items == b.items) return true;
      for (std::size_t i = 0; i < a.size; ++i)
        if (!equal(a.items[i], b.items[i])) return false;
      return true;
    case Kind::object: return a.size == b.size && (a.members == b.members || equal_objects(a, b));
  }
  return false;
}

int order(const Value& a, const Value& b) {
  if (a.kind != b.kind) return sign_of(a.kind < b.kind);
  switch (a.kind) {
    case Kind::null: return 0;
    case Kind::boolean: return a.boolean == b.boolean ? 0 : sign_of(b.boolean);
    case Kind::number: return order_numbers(a.number_text(), b.number_text());
    case Kind::string: return order_text(a.text(), b.text());
    case Kind::array: return order_arrays(a, b);
    case Kind::object: return order_objects(a, b);
  }
  return 0;
}

std::uint64_t hash_text(std::string_view text, std::uint64_t seed) {
  std::uint64_t out = seed + text.size() * 0x9E3779B97F4A7C15U;
  const char* at = text.data();
  const auto load = [](const char* from) {
    std::uint64_t word;
    std::memcpy(&word, from, sizeof word);
    return word;
  };
  if (text.size() >= sizeof(std::uint64_t)) {
    const char* const last = at + text.size() - sizeof(std::uint64_t);
    for (; at < last; at += sizeof(std::uint64_t)) out = mix(out, load(at));
    return mix(out, load(last));
  }
  std::uint64_t word = 0;
  for (std::size_t i = 0; i < text.size(); ++i) word = word << 8 | static_cast<unsigned char>(at[i]);
  return mix(out, word);
}

std::uint64_t hash_scalar(const Value& value) {
  const std::uint64_t seed = static_cast<std::uint64_t>(value.kind);
  if (value.is_string()) return hash_text(value.text(), seed);
  if (!value.is_number()) return mix(seed, value.is_boolean() && value.boolean ? 2 : 1);
  const Decimal decimal(value.number_text());
  std::uint64_t out = mix(seed, static_cast<std::uint64_t>(decimal.exponent()) * 2 + (decimal.negative() ? 1 : 0));
  std::uint64_t digits = 0;
  for (std::size_t i = 0; i < decimal.count(); ++i) {
    digits = digits * 10 + decimal.digit(i) + 1;
    if (i % 16 == 15) {
      out = mix(out, digits);
      digits = 0;
    }
  }
  return mix(out, digits);
}

std::uint64_t hash(const Value& value) {
  return hash_from_children(
      value, [&](std::size_t i) { return hash(value.is_array() ? value.items[i] : value.members[i].value); });
}

}  // namespace cookdiff::json
