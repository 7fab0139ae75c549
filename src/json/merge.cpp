#include "json/merge.hpp"

#include <string>
#include <vector>

#include "json/equal.hpp"
#include "json/key_index.hpp"
#include "json/pointer.hpp"

namespace cookdiff::json {

namespace {

Value object_of(const std::vector<Member>& members, Arena& arena) {
  return object(arena.copy(std::span<const Member>(members)));
}

// Null members anywhere but inside arrays are what a merge patch cannot set. `pointer` comes to name the first.
bool has_null_member(const Value& value, std::string& pointer) {
  for (const Member& member : value.object()) {
    const std::size_t size = pointer.size();
    append_token(member.key, pointer);
    if (member.value.is_null() || has_null_member(member.value, pointer)) return true;
    pointer.resize(size);
  }
  return false;
}

Error cannot_say_null(std::string pointer) {
  return Error{Code::unsupported, false, "a merge patch cannot set a member to null", std::move(pointer)};
}

Result<Value> merge_diff_at(const Value& a, const Value& b, Arena& arena, std::string& pointer) {
  if (!a.is_object() || !b.is_object()) {
    if (has_null_member(b, pointer)) return cannot_say_null(pointer);
    return b;
  }
  const KeyIndex before(a.object());
  const KeyIndex after(b.object());
  std::vector<Member> patch;
  for (const Member& member : a.object())
    if (after.find(member.key) == nullptr) patch.push_back({member.key, null()});
  for (const Member& member : b.object()) {
    const Member* const old = before.find(member.key);
    if (old != nullptr && equal(old->value, member.value)) continue;
    const std::size_t size = pointer.size();
    append_token(member.key, pointer);
    if (member.value.is_null()) return cannot_say_null(pointer);
    TRY(const Value change, merge_diff_at(old == nullptr ? null() : old->value, member.value, arena, pointer));
    patch.push_back({member.key, change});
    pointer.resize(size);
  }
  return object_of(patch, arena);
}

}  // namespace

Value merge_apply(const Value& document, const Value& patch, Arena& arena) {
  if (!patch.is_object()) return patch;
  const KeyIndex changes(patch.object());
  const KeyIndex before(document.object());
  std::vector<Member> out;
  for (const Member& member : document.object()) {
    const Member* const change = changes.find(member.key);
    if (change == nullptr)
      out.push_back(member);
    else if (!change->value.is_null())
      out.push_back({member.key, merge_apply(member.value, change->value, arena)});
  }
  for (const Member& change : patch.object())
    if (!change.value.is_null() && before.find(change.key) == nullptr)
      out.push_back({change.key, merge_apply(null(), change.value, arena)});
  return object_of(out, arena);
}

Result<Value> merge_diff(const Value& a, const Value& b, Arena& arena) {
  std::string pointer;
  return merge_diff_at(a, b, arena, pointer);
}

}  // namespace cookdiff::json
