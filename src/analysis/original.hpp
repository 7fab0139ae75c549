// A version of an original as the analysis looks at it, and how the lines and steps of an older version stand in the
// one that is analysed. Everything views the document, which must outlive it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/arena.hpp"
#include "json/value.hpp"
#include "measure/in_text.hpp"
#include "recipe/recipe.hpp"

namespace cookdiff::analysis {

// Temperatures and times of all steps together that are followed over the makes; what comes after them is text. A
// recipe has some ten; the answer has a row for each.
inline constexpr std::size_t followed_measures_max = 1'000;

inline constexpr std::uint32_t nowhere = 0xFFFFFFFFU;

struct OriginalLine {
  const recipe::Ingredient* item = nullptr;
  std::string_view name;  // as it is called; the whole line where it has no name
  measure::Amount amount;
  std::string_view key;  // name and section as they are compared
  double grams = 0;      // that one of the amount's unit weighs; 0: not known
  bool is_flour = false;
};

// A temperature or a time in a step's text.
struct StepMeasure {
  measure::Measure measure;
  std::uint32_t place = 0;  // among all measures of the text, from 1
};

struct OriginalStep {
  const recipe::Step* item = nullptr;
  std::uint64_t hash = 0;  // of the text as it is compared
  std::vector<StepMeasure> measures;
};

struct Original {
  std::int64_t number = 0;
  const json::Value* document = nullptr;
  std::unique_ptr<Arena> arena;
  recipe::Recipe recipe;
  std::vector<OriginalLine> lines;
  std::vector<OriginalStep> steps;
};
[[nodiscard]] Original read_original(std::int64_t number, const json::Value& document);

// Of each line and step of a version: its place in the analysed one, or nowhere.
struct Mapping {
  std::int64_t number = 0;
  std::vector<std::uint32_t> lines;
  std::vector<std::uint32_t> steps;
  std::vector<double> factors;       // by line of the version: its amount in the analysed line's unit; 0: no number
  std::vector<bool> line_is_shared;  // by line of the analysed one: the version has it with the same amount
  std::vector<bool> step_is_shared;  // by step of the analysed one
  std::vector<double> as_written;    // by line of the analysed one: what a make as written took; NaN: not known
  std::size_t makes = 0;             // compared with it
};
[[nodiscard]] Mapping map_version(const Original& version, const Original& analysed);

}  // namespace cookdiff::analysis
