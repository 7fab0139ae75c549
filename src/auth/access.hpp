// People who come through Cloudflare Access. The host verifies the assertion (workers/access.ts: RS256 alone, issuer,
// audience, time, the team's keys); here it is mapped to a kitchen and scopes by the operator's configuration:
//
//   ACCESS_KITCHENS = [{"email":"anna@example.com","kitchen":"home","scopes":"read upload"},
//                      {"domain":"example.com","kitchen":"bakery","scopes":"read"},
//                      {"service":"robot.access","kitchen":"home","scopes":"upload"}]
//
// The first entry that fits counts. Who fits none, or an entry that cannot be read, is not let in.
#pragma once

#include "auth/authenticate.hpp"
#include "edge/stores.hpp"

namespace cookdiff::auth {

// nullopt: not admitted. Fails when the team's keys cannot be had (503), never open.
[[nodiscard]] edge::Task<std::optional<Principal>> authenticate_access(edge::Instance& instance, std::string assertion,
                                                                       std::string kitchens);

// What the configuration gives that identity.
[[nodiscard]] std::optional<Principal> principal_of(const edge::AccessIdentity& identity, std::string_view kitchens);

}  // namespace cookdiff::auth
