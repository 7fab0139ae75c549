// What one difference says to a person, before it takes a form: a sign, a label and pieces of text with their roles.
// Text, markdown and HTML all show these, so that they say the same.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "diff/differences.hpp"

namespace cookdiff::render {

enum class Role : std::uint8_t {
  plain,
  before,     // the whole of the original's side
  after,      // the whole of the make's side
  old_words,  // words inside a text that only the original has
  new_words,  // words inside a text that only the make has
  remark,     // ours: "(+20 %)", "moved"
};

// The text is the document's, raw: every form escapes it in its own way.
struct Piece {
  Role role = Role::plain;
  std::string text;
};

struct Entry {
  diff::Kind kind = diff::Kind::changed;
  std::string label;  // "apples", "3", "rating"; may be empty
  std::vector<Piece> pieces;
};

struct Group {
  std::string_view title;
  std::vector<Entry> entries;
};

// The entries by what they are about, in the comparison's own order: Ingredients, Steps, Other. Empty groups are left
// out.
[[nodiscard]] std::vector<Group> groups_of(std::span<const diff::Difference> differences);

// '+' added, '-' removed, '~' anything else.
[[nodiscard]] char sign_of(diff::Kind kind);

// "Made exactly as written.", "Made as written: rating 5 → 4", "Not made as written: …": our words, and the
// summary, with a space between them.
struct Verdict {
  std::string_view words;
  std::string_view summary;  // empty where there is nothing to sum up
};
[[nodiscard]] Verdict verdict_of(const diff::Differences& differences);

// "2 more are only said in another way"; empty where there are none.
[[nodiscard]] std::string restated_count(const diff::Differences& differences);

}  // namespace cookdiff::render
