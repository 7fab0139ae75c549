// JSON for people: two spaces a level.
#pragma once

#include <string>

#include "json/value.hpp"

namespace cookdiff::cli {

// One document as the commands print it: compact or indented, with a line break at its end.
[[nodiscard]] std::string document_text(const json::Value& value, bool indented);

}  // namespace cookdiff::cli
