// How Differences are shown, for every form.
#pragma once

namespace cookdiff::render {

struct Show {
  bool restated = false;  // also what is only said in another way
  bool colour = false;    // ANSI colours, in text only
};

}  // namespace cookdiff::render
