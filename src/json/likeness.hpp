// How cheaply one value may be edited into another: an estimate in bytes of patch, one level deep, to choose which item
// of an array became which. A wrong estimate makes a patch longer, never wrong.
#pragma once

#include <cstddef>

#include "json/tree.hpp"

namespace cookdiff::json {

class Likeness {
 public:
  // Bytes of patch that make b out of a, at a place whose pointer has `path_bytes`; never more than replacing it.
  [[nodiscard]] std::size_t edit_bytes(const Spot& a, const Spot& b, std::size_t path_bytes);

 private:
  std::size_t object_bytes(const Spot& a, const Spot& b, std::size_t path_bytes);
  std::size_t array_bytes(const Spot& a, const Spot& b, std::size_t path_bytes);
  [[nodiscard]] bool spend(std::size_t work);

  // Members and items that one diff may look at; after that everything is unlike everything.
  std::size_t work_left_ = std::size_t{4} << 20;
};

}  // namespace cookdiff::json
