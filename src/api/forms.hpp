// The forms that differences come in, and which of them a caller gets.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/arena.hpp"
#include "base/result.hpp"
#include "diff/compare.hpp"
#include "edge/http.hpp"
#include "json/value.hpp"

namespace cookdiff::api {

enum class Form : std::uint8_t { json, patch, merge_patch, text, html };

[[nodiscard]] constexpr bool is_patch(Form form) { return form == Form::patch || form == Form::merge_patch; }

// By place: the media type of each Form; the first is what we like best.
inline constexpr std::array<std::string_view, 5> difference_types{
    "application/json", "application/json-patch+json", "application/merge-patch+json", "text/plain", "text/html"};
inline constexpr std::array<std::string_view, 1> json_types{"application/json"};
inline constexpr std::array<std::string_view, 1> metrics_types{"application/openmetrics-text"};

// nullopt: the caller accepts none of them (406).
[[nodiscard]] std::optional<Form> form_for(const edge::Request& request);

// A pair of documents that are compared: the make is filled already.
struct Pair {
  json::Value original;
  json::Value make;
  diff::Placement placement{};
};
// The pair's differences in one of the forms. `unsupported` where a merge patch cannot say it.
[[nodiscard]] Result<edge::Response> show(const Pair& pair, Form form, Arena& arena);

}  // namespace cookdiff::api
