// Equal keys in one object: the last wins, as every reader that users know does it.
#pragma once

#include <span>

#include "json/value.hpp"

namespace cookdiff::json {

// Drops each member whose key comes again behind it, in place; gives those that are left, in their order.
[[nodiscard]] std::span<Member> last_of_equal_keys(std::span<Member> members);

}  // namespace cookdiff::json
