// What was typed behind the command's name: options by name, and the rest in order.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace cookdiff::cli {

struct Option {
  std::string_view name;       // "format": typed as --format
  std::string_view value{};    // what its value is called in messages, "FORM"; empty: it takes none
  std::string_view choices{};  // the values that it may have, separated by spaces; empty: any
  std::string_view if_bare{};  // its value where none is typed; empty: a value must be typed
};

// Understood are --name, --name=value, --name value, -- (no options behind it), and "-" as a word (standard input).
class Arguments {
 public:
  // An option that is not in the list, or without its value, is refused; the detail says which one was probably meant.
  [[nodiscard]] static Result<Arguments> parse(std::span<const std::string_view> typed,
                                               std::span<const Option> options);

  [[nodiscard]] bool has(std::string_view name) const;
  // The last value typed for that option, or `otherwise`.
  [[nodiscard]] std::string_view value(std::string_view name, std::string_view otherwise = {}) const;
  [[nodiscard]] std::span<const std::string_view> words() const { return words_; }

 private:
  struct Typed {
    std::string_view name;
    std::string_view value;
  };
  [[nodiscard]] Status take(std::span<const std::string_view> typed, std::size_t& at, std::span<const Option> options);

  std::vector<Typed> typed_;
  std::vector<std::string_view> words_;
};

// The name that `typed` was probably meant to be: the nearest by edits, at most a third of its letters away; else
// empty.
[[nodiscard]] std::string_view nearest(std::string_view typed, std::span<const std::string_view> names);

}  // namespace cookdiff::cli
