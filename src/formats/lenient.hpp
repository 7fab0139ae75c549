// The dirt of application/ld+json blocks in web pages, mended into JSON that the strict reader takes. Nothing else is
// ever read leniently.
#pragma once

#include <string>
#include <string_view>

namespace cookdiff::formats {

// Takes off comment and CDATA wrappers and semicolons around the document, escapes raw control characters within
// strings, drops backslashes that escape nothing and commas before a closing bracket, and decodes a block whose quotes
// are all written "&quot;". What it cannot mend it leaves for the reader to refuse. Linear.
[[nodiscard]] std::string mend_json(std::string_view block);

}  // namespace cookdiff::formats
