// A document as uploads carry it: the canonical JSON object of a recipe or a make (docs/differences.md), and the few
// questions that the pipeline asks of it without comparing. Everything views the arena and bytes of the document.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/arena.hpp"
#include "base/result.hpp"
#include "json/value.hpp"

namespace cookdiff::recipe {

inline constexpr std::size_t id_bytes_max = 128;
inline constexpr std::size_t ingredients_max = 10'000;
inline constexpr std::size_t steps_max = 10'000;

// An id is an integer or a text; it comes back as it was given. Two ids are equal when written equally: 2 is "2".
struct Id {
  std::string text;        // "2", "pie"; empty: there is none
  bool is_number = false;  // it was given as a JSON integer
  [[nodiscard]] bool present() const { return !text.empty(); }
};

struct Identity {
  Id recipe_id;
  Id make_id;
  Id make_of;
  std::string made_at;  // RFC 3339 as written; empty when absent
  std::string cook;
  [[nodiscard]] bool is_make() const { return make_id.present() || make_of.present(); }
};

// True when the object has a name, ingredients or steps, or is a make by its fields.
[[nodiscard]] bool is_recipe(const json::Value& document);

// Refuses what can never be right, with the pointer of the field: a wrong type, a negative quantity, an id of more than
// 128 bytes, more than 10,000 ingredients or steps. Gives what says which document it is.
[[nodiscard]] Result<Identity> check(const json::Value& document);

struct Filled {
  json::Value document;                   // the make with what it left out taken from the original
  std::vector<std::string_view> members;  // the names of the members that came from the original, in its order
};
// A make may leave out what it did not change: any member but rating, notes and what says which document it is.
[[nodiscard]] Filled fill(const json::Value& make, const json::Value& original, Arena& arena);

}  // namespace cookdiff::recipe
