// The version of the command, as in CMakeLists.txt (the command's test compares the two).
#pragma once

#include <string_view>

namespace cookdiff::cli {

inline constexpr std::string_view version = COOKDIFF_VERSION;  // package.json's, by way of CMakeLists.txt

}  // namespace cookdiff::cli
