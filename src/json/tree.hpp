// A document with what a comparison asks of every node, computed once: its hash and how many bytes it takes as JSON.
// Walked beside the Value: the k-th child of a node belongs to the k-th item or member. 16 bytes a node.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "json/equal.hpp"
#include "json/value.hpp"

namespace cookdiff::json {

struct Node {
  std::uint64_t hash;
  std::uint32_t bytes;
  std::uint32_t first_child;  // index into the tree's nodes
};

class Tree;

// One place of a tree.
struct Spot {
  const Value* value;
  const Tree* tree;
  std::uint32_t index;

  [[nodiscard]] const Node& node() const;
  [[nodiscard]] std::uint64_t hash() const { return node().hash; }
  [[nodiscard]] std::size_t bytes() const { return node().bytes; }
  [[nodiscard]] std::size_t size() const { return value->size; }
  [[nodiscard]] const Member& member(std::size_t i) const { return value->members[i]; }
  [[nodiscard]] Spot child(std::size_t i) const {
    const Value* const below = value->is_array() ? value->items + i : &value->members[i].value;
    return {below, tree, node().first_child + static_cast<std::uint32_t>(i)};
  }
};

// Views the value: it must stay where it is.
class Tree {
 public:
  explicit Tree(const Value& root) : root_(&root), nodes_(1) { fill(root, 0); }
  Tree(const Tree&) = delete;
  Tree& operator=(const Tree&) = delete;
  [[nodiscard]] Spot root() const { return {root_, this, 0}; }
  [[nodiscard]] const Node& node(std::uint32_t index) const { return nodes_[index]; }

 private:
  void fill(const Value& value, std::uint32_t index);

  const Value* root_;
  std::vector<Node> nodes_;
};

inline const Node& Spot::node() const { return tree->node(index); }

// Equal by hash, and then really.
[[nodiscard]] inline bool same(const Spot& a, const Spot& b) {
  return a.hash() == b.hash() && equal(*a.value, *b.value);
}

// The bytes of a text as JSON, with its quotes.
[[nodiscard]] std::size_t written_bytes(std::string_view text);

}  // namespace cookdiff::json
