#include "json/likeness.hpp"

#include <algorithm>

#include "json/script.hpp"

namespace cookdiff::json {

namespace {
constexpr std::size_t members_max = 32;  // larger objects are not compared member by member
}

bool Likeness::spend(std::size_t work) {
  const bool enough = work <= work_left_;
  work_left_ = enough ? work_left_ - work : 0;
  return enough;
}

std::size_t Likeness::edit_bytes(const Spot& a, const Spot& b, std::size_t path_bytes) {
  if (a.hash() == b.hash()) return 0;
  const std::size_t replaced = replace_bytes + path_bytes + b.bytes();
  if (a.value->kind != b.value->kind) return replaced;
  if (b.value->is_object()) return std::min(replaced, object_bytes(a, b, path_bytes));
  if (b.value->is_array()) return std::min(replaced, array_bytes(a, b, path_bytes));
  return replaced;
}

std::size_t Likeness::object_bytes(const Spot& a, const Spot& b, std::size_t path_bytes) {
  if (a.size() > members_max || b.size() > members_max || !spend(1 + a.size() + b.size())) return b.bytes() * 2;
  std::size_t out = 0;
  std::size_t found = 0;
  for (std::size_t i = 0; i < b.size(); ++i) {
    const std::string_view key = b.member(i).key;
    const Spot after = b.child(i);
    std::size_t at = i;
    if (at >= a.size() || a.member(at).key != key)
      for (at = 0; at < a.size() && a.member(at).key != key; ++at) continue;
    if (at == a.size()) {
      out += add_bytes + path_bytes + key.size() + 1 + after.bytes();
      continue;
    }
    ++found;
    const Spot before = a.child(at);
    if (before.hash() == after.hash()) continue;
    const std::size_t replaced = replace_bytes + path_bytes + key.size() + 1 + after.bytes();
    const bool opens = before.value->kind == after.value->kind && (after.value->is_object() || after.value->is_array());
    out += opens ? replaced / 2 : replaced;
  }
  return out + (a.size() - found) * (remove_bytes + path_bytes + 8);
}

std::size_t Likeness::array_bytes(const Spot& a, const Spot& b, std::size_t path_bytes) {
  const std::size_t shared = std::min(a.size(), b.size());
  if (!spend(1 + shared)) return b.bytes() * 2;
  std::size_t head = 0;
  while (head < shared && a.child(head).hash() == b.child(head).hash()) ++head;
  std::size_t tail = 0;
  while (tail < shared - head && a.child(a.size() - 1 - tail).hash() == b.child(b.size() - 1 - tail).hash()) ++tail;
  std::size_t out = (a.size() - head - tail) * (remove_bytes + path_bytes + 2);
  for (std::size_t i = head; i < b.size() - tail; ++i) out += add_bytes + path_bytes + 2 + b.child(i).bytes();
  return out;
}

}  // namespace cookdiff::json
