// The small part of YAML that recipes have between their "---" lines: scalars, lists of scalars, one level of maps and
// texts of several lines. What else YAML knows is kept as its own text.
#pragma once

#include <string_view>
#include <vector>

#include "base/arena.hpp"
#include "json/value.hpp"

namespace cookdiff::formats {

struct FrontMatter {
  bool present = false;
  std::string_view yaml;  // between the lines
  std::string_view rest;  // behind them
};

// Front matter begins with the first line, and needs its closing line.
[[nodiscard]] FrontMatter split_front_matter(std::string_view text);

// The members in their order; of two equal keys the last wins. They view `yaml` and the arena.
[[nodiscard]] std::vector<json::Member> read_yaml(std::string_view yaml, Arena& arena);

// One scalar: a number, true, false, null, a quoted or a plain text.
[[nodiscard]] json::Value yaml_scalar(std::string_view text, Arena& arena);

// The members in their order without those whose key comes again later.
[[nodiscard]] std::vector<json::Member> last_of_each(std::vector<json::Member> members);

}  // namespace cookdiff::formats
