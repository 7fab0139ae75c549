// Reading a frame's header without a trap: what is missing or of another type gives the empty value.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "json/read.hpp"
#include "json/value.hpp"

namespace cookdiff::edge {

[[nodiscard]] inline std::string_view text_of(const json::Value& header, std::string_view key) {
  const json::Value* value = header.find(key);
  return value != nullptr ? value->text() : std::string_view{};
}

[[nodiscard]] inline bool flag_of(const json::Value& header, std::string_view key) {
  const json::Value* value = header.find(key);
  return value != nullptr && value->boolean;
}

[[nodiscard]] inline std::int64_t integer_of(const json::Value& header, std::string_view key) {
  const json::Value* value = header.find(key);
  std::int64_t out = 0;
  return value != nullptr && value->is_number() && json::to_integer(value->number_text(), out) ? out : 0;
}

[[nodiscard]] inline std::vector<std::pair<std::string, std::string>> texts_of(const json::Value& header,
                                                                               std::string_view key) {
  std::vector<std::pair<std::string, std::string>> out;
  if (const json::Value* value = header.find(key))
    for (const json::Member& member : value->object()) out.emplace_back(member.key, member.value.text());
  return out;
}

}  // namespace cookdiff::edge
