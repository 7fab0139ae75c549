// What one make's row keeps for the analysis: its changes with the places of the lines and steps that they touch, the
// yield, what was observed. JSON, bounded, so that ten thousand makes are read without their documents.
// {"count":2,"changes":[{"field":"ingredient","kind":"changed","name":"sugar","part":"quantity","line":1,"ratio":0.75,
//  "size":"large"},…],"yield":8,"observations":[{"name":"dough temperature","value":24,"unit":"°C"}]}
// Places count from 1 in the version of the original that the make is compared with; amounts are relative to its scale.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/arena.hpp"
#include "diff/differences.hpp"
#include "json/value.hpp"

namespace cookdiff::analysis {

inline constexpr std::size_t fact_changes_max = 500;      // named; what is above is counted only
inline constexpr std::size_t fact_name_bytes_max = 200;   // of a name
inline constexpr std::size_t fact_text_bytes_max = 2000;  // of a step's new text; a longer one is not kept
inline constexpr std::size_t fact_value_bytes_max = 200;  // of a time's new value, as JSON
inline constexpr std::size_t fact_observations_max = 50;
inline constexpr std::size_t observed_name_bytes_max = 100;
inline constexpr std::size_t facts_texts_bytes_max = 8'000;  // where the facts are this long, no text is added
inline constexpr std::size_t facts_bytes_max = 12'000;       // where they are this long, no change is named

// `make` is canonical and filled, `differences` its comparison with the original.
[[nodiscard]] std::string write_facts(const json::Value& make, const diff::Differences& differences);

// The number of a yield ("Serves 4-6" is 5); 0 where it says none.
[[nodiscard]] double yield_number(const json::Value* yield);

// The beginning of a text, cut at a whole letter.
[[nodiscard]] std::string_view beginning(std::string_view text, std::size_t bytes_max);

}  // namespace cookdiff::analysis
