// The operations of a patch while it is being made, with what they cost in bytes of JSON.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/arena.hpp"
#include "json/tree.hpp"
#include "json/value.hpp"

namespace cookdiff::json {

// Bytes of an operation without its pointers' and its value's; each with the comma behind it.
inline constexpr std::size_t add_bytes = std::string_view(R"({"op":"add","path":,"value":},)").size();
inline constexpr std::size_t replace_bytes = std::string_view(R"({"op":"replace","path":,"value":},)").size();
inline constexpr std::size_t remove_bytes = std::string_view(R"({"op":"remove","path":},)").size();
inline constexpr std::size_t move_bytes = std::string_view(R"({"op":"move","from":,"path":},)").size();

enum class Act : std::uint8_t { add, remove, replace, move, copy };

struct Operation {
  Act act;
  bool in_array;  // the last step of `path` is an index: what stands behind it moves up or down (not of replace)
  std::string_view path;  // in the arena
  std::string_view from;  // of move and copy
  Spot spot;              // the value of add and replace; of remove what is removed
  std::size_t bytes;      // of JSON
};

// Bytes of the operation as it stands.
[[nodiscard]] std::size_t operation_bytes(const Operation& operation);

// The patch itself; it views the arena and the values.
[[nodiscard]] Value patch_of(const std::vector<Operation>& operations, Arena& arena);

}  // namespace cookdiff::json
