#include "json/script.hpp"

namespace cookdiff::json {

std::size_t operation_bytes(const Operation& operation) {
  const std::size_t path = written_bytes(operation.path);
  switch (operation.act) {
    case Act::add: return add_bytes + path + operation.spot.bytes();
    case Act::replace: return replace_bytes + path + operation.spot.bytes();
    case Act::remove: return remove_bytes + path;
    case Act::move:
    case Act::copy: break;
  }
  return move_bytes + path + written_bytes(operation.from);
}

Value patch_of(const std::vector<Operation>& operations, Arena& arena) {
  constexpr std::string_view names[] = {"add", "remove", "replace", "move", "copy"};
  Value* const out = arena.array<Value>(operations.size());
  for (std::size_t i = 0; i < operations.size(); ++i) {
    const Operation& operation = operations[i];
    Member members[3] = {{"op", string(names[static_cast<std::size_t>(operation.act)])}, {}, {}};
    std::size_t count = 1;
    if (operation.act == Act::move || operation.act == Act::copy) members[count++] = {"from", string(operation.from)};
    members[count++] = {"path", string(operation.path)};
    if (operation.act == Act::add || operation.act == Act::replace) members[count++] = {"value", *operation.spot.value};
    out[i] = object(arena.copy(std::span<const Member>(members, count)));
  }
  return array({out, operations.size()});
}

}  // namespace cookdiff::json
