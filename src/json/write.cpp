#include "json/write.hpp"

#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>

#include "base/number.hpp"
#include "json/scan.hpp"

namespace cookdiff::json {

namespace {

constexpr int number_digits = 15;  // every decimal of 15 digits survives the trip through a double

// Collects small pieces and gives them to the string in large ones: a call for every quote and comma costs more than
// the text itself, above all in wasm.
class Sink {
 public:
  explicit Sink(std::string& out) : out_(out) {}
  Sink(const Sink&) = delete;
  Sink& operator=(const Sink&) = delete;
  ~Sink() { flush(); }

  void letter(char one) {
    if (used_ == piece_bytes) flush();
    piece_[used_++] = one;
  }
  void plain(std::string_view text) {
    if (text.size() > piece_bytes / 4) {
      flush();
      out_.append(text.data(), text.size());
      return;
    }
    if (used_ + text.size() > piece_bytes) flush();
    for (const char one : text) piece_[used_++] = one;
  }
  void quoted(std::string_view text) {
    letter('"');
    const char* at = text.data();
    const char* const end = at + text.size();
    std::uint64_t word;
    while (end - at >= 8) {  // copied while it is looked at
      if (used_ + sizeof word > piece_bytes) flush();
      std::memcpy(&word, at, sizeof word);
      std::memcpy(piece_ + used_, &word, sizeof word);
      const std::uint64_t special = special_bytes(word);
      const int bytes = special == 0 ? 8 : std::countr_zero(special) >> 3;
      used_ += static_cast<std::size_t>(bytes);
      at += bytes;
      if (special != 0) escape(*at++);
    }
    for (; at != end; ++at) {
      const auto byte = static_cast<unsigned char>(*at);
      if (byte == '"' || byte == '\\' || byte < 0x20)
        escape(*at);
      else
        letter(*at);
    }
    letter('"');
  }

 private:
  static constexpr std::size_t piece_bytes = 512;

  void flush() {
    out_.append(piece_, used_);
    used_ = 0;
  }
  void escape(char one) {
    constexpr std::string_view controls = "\b\f\n\r\t";
    constexpr std::string_view names = "bfnrt";
    constexpr std::string_view hex = "0123456789abcdef";
    letter('\\');
    const std::size_t control = controls.find(one);
    if (one == '"' || one == '\\') return letter(one);
    if (control != std::string_view::npos) return letter(names[control]);
    const auto byte = static_cast<unsigned char>(one);
    plain("u00");
    letter(hex[byte >> 4]);
    letter(hex[byte & 15]);
  }

  std::string& out_;
  std::size_t used_ = 0;
  char piece_[piece_bytes];
};

void write_to(const Value& value, Sink& sink) {
  switch (value.kind) {
    case Kind::null: sink.plain("null"); return;
    case Kind::boolean: sink.plain(value.boolean ? "true" : "false"); return;
    case Kind::number: sink.plain(value.number_text()); return;
    case Kind::string: sink.quoted(value.text()); return;
    case Kind::array: {
      sink.letter('[');
      bool first = true;
      for (const Value& item : value.array()) {
        if (!first) sink.letter(',');
        first = false;
        write_to(item, sink);
      }
      sink.letter(']');
      return;
    }
    case Kind::object: {
      sink.letter('{');
      bool first = true;
      for (const Member& member : value.object()) {
        if (!first) sink.letter(',');
        first = false;
        sink.quoted(member.key);
        sink.letter(':');
        write_to(member.value, sink);
      }
      sink.letter('}');
      return;
    }
  }
}

}  // namespace

void write_string(std::string_view text, std::string& out) { Sink(out).quoted(text); }

void write(const Value& value, std::string& out) {
  Sink sink(out);
  write_to(value, sink);
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
