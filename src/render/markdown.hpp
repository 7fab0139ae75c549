// Differences as CommonMark, for comments and notes.
#pragma once

#include <string>
#include <string_view>

#include "diff/differences.hpp"
#include "render/show.hpp"

namespace cookdiff::render {

// Changed words are <del> and <ins>, which every renderer of Markdown that allows HTML shows, and which stand anywhere
// in a word; nothing of the documents is markup.
[[nodiscard]] std::string markdown(const diff::Differences& differences, const Show& show);

// Text that shows itself wherever it does not begin a line: what marks up with a backslash, & and < as entities,
// controls made visible.
[[nodiscard]] std::string markdown_text(std::string_view text);

}  // namespace cookdiff::render
