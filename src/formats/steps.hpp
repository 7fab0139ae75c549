// One text that holds all the steps of a recipe, taken apart.
#pragma once

#include <string_view>
#include <vector>

namespace cookdiff::formats {

struct StepText {
  std::string_view text;
  std::string_view section;
};

// Steps end at line breaks (a line that only wraps goes on: it ends in no punctuation and the next begins with a small
// letter) and, in a text of one line, before "2.", "3." … that count on from "1.". Their numbers and bullets are left
// out; a line that is a header ("For the sauce:", "[Sauce]", "## Sauce") is the section of what follows.
// The texts view `text`. Linear.
[[nodiscard]] std::vector<StepText> split_steps(std::string_view text);

// A header among steps: as among ingredients, but a colon ends a header only where the line is no sentence.
[[nodiscard]] bool is_step_header(std::string_view line, std::string_view& name);

}  // namespace cookdiff::formats
