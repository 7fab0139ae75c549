// Texts that callers hand back unread: cursors of lists and ids of uploads. base64url without padding (RFC 4648, 5).
// They hide nothing and grant nothing: whatever comes back is looked up in the caller's own kitchen.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace cookdiff::api {

// Longer ones cannot have come from us: an object's key has at most 1,024 bytes.
inline constexpr std::size_t opaque_letters_max = 2048;

[[nodiscard]] std::string to_opaque(std::string_view bytes);
// nullopt for anything that to_opaque does not write.
[[nodiscard]] std::optional<std::string> from_opaque(std::string_view text);

}  // namespace cookdiff::api
