#include "api/opaque.hpp"

#include "base/base64url.hpp"

namespace cookdiff::api {

std::string to_opaque(std::string_view bytes) { return base::to_base64url(bytes); }

std::optional<std::string> from_opaque(std::string_view text) {
  if (text.empty() || text.size() > opaque_letters_max) return std::nullopt;
  return base::from_base64url(text);
}

}  // namespace cookdiff::api
