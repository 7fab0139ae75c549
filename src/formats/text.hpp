// Text of web pages and exports made plain: HTML entities decoded, tags taken out, nothing else touched.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/arena.hpp"

namespace cookdiff::formats {

// Bytes that stand around a text without being part of it: ASCII white space, no-break space, byte order mark, U+200B.
[[nodiscard]] std::string_view trim(std::string_view text);

// Decodes entities twice at most (pages escape what is escaped already) and takes out the tags that HTML knows: "<p>"
// goes, "<180 °C" stays. A tag that begins a block becomes a line break. Trimmed. Linear. Views `text` where nothing
// had to change, else the arena.
[[nodiscard]] std::string_view clean(std::string_view text, Arena& arena);

// `clean`, and every run of white space that holds a line break or tab is one space: for names and ingredient lines.
[[nodiscard]] std::string_view clean_line(std::string_view text, Arena& arena);

// The lines of a text, trimmed, without the empty ones. They view `text`.
[[nodiscard]] std::vector<std::string_view> lines_of(std::string_view text);

// Appends `text` to `out` with each HTML entity as what it stands for; what is none stays as it is.
void decode_entities(std::string_view text, std::string& out);

[[nodiscard]] inline bool is_digit(char byte) { return byte >= '0' && byte <= '9'; }
[[nodiscard]] inline bool is_letter(char byte) { return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z'); }
[[nodiscard]] inline bool is_space(char byte) { return byte == ' ' || (byte >= '\t' && byte <= '\r'); }
[[nodiscard]] inline char lower(char byte) { return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte + 32) : byte; }

[[nodiscard]] std::string lower_text(std::string_view text);  // of ASCII letters

// Equal up to the case of ASCII letters.
[[nodiscard]] bool same_letters(std::string_view a, std::string_view b);

// A header among ingredient lines: "[Sauce]", "## Sauce", "For the sauce:" (no figure in it). Gives its name.
[[nodiscard]] bool is_header(std::string_view line, std::string_view& name);

}  // namespace cookdiff::formats
