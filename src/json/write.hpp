// JSON text out. The writer appends to a string that the caller owns; it cannot make invalid JSON out of valid UTF-8.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "json/value.hpp"

namespace cookdiff::json {

// Compact JSON (no spaces). Strings are escaped minimally: quote, backslash and controls.
void write(const Value& value, std::string& out);
[[nodiscard]] std::string to_text(const Value& value);
void write_string(std::string_view text, std::string& out);

// For answers that are composed: keeps track of commas, nothing else.
//   Writer w(out); w.begin_object().key("id").number(7).key("name").string("pie").end_object();
class Writer {
 public:
  explicit Writer(std::string& out) : out_(out) {}
  Writer& begin_object() { return open('{'); }
  Writer& end_object() { return close('}'); }
  Writer& begin_array() { return open('['); }
  Writer& end_array() { return close(']'); }
  Writer& key(std::string_view name);
  Writer& string(std::string_view text);
  Writer& number(double value);  // shortest text of at most 15 digits; null when it is no finite number
  Writer& integer(std::int64_t value);
  Writer& boolean(bool value);
  Writer& null();
  Writer& value(const Value& value);
  Writer& raw(std::string_view json);  // text that is JSON already

 private:
  Writer& open(char bracket);
  Writer& close(char bracket);
  void separate();
  std::string& out_;
  bool first_ = true;
};

}  // namespace cookdiff::json
