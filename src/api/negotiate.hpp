// Which form of an answer a caller wants (RFC 9110, 12.5.1), and which form of a body it sends.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace cookdiff::api {

// More media ranges than this in one Accept are not looked at.
inline constexpr int media_ranges_max = 32;

// The place in `offered` (full media types, the first is the one that we like best) that the header `accept` likes
// best: by its q, ties by our order. An absent header accepts the first. nullopt: none of them (406).
[[nodiscard]] std::optional<std::size_t> choose_form(std::string_view accept,
                                                     std::span<const std::string_view> offered);

// A Content-Type without its parameters, in lower case. nullopt when it has a charset that is not UTF-8.
[[nodiscard]] std::optional<std::string> media_type(std::string_view content_type);

}  // namespace cookdiff::api
