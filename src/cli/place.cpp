#include "cli/place.hpp"

#include <algorithm>
#include <string>

#include "base/number.hpp"

namespace cookdiff::cli {

namespace {

// Walks text that is known to be JSON: it needs no error but the end of the text, at which every step stands still.
class Walk {
 public:
  explicit Walk(std::string_view json) : json_(json) {}

  [[nodiscard]] std::size_t at() const { return at_; }
  [[nodiscard]] char here() const { return at_ < json_.size() ? json_[at_] : '\0'; }
  void next() { at_ = std::min(at_ + 1, json_.size()); }
  void spaces() {
    while (here() == ' ' || here() == '\n' || here() == '\r' || here() == '\t') next();
  }
  // A string's inside as it is written, escapes and all.
  std::string_view string() {
    const std::size_t begin = at_ + 1;
    next();
    while (at_ < json_.size() && here() != '"') {
      if (here() == '\\') next();
      next();
    }
    const std::size_t end = at_;
    next();
    return json_.substr(std::min(begin, end), end - std::min(begin, end));
  }
  void value() {
    std::size_t depth = 0;
    do {
      spaces();
      if (here() == '"') {
        string();
      } else if (here() == '{' || here() == '[') {
        ++depth;
        next();
      } else if (here() == '}' || here() == ']') {
        if (depth > 0) --depth;
        next();
      } else if (here() == ',' || here() == ':') {
        next();
      } else {
        while (at_ < json_.size() && std::string_view(",:]} \n\r\t").find(here()) == std::string_view::npos) next();
      }
    } while (depth > 0 && at_ < json_.size());
  }
  void go(std::size_t byte) { at_ = byte; }

 private:
  std::string_view json_;
  std::size_t at_ = 0;
};

// "a~1b" of a pointer as the key "a/b" is written in JSON: our own keys need no further escapes.
std::string key_of(std::string_view token) {
  std::string out;
  for (std::size_t n = 0; n < token.size(); ++n) {
    const bool escaped = token[n] == '~' && n + 1 < token.size();
    if (escaped) ++n;
    out += escaped ? (token[n] == '1' ? '/' : '~') : token[n];
  }
  return out;
}

// Steps into the member or item; false where there is none.
bool descend(Walk& walk, std::string_view token) {
  walk.spaces();
  const bool object = walk.here() == '{';
  if (!object && walk.here() != '[') return false;
  const std::string key = key_of(token);
  std::size_t found = 0;
  walk.next();
  for (std::int64_t index = 0;; ++index) {
    walk.spaces();
    if (walk.here() == '}' || walk.here() == ']' || walk.here() == '\0') break;
    std::string name;
    if (object) {
      name = std::string(walk.string());
      walk.spaces();
      walk.next();  // the colon
      walk.spaces();
    } else {
      base::append_integer(index, name);
    }
    if (name == key) found = walk.at();
    walk.value();
    walk.spaces();
    if (walk.here() == ',') walk.next();
  }
  if (found > 0) walk.go(found);
  return found > 0;
}

}  // namespace

Place place_of(std::string_view bytes, std::size_t byte) {
  Place out;
  for (const char c : bytes.substr(0, std::min(byte, bytes.size()))) {
    if (c == '\n') {
      ++out.line;
      out.letter = 1;
    } else if ((static_cast<unsigned char>(c) & 0xC0) != 0x80) {
      ++out.letter;
    }
  }
  return out;
}

std::int64_t byte_of(std::string_view json, std::string_view pointer) {
  Walk walk(json);
  if (json.substr(0, 3) == "\xEF\xBB\xBF") walk.go(3);
  while (!pointer.empty()) {
    pointer.remove_prefix(1);  // the slash
    const std::size_t end = std::min(pointer.find('/'), pointer.size());
    if (!descend(walk, pointer.substr(0, end))) return -1;
    pointer.remove_prefix(end);
  }
  walk.spaces();
  return walk.at() < json.size() ? static_cast<std::int64_t>(walk.at()) : -1;
}

}  // namespace cookdiff::cli
