#include "store/rows.hpp"

#include <array>

#include "base/number.hpp"
#include "json/write.hpp"

namespace cookdiff::store {

namespace {
constexpr std::array<std::string_view, 6> state_names = {"queued",   "stored", "pending",
                                                         "rejected", "failed", "withdrawn"};
constexpr std::array<std::string_view, 3> original_state_names = {"none", "stored", "withdrawn"};
}  // namespace

std::string_view state_name(State state) { return state_names[static_cast<std::size_t>(state)]; }

std::optional<State> state_named(std::string_view name) {
  for (std::size_t n = 0; n < state_names.size(); ++n)
    if (state_names[n] == name) return static_cast<State>(n);
  return std::nullopt;
}

std::string_view role_name(Role role) {
  switch (role) {
    case Role::original: return "original";
    case Role::make: return "make";
    case Role::claiming: return "claiming";
    case Role::none: break;
  }
  return "";
}

std::string_view original_state_name(OriginalState state) {
  return original_state_names[static_cast<std::size_t>(state)];
}

OriginalState original_state_named(std::string_view name) {
  for (std::size_t n = 0; n < original_state_names.size(); ++n)
    if (original_state_names[n] == name) return static_cast<OriginalState>(n);
  return OriginalState::none;
}

std::string Id::json() const {
  if (!present()) return "null";
  if (is_number) return text;
  std::string out;
  json::write_string(text, out);
  return out;
}

std::string RecipeRow::guard() const {
  if (generation == 0) return "";
  std::string out;
  base::append_integer(generation, out);
  out.append(":").append(original_state_name(state)).append(":");
  base::append_integer(current, out);
  return out;
}

}  // namespace cookdiff::store
