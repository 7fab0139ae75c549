// Bytes to JSON: never a crash; what is accepted comes out and in again as the same; and another library agrees about
// what JSON is, where it can be asked (it takes a NUL byte for the end, and has no limit of depth).
#include <cstdint>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "json/equal.hpp"
#include "json/read.hpp"
#include "json/write.hpp"

using namespace cookdiff;

namespace {

void must(bool holds) {
  if (!holds) std::abort();
}

void check_numbers(const json::Value& value) {
  if (value.is_number()) {
    const std::string text(value.number_text());
    const double ours = json::to_double(text);
    const double theirs = std::strtod(text.c_str(), nullptr);
    must(ours == theirs);
    std::int64_t integer = 0;
    if (json::to_integer(text, integer)) must(static_cast<double>(integer) == ours);
  }
  for (const json::Value& item : value.array()) check_numbers(item);
  for (const json::Member& member : value.object()) check_numbers(member.value);
}

// What nlohmann says of the bytes. Numbers that no double holds it refuses, which are kept here as they are written:
// then it cannot be asked.
enum class Verdict { accepted, refused, unknown };
struct Listener : nlohmann::json_sax<nlohmann::json> {
  static constexpr int number_overflow = 406;
  bool unknown = false;
  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(number_integer_t) override { return true; }
  bool number_unsigned(number_unsigned_t) override { return true; }
  bool number_float(number_float_t, const string_t&) override { return true; }
  bool string(string_t&) override { return true; }
  bool binary(binary_t&) override { return true; }
  bool start_object(std::size_t) override { return true; }
  bool key(string_t&) override { return true; }
  bool end_object() override { return true; }
  bool start_array(std::size_t) override { return true; }
  bool end_array() override { return true; }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception& fault) override {
    unknown = fault.id == number_overflow;
    return false;
  }
};
Verdict verdict_of(std::string_view bytes) {
  Listener listener;
  if (nlohmann::json::sax_parse(bytes, &listener)) return Verdict::accepted;
  return listener.unknown ? Verdict::unknown : Verdict::refused;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  Arena arena;
  const Result<json::Value> value = json::read(bytes, arena);
  if (!value) {
    const Error& error = value.error();
    must(!error.detail.empty() && error.byte <= static_cast<std::int64_t>(size));
    // Lone surrogates as escapes are accepted by nobody; depth and NUL are ours to refuse.
    if (error.code == Code::bad_json || error.code == Code::bad_utf8)
      must(verdict_of(bytes) != Verdict::accepted || bytes.find('\0') != std::string_view::npos);
    return 0;
  }
  must(verdict_of(bytes) != Verdict::refused);
  check_numbers(*value);
  const std::string text = json::to_text(*value);
  Arena again_arena;
  const Result<json::Value> again = json::read(text, again_arena, {.bytes_max = text.size()});
  must(static_cast<bool>(again));
  must(json::equal(*value, *again) && json::order(*value, *again) == 0 && json::hash(*value) == json::hash(*again));
  must(json::to_text(*again) == text);
  return 0;
}
