// A recipe with its parts by name: a view of a canonical document. Nothing is copied but the two lists.
// Ownership: everything views the document and the arena. Reading never fails: a member of a wrong type (which
// recipe::check refuses) reads as absent.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "base/arena.hpp"
#include "json/value.hpp"
#include "measure/amount.hpp"

namespace cookdiff::recipe {

struct Ingredient {
  const json::Value* value = nullptr;  // as it stands in the document
  json::Value id{};                    // an integer, a text, or null: there is none
  json::Value quantity{};              // a number, a text, {"min","max"} or null
  std::string_view measurement{};
  std::string_view name{};
  std::string_view note{};
  std::string_view section{};
  std::string_view line{};  // the line of text that it was read from, where it was
  bool others = false;      // it has members that the model does not know
};

struct Step {
  const json::Value* value = nullptr;
  json::Value id{};
  std::string_view text{};
  std::string_view section{};
  std::string_view note{};
  bool others = false;
};

struct Recipe {
  const json::Value* value = nullptr;
  // nullptr: absent, or null.
  const json::Value* name = nullptr;
  const json::Value* rating = nullptr;
  const json::Value* yield = nullptr;
  const json::Value* notes = nullptr;
  const json::Value* prep_time = nullptr;
  const json::Value* cook_time = nullptr;
  const json::Value* total_time = nullptr;
  std::span<const Ingredient> ingredients{};
  std::span<const Step> steps{};
  bool others = false;  // it has members that the model does not know
};

[[nodiscard]] Recipe view(const json::Value& document, Arena& arena);
// One item of a list of ingredients or steps; a plain text is an ingredient's line or a step's text.
[[nodiscard]] Ingredient view_ingredient(const json::Value& value, Arena& arena);
[[nodiscard]] Step view_step(const json::Value& value);

// The amount that quantity and measurement say together.
[[nodiscard]] measure::Amount amount(const Ingredient& ingredient, Arena& arena);

}  // namespace cookdiff::recipe
