#include "store/kitchen.hpp"

#include <algorithm>

namespace cookdiff::store {

Result<Kitchen> Kitchen::named(std::string_view name) {
  const auto allowed = [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
           c == '-';
  };
  if (name.empty() || name.size() > kitchen_bytes_max || name.front() == '.' ||
      !std::all_of(name.begin(), name.end(), allowed))
    return Error{Code::bad_value, false, "a kitchen's name is 1 to 64 letters, digits, dots, dashes or underscores"};
  return Kitchen{std::string{name}};
}

std::string Kitchen::key_prefix() const { return name_ == home_kitchen ? "" : "kitchens/" + name_ + "/"; }

std::string end_of_keys(std::string_view prefix) {
  std::string end{prefix};
  if (!end.empty()) ++end.back();
  return end;
}

}  // namespace cookdiff::store
