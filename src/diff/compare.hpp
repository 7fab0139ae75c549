// The comparison: two documents in, Differences out. No I/O, no clock; the same input gives the same bytes everywhere.
#pragma once

#include <string>
#include <string_view>

#include "base/arena.hpp"
#include "base/result.hpp"
#include "diff/differences.hpp"
#include "json/value.hpp"

namespace cookdiff::diff {

// Names the rules and tables that made a document; rises whenever an answer can differ.
inline constexpr std::string_view engine = "1.3";

// Compares what it is given (a make that leaves things out is filled before: recipe::fill). Both are canonical
// documents that recipe::check accepts, or any JSON: where either is no recipe, both are compared as JSON as a whole.
// The Differences view both documents and the arena.
[[nodiscard]] Result<Differences> compare(const json::Value& original, const json::Value& make, Arena& arena);

// What only the caller knows. An id is written as it is given: JSON text (2, "pie", or null).
struct Placement {
  std::string recipe_id_json = "null";
  std::string make_id_json = "null";
  std::string recipe_version_json = "null";
};
// The differences document of the contract, section 2.
void write(const Differences& differences, const Placement& placement, std::string& out);

}  // namespace cookdiff::diff
