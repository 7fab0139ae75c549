// Kitchen: whose data it is. Every query carries one, and one is made only from a valid name, so that a query without a
// kitchen cannot be written. Queries of the system itself (the sweep) are in system.hpp alone.
#pragma once

#include <compare>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.hpp"
#include "edge/database.hpp"
#include "edge/instance.hpp"

namespace cookdiff::store {

inline constexpr std::size_t kitchen_bytes_max = 64;
inline constexpr std::string_view home_kitchen = "home";

class Kitchen {
 public:
  // 1 to 64 of [A-Za-z0-9._-], not beginning with a dot; anything else is `bad_value`.
  [[nodiscard]] static Result<Kitchen> named(std::string_view name);
  [[nodiscard]] static Kitchen home() { return Kitchen{std::string{home_kitchen}}; }

  [[nodiscard]] const std::string& name() const { return name_; }
  // What its keys in the bucket begin with: "" for home, "kitchens/<name>/" for the others.
  [[nodiscard]] std::string key_prefix() const;

  auto operator<=>(const Kitchen&) const = default;

 private:
  explicit Kitchen(std::string name) : name_(std::move(name)) {}
  std::string name_;
};

// The names of the bindings, as the Workers' configurations have them.
inline constexpr std::string_view recipes_bucket = "RECIPES";
inline constexpr std::string_view archive_bucket = "ARCHIVE";
inline constexpr std::string_view database_binding = "DB";  // the first; databases.hpp has the others
// Behind every key that begins so: in order of bytes, '0' is behind '/'. "" for "": there is no end.
[[nodiscard]] std::string end_of_keys(std::string_view prefix);

inline constexpr std::string_view cache_binding = "CACHE";
inline constexpr std::string_view uploads_queue = "UPLOADS";

}  // namespace cookdiff::store
