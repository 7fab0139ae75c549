#include "auth/access.hpp"

#include "edge/header.hpp"
#include "edge/http.hpp"
#include "json/read.hpp"

namespace cookdiff::auth {

namespace {

bool fits(const json::Value& entry, const edge::AccessIdentity& identity) {
  const std::string email = edge::lower(identity.email);
  const std::string wanted = edge::lower(edge::text_of(entry, "email"));
  if (!wanted.empty() && wanted == email) return true;
  const std::string domain = "@" + edge::lower(edge::text_of(entry, "domain"));
  if (domain.size() > 1 && email.size() > domain.size() && email.ends_with(domain)) return true;
  const std::string_view service = edge::text_of(entry, "service");
  return !service.empty() && identity.email.empty() && service == identity.subject;
}

}  // namespace

std::optional<Principal> principal_of(const edge::AccessIdentity& identity, std::string_view kitchens) {
  if (!identity.valid) return std::nullopt;
  Arena arena;
  const auto list = json::read(kitchens, arena);
  if (!list || !list->is_array()) return std::nullopt;
  for (const json::Value& entry : list->array()) {
    if (!fits(entry, identity)) continue;
    const auto scopes = Scopes::from_text(edge::text_of(entry, "scopes"));
    const std::string_view kitchen = edge::text_of(entry, "kitchen");
    if (!scopes || kitchen.empty()) return std::nullopt;
    Principal out{"", std::string{kitchen}, *scopes, Means::access};
    out.name = identity.email.empty() ? identity.subject : edge::lower(identity.email);
    return out;
  }
  return std::nullopt;
}

edge::Task<std::optional<Principal>> authenticate_access(edge::Instance& instance, std::string assertion,
                                                         std::string kitchens) {
  const edge::AccessIdentity identity = co_await edge::verify_access(instance, std::move(assertion));
  co_return principal_of(identity, kitchens);
}

}  // namespace cookdiff::auth
