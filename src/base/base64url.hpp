// base64url without padding (RFC 4648, section 5): bytes as text that stands in a URL as it is.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace cookdiff::base {

[[nodiscard]] std::string to_base64url(std::string_view bytes);
// nullopt for anything that to_base64url does not write: one text for the same bytes.
[[nodiscard]] std::optional<std::string> from_base64url(std::string_view text);

}  // namespace cookdiff::base
