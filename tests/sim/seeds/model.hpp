// The plain sequential model: what the tables must say, given the two buckets and the claims that were made once. It
// knows no queue, no batch, no guard and no order: it looks at what is there and applies the contract's rules.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "sim/buckets.hpp"

namespace cookdiff::sim {

struct Claim {
  std::string role;  // "" : none was made for this key
  std::string recipe;
  bool recipe_is_number = false;
  std::string make;
  bool make_is_number = false;
  std::int64_t first_ms = 0;
};

struct Expected {
  std::string state;
  std::string reason;       // of a rejected object, where the model can name it; of a pending one always
  std::int64_t pinned = 0;  // of a stored make
  std::string differences;
  bool operator==(const Expected&) const = default;
};

// An archived version, as its metadata says.
struct ArchivedVersion {
  std::int64_t number = 0;
  std::int64_t uploaded_ms = 0;
  std::string hash;
  std::string key;
  std::string body;
};
using RecipeKey = std::pair<std::string, std::string>;  // kitchen, recipe
using Accepted = std::map<RecipeKey, std::vector<ArchivedVersion>>;
[[nodiscard]] Accepted read_archive(const BucketStore::Objects& archive);

[[nodiscard]] std::string kitchen_of(std::string_view key);
// Of every key that has an object or a claim; a key that is absent here is owed nothing, or a row `withdrawn`.
[[nodiscard]] std::map<std::string, Expected> expect(const BucketStore::Objects& bucket, const Accepted& recipes,
                                                     const std::map<std::string, Claim>& claims);

}  // namespace cookdiff::sim
