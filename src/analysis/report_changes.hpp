// The lists of an analysis that are about changes. For the other files of this room only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analysis/analysis.hpp"
#include "analysis/effects.hpp"
#include "analysis/facts.hpp"
#include "json/write.hpp"

namespace cookdiff::analysis {

[[nodiscard]] std::string_view field_name(ChangeField field);
[[nodiscard]] std::string_view kind_name(ChangeKind kind);
// Its figures are degrees, not ratios.
[[nodiscard]] bool is_of_temperature(const Analysis& analysis, const Change& change);
// What a yield is of: "servings" of "4 servings"; "" where it does not say.
[[nodiscard]] std::string yield_noun(const json::Value* yield);

// `shown`: the changes that are listed; `places`: of every change its place in that list, or nowhere.
void write_changes(const Analysis& analysis, const std::vector<std::uint32_t>& shown, std::size_t compared,
                   json::Writer& writer);
void write_effects(const std::vector<Effect>& effects, const std::vector<std::uint32_t>& places, json::Writer& writer);
void write_cooks(const Analysis& analysis, const std::vector<std::uint32_t>& places, json::Writer& writer);

}  // namespace cookdiff::analysis
