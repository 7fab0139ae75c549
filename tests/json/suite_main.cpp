// The json room behind a line protocol, for the public suites: a JSON command a line in, a JSON answer a line out.
//   {"do":"read","hex":"7b7d"}                       -> {"text":"{}"}
//   {"do":"equal","a":…,"b":…}                       -> {"equal":true,"ordered":true}
//   {"do":"apply","document":…,"patch":…}            -> {"result":…}
//   {"do":"merge_apply","document":…,"patch":…}      -> {"result":…}
//   {"do":"diff","a":…,"b":…}                        -> {"result":patch,"applies":true}
//   {"do":"merge_diff","a":…,"b":…}                  -> {"result":patch,"applies":true}
// and in place of each answer {"error":code,"pointer":…,"byte":…}.
#include <iostream>
#include <string>

#include "json/equal.hpp"
#include "json/merge.hpp"
#include "json/patch.hpp"
#include "json/read.hpp"
#include "json/write.hpp"

using namespace cookdiff;

namespace {

constexpr json::Limits line_limits{.bytes_max = std::size_t{64} << 20, .depth_max = 300};

std::string bytes_of(std::string_view hex) {
  std::string out;
  const auto digit = [](char letter) { return letter <= '9' ? letter - '0' : (letter | 0x20) - 'a' + 10; };
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) out += static_cast<char>(digit(hex[i]) * 16 + digit(hex[i + 1]));
  return out;
}

std::string answer(const Error& error) {
  std::string out;
  json::Writer writer(out);
  writer.begin_object().key("error").string(base::code_name(error.code)).key("pointer").string(error.pointer);
  writer.key("byte").integer(error.byte).end_object();
  return out;
}

std::string answer(const Result<json::Value>& result) {
  if (!result) return answer(result.error());
  return "{\"result\":" + json::to_text(*result) + "}";
}

std::string answer(const Result<json::Value>& result, bool applies) {
  if (!result) return answer(result.error());
  return "{\"result\":" + json::to_text(*result) + ",\"applies\":" + (applies ? "true" : "false") + "}";
}

std::string answer_read(std::string_view hex) {
  Arena arena;
  const std::string bytes = bytes_of(hex);
  const Result<json::Value> value = json::read(bytes, arena);
  if (!value) return answer(value.error());
  std::string out;
  json::Writer(out).begin_object().key("text").string(json::to_text(*value)).end_object();
  return out;
}

std::string run(const json::Value& command, Arena& arena) {
  const auto part = [&](std::string_view name) {
    const json::Value* value = command.find(name);
    return value == nullptr ? json::null() : *value;
  };
  const std::string_view what = part("do").text();
  if (what == "read") return answer_read(part("hex").text());
  const json::Value a = part("a");
  const json::Value b = part("b");
  if (what == "equal") {
    const bool same = json::equal(a, b);
    const bool agree = same == (json::order(a, b) == 0) && (!same || json::hash(a) == json::hash(b));
    return std::string("{\"equal\":") + (same ? "true" : "false") + ",\"ordered\":" + (agree ? "true}" : "false}");
  }
  if (what == "apply") return answer(json::apply(part("document"), part("patch"), arena));
  if (what == "merge_apply") return answer(json::merge_apply(part("document"), part("patch"), arena));
  if (what == "diff") {
    const json::Value patch = json::diff(a, b, arena);
    const Result<json::Value> after = json::apply(a, patch, arena);
    return answer(patch, after && json::equal(*after, b));
  }
  if (what == "merge_diff") {
    const Result<json::Value> patch = json::merge_diff(a, b, arena);
    return answer(patch, patch && json::equal(json::merge_apply(a, *patch, arena), b));
  }
  return answer(Error{Code::bad_value, false, "no such command"});
}

}  // namespace

int main() {
  std::ios::sync_with_stdio(false);
  std::string line;
  while (std::getline(std::cin, line)) {
    Arena arena;
    const Result<json::Value> command = json::read(line, arena, line_limits);
    std::cout << (command ? run(*command, arena) : answer(command.error())) << '\n';
  }
  return 0;
}
