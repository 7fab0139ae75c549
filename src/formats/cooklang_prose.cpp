#include "formats/cooklang_prose.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "formats/text.hpp"

namespace cookdiff::formats {

namespace {

constexpr std::string_view modifiers = "&?+-@";  // of ingredients; "@@" and "@+" are ingredients like others
constexpr std::string_view escapable = "@#~{}()|%=>-[]\\";

bool is_word(char byte) { return is_letter(byte) || is_digit(byte) || byte == '_'; }

// The bytes of the letter of a word at text[at], 0 where none is there. Punctuation and spaces outside ASCII end a
// word.
std::size_t letter_at(std::string_view text, std::size_t at) {
  if (at >= text.size()) return 0;
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte < 0x80) return is_word(text[at]) ? 1 : 0;
  const std::size_t bytes = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2;
  const std::string_view letter = text.substr(at, bytes);
  if (letter.size() < bytes) return 0;
  const bool latin_sign = letter[0] == '\xC2' && letter != "\xC2\xAA" && letter != "\xC2\xB5" && letter != "\xC2\xBA";
  const bool general =
      letter.starts_with("\xE2\x80") || letter.starts_with("\xE2\x81") || letter.starts_with("\xE2\xB8");
  const bool wide = letter.starts_with("\xE3\x80") || letter.starts_with("\xEF\xBC") || letter.starts_with("\xEF\xBD");
  return latin_sign || general || wide ? 0 : bytes;
}

std::size_t word_end(std::string_view text, std::size_t at) {
  for (;;) {
    std::size_t bytes = letter_at(text, at);
    if (bytes == 0 && at < text.size()) {  // all-purpose, chef's
      const std::string_view rest = text.substr(at);
      const std::size_t joint = rest.starts_with("\xE2\x80\x99")              ? 3
                                : rest.front() == '-' || rest.front() == '\'' ? 1
                                                                              : 0;
      if (joint != 0 && letter_at(text, at + joint) != 0) bytes = joint;
    }
    if (bytes == 0) return at;
    at += bytes;
  }
}

void read_amount(std::string_view body, Mark& mark) {
  body = trim(body);
  if (body.starts_with('=')) {
    mark.fixed = true;
    body = trim(body.substr(1));
  }
  const std::size_t percent = std::min(body.find('%'), body.size());
  mark.quantity = trim(body.substr(0, percent));
  mark.unit = trim(body.substr(std::min(percent + 1, body.size())));
  // "{2%cup, finely chopped}": no unit has a comma; what stands behind it is how it is prepared.
  if (const std::size_t comma = mark.unit.find(", "); comma != std::string_view::npos) {
    mark.note = trim(mark.unit.substr(comma + 1));
    mark.unit = trim(mark.unit.substr(0, comma));
  }
}

void read_name(std::string_view name, Mark& mark) {
  name = trim(name);
  const std::size_t bar = name.find('|');
  mark.name = trim(name.substr(0, bar));
  mark.shown = bar == std::string_view::npos ? mark.name : trim(name.substr(bar + 1));
  if (mark.name.starts_with("./") || mark.name.starts_with("../")) {  // another recipe's file
    const std::string_view file = mark.name.substr(mark.name.rfind('/') + 1);
    if (mark.shown == mark.name) mark.shown = file;
    mark.name = file;
  }
  if (mark.shown.empty()) mark.shown = mark.name;
}

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  Prose read() {
    while (at_ < text_.size()) {
      const char byte = text_[at_];
      if (byte == '\\' && at_ + 1 < text_.size() && escapable.find(text_[at_ + 1]) != std::string_view::npos) {
        out_.text += text_[at_ + 1];
        at_ += 2;
      } else if (byte == '\\' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n') {  // a break within the step
        ++at_;
      } else if ((byte == '@' || byte == '#' || byte == '~') && read_mark(byte)) {
        continue;
      } else {
        out_.text += byte == '\n' ? ' ' : byte;
        ++at_;
      }
    }
    return std::move(out_);
  }

 private:
  bool read_mark(char kind) {
    if (at_ > 0 && kind != '~' && is_word(text_[at_ - 1])) return false;
    Mark mark;
    std::size_t from = at_ + 1;
    if (kind == '@') from = read_modifiers(from, mark);
    const std::size_t end = read_long(kind, from, mark);
    const std::size_t behind = end != 0 ? end : read_short(from, mark);
    if (behind == 0) return false;
    at_ = read_note(kind, behind, mark);
    add(kind, mark);
    return true;
  }

  std::size_t read_modifiers(std::size_t from, Mark& mark) const {
    std::size_t at = from;
    while (at < text_.size() && at - from < modifiers.size() && modifiers.find(text_[at]) != std::string_view::npos)
      ++at;
    if (letter_at(text_, at) == 0) return from;
    const std::string_view said = text_.substr(from, at - from);
    mark.reference = said.find('&') != std::string_view::npos;
    mark.optional = said.find('?') != std::string_view::npos;
    return at;
  }

  // "name of several words{2%cups}": the byte behind it, 0 where it is none. Both searches stop at the next mark.
  std::size_t read_long(char kind, std::size_t from, Mark& mark) const {
    if (from >= text_.size() || is_space(text_[from])) return 0;
    const std::size_t brace = text_.find_first_of("{@#~\n", from);
    if (brace == std::string_view::npos || text_[brace] != '{') return 0;
    const std::size_t close = text_.find_first_of("{}\n", brace + 1);
    if (close == std::string_view::npos || text_[close] != '}') return 0;
    const std::string_view name = trim(text_.substr(from, brace - from));
    if (name.empty() && kind != '~') return 0;
    read_name(name, mark);
    read_amount(text_.substr(brace + 1, close - brace - 1), mark);
    return close + 1;
  }

  std::size_t read_short(std::size_t from, Mark& mark) const {
    const std::size_t end = word_end(text_, from);
    if (end == from) return 0;
    read_name(text_.substr(from, end - from), mark);
    return end;
  }

  std::size_t read_note(char kind, std::size_t at, Mark& mark) const {
    if (kind != '@' || at >= text_.size() || text_[at] != '(') return at;
    const std::size_t close = text_.find_first_of("()\n", at + 1);
    if (close == std::string_view::npos || text_[close] != ')') return at;
    mark.note = trim(text_.substr(at + 1, close - at - 1));
    return close + 1;
  }

  void add(char kind, const Mark& mark) {
    if (kind != '~') {
      out_.text += mark.shown;
      if (is_first(kind, mark)) (kind == '@' ? out_.ingredients : out_.cookware).push_back(mark);
      return;
    }
    if (mark.quantity.empty()) {
      out_.text += mark.shown;
      return;
    }
    out_.text += mark.quantity;
    if (!mark.unit.empty()) out_.text += ' ';
    out_.text += mark.unit;
  }

  // What only names something says it once: a paragraph may name it a hundred thousand times.
  bool is_first(char kind, const Mark& mark) {
    if (kind == '#') return cookware_.insert(mark.name).second;
    const bool bare = mark.quantity.empty() && mark.unit.empty() && mark.note.empty();
    return !bare || named_.emplace(mark.name, mark.reference).second;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  Prose out_;
  std::set<std::pair<std::string_view, bool>> named_;
  std::set<std::string_view> cookware_;
};

}  // namespace

Prose read_prose(std::string_view paragraph) { return Reader(paragraph).read(); }

}  // namespace cookdiff::formats
