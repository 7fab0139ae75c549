#include "json/read.hpp"

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>

#include "base/number.hpp"
#include "json/members.hpp"
#include "json/pointer.hpp"
#include "json/scan.hpp"
#include "json/stack.hpp"
#include "json/unescape.hpp"
#include "json/utf8.hpp"

namespace cookdiff::json {

namespace {

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }

// One pass over the bytes with its own stack: an open array or object is a frame, and its children wait on `items_` or
// `members_` until it closes and they move to the arena together.
class Reader {
 public:
  Reader(std::string_view bytes, Arena& arena, const Limits& limits)
      : arena_(arena), limits_(limits), begin_(bytes.data()), at_(begin_), end_(begin_ + bytes.size()) {}

  Result<Value> document() {
    const std::size_t bytes_max =
        std::min<std::size_t>(limits_.bytes_max, UINT32_MAX);  // sizes in a Value have 32 bits
    if (static_cast<std::size_t>(end_ - begin_) > bytes_max)
      return Error{Code::too_large, false, "more bytes than a document may have (" + limit_text(bytes_max) + ")"};
    if (std::string_view(begin_, static_cast<std::size_t>(end_ - begin_)).starts_with("\xEF\xBB\xBF")) at_ += 3;
    Value value;
    for (;;) {
      const Step step = begin_value(value);
      if (step == Step::failed) return failure();
      if (step == Step::opened) continue;
      for (;;) {  // `value` is whole: give it to what encloses it, and close that as often as it ends here
        if (frames_.size() == 0) return last(value);
        const Frame& frame = frames_.back();
        if (frame.is_object)
          members_.back().value = value;
        else
          items_.push(value);
        between_ = true;
        skip_space();
        if (at_ == end_) return unexpected("the document ends inside an array or object");
        if (*at_ == ',') {
          ++at_;
          if (frame.is_object && !begin_member()) return failure();
          between_ = false;
          break;
        }
        if (*at_ != (frame.is_object ? '}' : ']'))
          return unexpected(frame.is_object ? "a comma or } is expected" : "a comma or ] is expected");
        ++at_;
        value = close();
      }
    }
  }

 private:
  enum class Step : std::uint8_t { whole, opened, failed };
  struct Frame {
    std::uint32_t items_start;
    std::uint32_t members_start;
    bool is_object;
  };

  static std::string limit_text(std::size_t limit) {
    std::string out;
    base::append_integer(static_cast<std::int64_t>(limit), out);
    return out;
  }

  void skip_space() {
    while (at_ != end_ && static_cast<unsigned char>(*at_) <= ' ') {
      if (*at_ != ' ' && *at_ != '\n' && *at_ != '\r' && *at_ != '\t') return;
      ++at_;
    }
  }

  Step begin_value(Value& value) {
    skip_space();
    if (at_ == end_) return fail(Code::bad_json, "the document ends where a value is expected", at_);
    switch (*at_) {
      case '"': {
        std::string_view text;
        if (!read_string(text)) return Step::failed;
        value = string(text);
        return Step::whole;
      }
      case '{': return open(value, true);
      case '[': return open(value, false);
      case 't': return literal("true", json::boolean(true), value);
      case 'f': return literal("false", json::boolean(false), value);
      case 'n': return literal("null", json::null(), value);
      default: return read_number(value);
    }
  }

  Step open(Value& value, bool is_object) {
    if (frames_.size() == limits_.depth_max)
      return fail(Code::too_deep, "nested deeper than " + limit_text(limits_.depth_max), at_);
    ++at_;
    frames_.push({static_cast<std::uint32_t>(items_.size()), static_cast<std::uint32_t>(members_.size()), is_object});
    skip_space();
    if (at_ != end_ && *at_ == (is_object ? '}' : ']')) {
      ++at_;
      value = close();
      return Step::whole;
    }
    return is_object && !begin_member() ? Step::failed : Step::opened;
  }

  // A key and its colon. The member waits on the stack for its value.
  bool begin_member() {
    between_ = true;
    skip_space();
    if (at_ == end_ || *at_ != '"') {
      set_unexpected("a key in quotes is expected");
      return false;
    }
    std::string_view key;
    if (!read_string(key)) return false;
    skip_space();
    if (at_ == end_ || *at_ != ':') {
      set_unexpected("a colon is expected behind the key");
      return false;
    }
    ++at_;
    between_ = false;
    members_.push({key, {}});
    return true;
  }

  Value close() {
    const Frame frame = frames_.back();
    frames_.cut(frames_.size() - 1);
    if (!frame.is_object) {
      const std::span<const Value> items = arena_.copy(std::span<const Value>(items_.from(frame.items_start)));
      items_.cut(frame.items_start);
      return array(items);
    }
    std::span<Member> members = members_.from(frame.members_start);
    members = last_of_equal_keys(members);
    const std::span<const Member> kept = arena_.copy(std::span<const Member>(members));
    members_.cut(frame.members_start);
    return object(kept);
  }

  Step literal(std::string_view word, Value meaning, Value& value) {
    if (!std::string_view(at_, static_cast<std::size_t>(end_ - at_)).starts_with(word)) {
      set_unexpected("no JSON value begins so");
      return Step::failed;
    }
    at_ += word.size();
    value = meaning;
    return Step::whole;
  }

  // -?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?
  Step read_number(Value& value) {
    const char* const start = at_;
    if (*at_ == '-') ++at_;
    const bool leading_zero = at_ != end_ && *at_ == '0';
    if (!digits(start)) return Step::failed;
    if (leading_zero && at_ - start > (*start == '-' ? 2 : 1))
      return fail(Code::bad_json, "a number may not begin with 0", start);
    if (at_ != end_ && *at_ == '.') {
      ++at_;
      if (!digits(start)) return Step::failed;
    }
    if (at_ != end_ && (*at_ == 'e' || *at_ == 'E')) {
      ++at_;
      if (at_ != end_ && (*at_ == '+' || *at_ == '-')) ++at_;
      if (!digits(start)) return Step::failed;
    }
    value = number({start, static_cast<std::size_t>(at_ - start)});
    return Step::whole;
  }

  // One or more digits.
  bool digits(const char* number_start) {
    const char* const start = at_;
    while (at_ != end_ && is_digit(*at_)) ++at_;
    if (at_ == start) set_unexpected(start == number_start ? "no JSON value begins so" : "a digit is expected");
    return at_ != start;
  }

  bool read_string(std::string_view& out) {
    const char* const start = ++at_;
    bool ascii = true;
    bool escaped = false;
    for (;;) {
      const Run run = plain_run(at_, end_);
      ascii = ascii && run.ascii;
      at_ = run.end;
      if (at_ == end_) return refuse(Code::bad_json, "the document ends inside a string", at_);
      if (*at_ == '"') break;
      if (*at_ != '\\') {
        if (*at_ == 0) return refuse(Code::nul_byte, "a NUL byte", at_);
        return refuse(Code::bad_json, "a control character inside a string must be written as an escape", at_);
      }
      escaped = true;
      at_ += end_ - at_ >= 2 ? 2 : 1;
    }
    out = {start, static_cast<std::size_t>(at_ - start)};
    ++at_;
    if (!ascii) {
      const std::size_t bad = first_bad_utf8(out);
      if (bad != valid_throughout) return refuse(Code::bad_utf8, "not UTF-8", start + bad);
    }
    return !escaped || read_escapes(out);
  }

  bool read_escapes(std::string_view& text) {
    const Unescaped plain = unescape(text, arena_);
    if (plain.fault == Unescaped::Fault::none) {
      text = plain.text;
      return true;
    }
    if (plain.fault == Unescaped::Fault::escape)
      return refuse(Code::bad_json, "no such escape in a string", text.data() + plain.at);
    return refuse(Code::bad_utf8, "half of a surrogate pair", text.data() + plain.at);
  }

  Result<Value> last(const Value& value) {
    skip_space();
    if (at_ != end_) return unexpected("something stands behind the end of the document");
    return value;
  }

  Step fail(Code code, std::string detail, const char* where) {
    error_.code = code;
    error_.detail = std::move(detail);
    error_.byte = where - begin_;
    error_.pointer = place();
    return Step::failed;
  }

  bool refuse(Code code, const char* detail, const char* where) {
    fail(code, detail, where);
    return false;
  }

  // A byte that cannot stand here. What it is matters more than what was expected.
  void set_unexpected(const char* expected) {
    if (at_ != end_ && *at_ == 0) {
      fail(Code::nul_byte, "a NUL byte", at_);
      return;
    }
    const std::string_view next(at_, std::min<std::size_t>(static_cast<std::size_t>(end_ - at_), 4));
    const bool bad_utf8 = first_bad_utf8(next) == 0;
    fail(bad_utf8 ? Code::bad_utf8 : Code::bad_json, bad_utf8 ? "not UTF-8" : expected, at_);
  }
  Result<Value> unexpected(const char* expected) {
    set_unexpected(expected);
    return failure();
  }
  Result<Value> failure() { return std::move(error_); }

  // The pointer of the value that is being read: from each open frame its pending key or the number of its children.
  std::string place() {
    std::string out;
    for (std::size_t i = 0; i < frames_.size(); ++i) {
      const Frame& frame = frames_[i];
      const bool top = i + 1 == frames_.size();
      if (top && between_) break;
      if (frame.is_object) {
        const std::size_t end = top ? members_.size() : frames_[i + 1].members_start;
        append_token(members_[end - 1].key, out);
      } else {
        const std::size_t end = top ? items_.size() : frames_[i + 1].items_start;
        out += '/';
        base::append_integer(static_cast<std::int64_t>(end - frame.items_start), out);
      }
    }
    return out;
  }

  Arena& arena_;
  const Limits& limits_;
  const char* begin_;
  const char* at_;
  const char* end_;
  bool between_ = false;
  Error error_{};
  Stack<Frame, 16> frames_;
  Stack<Value, 64> items_;
  Stack<Member, 64> members_;
};

}  // namespace

Result<Value> read(std::string_view bytes, Arena& arena, const Limits& limits) {
  return Reader(bytes, arena, limits).document();
}

}  // namespace cookdiff::json
