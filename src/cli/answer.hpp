// One pair of documents in, one answer out in the form that was asked for.
#pragma once

#include <string>
#include <string_view>

#include "base/arena.hpp"
#include "base/result.hpp"
#include "cli/arguments.hpp"
#include "cli/document.hpp"

namespace cookdiff::cli {

enum class Form { text, json, patch, merge_patch, markdown, html };

struct Asked {
  Form form = Form::text;
  bool fill = false;      // the make may leave out what it did not change
  bool restated = false;  // show also what is only said in another way
  bool colour = false;

  // A patch is between any two documents, right or wrong as recipes.
  [[nodiscard]] bool checked() const { return form != Form::patch && form != Form::merge_patch; }
};

// The options of a comparison, with their choices; shared by `diff` and `git-diff`.
inline constexpr std::string_view forms = "text json patch merge-patch markdown html";
[[nodiscard]] Form form_of(std::string_view name);

// Whether to colour: --color, else NO_COLOR, TERM=dumb, and whether `terminal`.
[[nodiscard]] bool wants_colour(std::string_view when, bool terminal);

struct Answer {
  std::string text;   // ends with a line break
  bool same = false;  // nothing to tell: the documents are identical, the patch is empty
};

// Fails with what the comparison refuses: an error about the make.
[[nodiscard]] Result<Answer> answer(const Document& original, const Document& make, const Asked& asked, Arena& arena);

}  // namespace cookdiff::cli
