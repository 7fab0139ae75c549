// Densities of what cooks measure by cup and by weight, in grams per US cup (236.5882365 ml).
// Source of the figures: what a home cook expects, close to the published ingredient weight charts of flour millers and
// to USDA FoodData Central's cup portions; published tables differ by up to 8 % on flour, hence `approximate`.
// A thing that is not in the table has no density: water is never a fallback.
#pragma once

#include <string_view>

namespace cookdiff::measure {

inline constexpr std::size_t name_bytes_max = 256;  // longer names have no density

// Grams per millilitre, or 0 where nothing is known. By the words of the name: "all-purpose flour" is flour and
// "unsalted butter" butter, but "flour tortillas", "peanut butter", "coconut milk" and "rice vinegar" are none of them.
[[nodiscard]] double density(std::string_view ingredient_name);

// True for butter and margarine, whose stick is 8 tbsp and 4 oz.
[[nodiscard]] bool comes_in_sticks(std::string_view ingredient_name);

}  // namespace cookdiff::measure
