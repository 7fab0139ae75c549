// A JSON value as it was read: a small plain struct whose text and children lie in an Arena (or in the input bytes).
// Ownership: whoever owns the arena and the input bytes; a Value is a view and is copied freely.
// Numbers keep their own text, so that integers stay exact beyond 2^53 and a document comes out as it came in.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace cookdiff::json {

enum class Kind : std::uint8_t { null, boolean, number, string, array, object };

struct Member;

struct Value {
  Kind kind = Kind::null;
  bool boolean = false;    // the value of a boolean; of no meaning otherwise
  std::uint32_t size = 0;  // bytes of a number or string, children of an array or object
  union {
    const char* chars = nullptr;
    const Value* items;
    const Member* members;
  };

  [[nodiscard]] bool is_null() const { return kind == Kind::null; }
  [[nodiscard]] bool is_boolean() const { return kind == Kind::boolean; }
  [[nodiscard]] bool is_number() const { return kind == Kind::number; }
  [[nodiscard]] bool is_string() const { return kind == Kind::string; }
  [[nodiscard]] bool is_array() const { return kind == Kind::array; }
  [[nodiscard]] bool is_object() const { return kind == Kind::object; }

  // Each answers for its own kind and is empty for every other: reading a wrong-typed value never traps.
  [[nodiscard]] std::string_view text() const;         // a string, unescaped
  [[nodiscard]] std::string_view number_text() const;  // a number as it was written
  [[nodiscard]] std::span<const Value> array() const;
  [[nodiscard]] std::span<const Member> object() const;

  // The member of that key, or nullptr (also when this is no object). Linear: objects of recipes are small.
  [[nodiscard]] const Value* find(std::string_view key) const;
};

struct Member {
  std::string_view key;
  Value value;
};

inline std::string_view Value::text() const { return is_string() ? std::string_view{chars, size} : std::string_view{}; }
inline std::string_view Value::number_text() const {
  return is_number() ? std::string_view{chars, size} : std::string_view{};
}
inline std::span<const Value> Value::array() const {
  return is_array() ? std::span{items, size} : std::span<const Value>{};
}
inline std::span<const Member> Value::object() const {
  return is_object() ? std::span{members, size} : std::span<const Member>{};
}
inline const Value* Value::find(std::string_view key) const {
  for (const Member& member : object())
    if (member.key == key) return &member.value;
  return nullptr;
}

// Values made by hand. The text or children must outlive the value: copy them into the arena first.
[[nodiscard]] inline Value null() { return {}; }
[[nodiscard]] inline Value boolean(bool value) {
  Value out;
  out.kind = Kind::boolean;
  out.boolean = value;
  return out;
}
[[nodiscard]] inline Value string(std::string_view text) {
  Value out;
  out.kind = Kind::string;
  out.size = static_cast<std::uint32_t>(text.size());
  out.chars = text.data();
  return out;
}
// `text` must be a JSON number.
[[nodiscard]] inline Value number(std::string_view text) {
  Value out = string(text);
  out.kind = Kind::number;
  return out;
}
[[nodiscard]] inline Value array(std::span<const Value> items) {
  Value out;
  out.kind = Kind::array;
  out.size = static_cast<std::uint32_t>(items.size());
  out.items = items.data();
  return out;
}
[[nodiscard]] inline Value object(std::span<const Member> members) {
  Value out;
  out.kind = Kind::object;
  out.size = static_cast<std::uint32_t>(members.size());
  out.members = members.data();
  return out;
}

}  // namespace cookdiff::json
