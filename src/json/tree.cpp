#include "json/tree.hpp"

#include "json/scan.hpp"

namespace cookdiff::json {

std::size_t written_bytes(std::string_view text) {
  std::size_t out = text.size() + 2;
  const char* at = text.data();
  const char* const end = at + text.size();
  while (at != end) {
    at = plain_run(at, end).end;
    if (at == end) break;
    const char letter = *at++;
    const bool is_short = letter == '"' || letter == '\\' || (letter >= '\b' && letter <= '\r' && letter != '\v');
    out += is_short ? 1 : 5;
  }
  return out;
}

void Tree::fill(const Value& value, std::uint32_t index) {
  std::size_t bytes = 0;
  std::size_t first = 0;
  switch (value.kind) {
    case Kind::null: bytes = 4; break;
    case Kind::boolean: bytes = value.boolean ? 4 : 5; break;
    case Kind::number: bytes = value.size; break;
    case Kind::string: bytes = written_bytes(value.text()); break;
    case Kind::array:
    case Kind::object: {
      first = nodes_.size();
      nodes_.resize(first + value.size);
      bytes = value.size == 0 ? 2 : value.size + std::size_t{1};  // brackets and commas
      for (std::size_t i = 0; i < value.size; ++i) {
        const auto child = static_cast<std::uint32_t>(first + i);
        if (value.is_array()) {
          fill(value.items[i], child);
        } else {
          fill(value.members[i].value, child);
          bytes += written_bytes(value.members[i].key) + 1;
        }
        bytes += nodes_[child].bytes;
      }
      break;
    }
  }
  Node& node = nodes_[index];
  node.hash = hash_from_children(value, [&](std::size_t i) { return nodes_[first + i].hash; });
  node.bytes = static_cast<std::uint32_t>(bytes);
  node.first_child = static_cast<std::uint32_t>(first);
}

}  // namespace cookdiff::json
