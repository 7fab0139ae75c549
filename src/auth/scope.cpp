#include "auth/scope.hpp"

#include <array>

namespace cookdiff::auth {

namespace {
constexpr std::array scopes_in_order{Scope::read, Scope::upload, Scope::admin, Scope::metrics};
}  // namespace

std::string_view scope_name(Scope scope) {
  switch (scope) {
    case Scope::read: return "read";
    case Scope::upload: return "upload";
    case Scope::admin: return "admin";
    case Scope::metrics: break;
  }
  return "metrics";
}

std::optional<Scopes> Scopes::from_text(std::string_view text) {
  Scopes out;
  for (;;) {
    const std::size_t end = text.find(' ');
    const std::string_view name = text.substr(0, end);
    bool known = false;
    for (const Scope scope : scopes_in_order) {
      if (name != scope_name(scope)) continue;
      out.add(scope);
      known = true;
    }
    if (!known) return std::nullopt;
    if (end == std::string_view::npos) return out;
    text.remove_prefix(end + 1);
  }
}

std::vector<Scope> Scopes::list() const {
  std::vector<Scope> out;
  for (const Scope scope : scopes_in_order)
    if (has(scope)) out.push_back(scope);
  return out;
}

std::string Scopes::text() const {
  std::string out;
  for (const Scope scope : list()) {
    if (!out.empty()) out += ' ';
    out += scope_name(scope);
  }
  return out;
}

}  // namespace cookdiff::auth
