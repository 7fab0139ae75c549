// Text of a document on its way to a terminal or a page: what would act instead of being seen is made visible.
#pragma once

#include <string>
#include <string_view>

namespace cookdiff::render {

// Control characters become their pictures (ESC is ␛, a line break ␊), and what a terminal or page would take for an
// order without showing it (C1 controls, bidirectional overrides, line separators) its number: <U+202E>. Bytes that are
// no UTF-8 become U+FFFD. Everything else stays to the byte, emoji and accents too. The answer is one line.
[[nodiscard]] std::string visible(std::string_view text);
void append_visible(std::string_view text, std::string& out);

}  // namespace cookdiff::render
