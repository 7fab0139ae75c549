// What a key of the bucket says by itself: whose kitchen it is, and what recipe/key.hpp reads out of the rest.
#pragma once

#include <string>
#include <string_view>

#include "recipe/key.hpp"
#include "store/rows.hpp"

namespace cookdiff::ingest {

using recipe::shorten;
using recipe::with_hash;

struct KeyParts : recipe::KeyIds {
  store::Kitchen kitchen = store::Kitchen::home();
  Status acceptable = Done{};  // an Error for what recipe::check_key refuses, or no valid kitchen
};
// A key that is not acceptable belongs to the kitchen that it names, else to home, so that somebody sees why.
[[nodiscard]] KeyParts read_key(std::string_view key);

// From a key or metadata: an integer where it is written as one.
[[nodiscard]] store::Id id_from_text(std::string text);

}  // namespace cookdiff::ingest
