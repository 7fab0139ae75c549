// Many pairs in one run: cookdiff diff --pairs LIST.
#pragma once

#include <string_view>

#include "cli/answer.hpp"
#include "cli/output.hpp"

namespace cookdiff::cli {

// LIST has a line a pair, the two files with a tab between them; empty lines are skipped. The answer has a line a pair,
// in the order of the list: {"original":"a.json","make":"b.json", and then either the members of the differences
// document, or "patch", or "error"}. What is wrong with one pair does not stop the others.
// Gives exit_trouble when any pair had an error, else exit_differs when any differed.
[[nodiscard]] int diff_pairs(std::string_view list_path, const Asked& asked, Output& out);

}  // namespace cookdiff::cli
