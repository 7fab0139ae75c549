#include "render/markup.hpp"

#include "render/visible.hpp"

namespace cookdiff::render {

Html& Html::add(std::string_view text) {
  std::string seen;
  // Line breaks and tabs are white space in a page: they neither act nor need a picture.
  for (std::size_t end = 0; (end = text.find_first_of("\n\t")) != std::string_view::npos; text.remove_prefix(end + 1)) {
    append_visible(text.substr(0, end), seen);
    seen += text[end];
  }
  append_visible(text, seen);
  for (const char c : seen) {
    switch (c) {
      case '&': text_ += "&amp;"; break;
      case '<': text_ += "&lt;"; break;
      case '>': text_ += "&gt;"; break;
      case '"': text_ += "&quot;"; break;
      case '\'': text_ += "&#39;"; break;
      default: text_ += c;
    }
  }
  return *this;
}

}  // namespace cookdiff::render
