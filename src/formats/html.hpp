// The application/ld+json blocks of an HTML page. Nothing else of the page is looked at.
#pragma once

#include <string_view>
#include <vector>

namespace cookdiff::formats {

// The contents of the page's ld+json script elements, in order; they view `page`. Scripts in comments do not count, and
// neither does what looks like one inside another script. Linear.
[[nodiscard]] std::vector<std::string_view> json_ld_blocks(std::string_view page);

}  // namespace cookdiff::formats
