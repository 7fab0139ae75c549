// What a token may do. `admin` holds `read` and `upload`; `upload` does not hold `read`, so that a machine which only
// sends documents cannot read anybody's. `metrics` is of the whole service, not of a kitchen: no other scope holds it,
// and only the operator can give it (scripts/token.mjs), never the API.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cookdiff::auth {

enum class Scope : std::uint8_t { read = 1, upload = 2, admin = 4, metrics = 8 };

[[nodiscard]] std::string_view scope_name(Scope scope);

class Scopes {
 public:
  Scopes() = default;
  // From names separated by one space each, in any order: "read upload". nullopt for an empty list or an unknown name.
  [[nodiscard]] static std::optional<Scopes> from_text(std::string_view text);

  void add(Scope scope) { bits_ = static_cast<std::uint8_t>(bits_ | static_cast<std::uint8_t>(scope)); }
  [[nodiscard]] bool allows(Scope scope) const { return has(scope) || (scope != Scope::metrics && has(Scope::admin)); }
  [[nodiscard]] bool empty() const { return bits_ == 0; }
  [[nodiscard]] std::vector<Scope> list() const;
  [[nodiscard]] std::string text() const;  // "read upload admin metrics", in this order

 private:
  [[nodiscard]] bool has(Scope scope) const { return (bits_ & static_cast<std::uint8_t>(scope)) != 0; }
  std::uint8_t bits_ = 0;
};

}  // namespace cookdiff::auth
