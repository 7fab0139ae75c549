// One paragraph of Cooklang: its text as a reader sees it, and what is marked in it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cookdiff::formats {

// Everything views the paragraph.
struct Mark {
  std::string_view name;
  std::string_view shown;     // what stands in the text: the alias, else the name
  std::string_view quantity;  // as written, without "="; empty: none is said
  std::string_view unit;
  std::string_view note;   // what stands in brackets behind it
  bool fixed = false;      // "=1": does not scale
  bool reference = false;  // "&": of an ingredient that was there before
  bool optional = false;   // "?"
};

struct Prose {
  std::string text;
  std::vector<Mark> ingredients;  // of those that are a name alone, each once
  std::vector<Mark> cookware;     // each once, as it came first
};

// Comments are out already. What is no whole mark stays text ("me@example.com", "@ home"). Linear.
[[nodiscard]] Prose read_prose(std::string_view paragraph);

}  // namespace cookdiff::formats
