#include "json/write.hpp"

#include <cmath>

#include "base/number.hpp"
#include "json/scan.hpp"

namespace cookdiff::json {

namespace {

constexpr int number_digits = 15;  // every decimal of 15 digits survives the trip through a double

void append_escape(char letter, std::string& out) {
  constexpr char hex[] = "0123456789abcdef";
  out += '\\';
  switch (letter) {
    case '"':
    case '\\': out += letter; return;
    case '\b': out += 'b'; return;
    case '\f': out += 'f'; return;
    case '\n': out += 'n'; return;
    case '\r': out += 'r'; return;
    case '\t': out += 't'; return;
    default: break;
  }
  const auto byte = static_cast<unsigned char>(letter);
  out += "u00";
  out += hex[byte >> 4];
  out += hex[byte & 15];
}

}  // namespace

void write_string(std::string_view text, std::string& out) {
  out += '"';
  const char* at = text.data();
  const char* const end = at + text.size();
  while (at != end) {
    const Run run = plain_run(at, end);
    out.append(at, run.end);
    at = run.end;
    if (at != end) append_escape(*at++, out);
  }
  out += '"';
}

void write(const Value& value, std::string& out) {
  switch (value.kind) {
    case Kind::null: out += "null"; return;
    case Kind::boolean: out += value.boolean ? "true" : "false"; return;
    case Kind::number: out += value.number_text(); return;
    case Kind::string: write_string(value.text(), out); return;
    case Kind::array: {
      char before = '[';
      for (const Value& item : value.array()) {
        out += before;
        write(item, out);
        before = ',';
      }
      out += value.size == 0 ? "[]" : "]";
      return;
    }
    case Kind::object: {
      char before = '{';
      for (const Member& member : value.object()) {
        out += before;
        write_string(member.key, out);
        out += ':';
        write(member.value, out);
        before = ',';
      }
      out += value.size == 0 ? "{}" : "}";
      return;
    }
  }
}

std::string to_text(const Value& value) {
  std::string out;
  write(value, out);
  return out;
}

void Writer::separate() {
  if (!first_) out_ += ',';
  first_ = false;
}

Writer& Writer::open(char bracket) {
  separate();
  out_ += bracket;
  first_ = true;
  return *this;
}

Writer& Writer::close(char bracket) {
  out_ += bracket;
  first_ = false;
  return *this;
}

Writer& Writer::key(std::string_view name) {
  separate();
  write_string(name, out_);
  out_ += ':';
  first_ = true;
  return *this;
}

Writer& Writer::string(std::string_view text) {
  separate();
  write_string(text, out_);
  return *this;
}

Writer& Writer::number(double value) {
  separate();
  if (std::isfinite(value))
    base::append_number(value, number_digits, out_);
  else
    out_ += "null";
  return *this;
}

Writer& Writer::integer(std::int64_t value) {
  separate();
  base::append_integer(value, out_);
  return *this;
}

Writer& Writer::boolean(bool value) { return raw(value ? "true" : "false"); }
Writer& Writer::null() { return raw("null"); }

Writer& Writer::value(const Value& value) {
  separate();
  write(value, out_);
  return *this;
}

Writer& Writer::raw(std::string_view json) {
  separate();
  out_ += json;
  return *this;
}

}  // namespace cookdiff::json
