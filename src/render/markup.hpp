// HTML as a type: text gets into it escaped, and nothing else but literals of this program gets in unescaped.
#pragma once

#include <string>
#include <string_view>

namespace cookdiff::render {

// Markup that stands in this program's source: only a constant expression can make one, so no text of a document can.
class Markup {
 public:
  template <std::size_t size>
  consteval Markup(const char (&literal)[size]) : literal_(literal, size - 1) {}  // NOLINT(google-explicit-constructor)
  [[nodiscard]] constexpr std::string_view text() const { return literal_; }

 private:
  std::string_view literal_;
};

class Html {
 public:
  Html() = default;
  // Text that people see: escaped, and with what acts unseen made visible (render/visible.hpp). Right between tags and
  // between the double quotes of an attribute; not for the insides of <script>, <style> or a URL.
  explicit Html(std::string_view text) { add(text); }

  Html& add(std::string_view text);
  Html& add(const Html& other) {
    text_ += other.text_;
    return *this;
  }
  Html& markup(Markup markup) {
    text_ += markup.text();
    return *this;
  }
  // <tag class="…">text</tag>
  Html& element(Markup open, std::string_view text, Markup close) { return markup(open).add(text).markup(close); }

  [[nodiscard]] const std::string& text() const& { return text_; }
  [[nodiscard]] std::string text() && { return std::move(text_); }

 private:
  std::string text_;
};

}  // namespace cookdiff::render
