// Routes by method and path pattern. "/recipes/{id}/makes/{makeId}" binds decoded segments by name.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cookdiff::edge {

struct Route {
  std::string_view method;
  std::string_view pattern;
  int id;  // the application's own number for it
};

struct Match {
  enum class Kind { found, no_path, no_method, bad_path } kind = Kind::no_path;
  const Route* route = nullptr;
  std::vector<std::pair<std::string_view, std::string>> parameters;  // decoded
  std::string allow;                                                 // for no_method: "GET, HEAD, OPTIONS"

  [[nodiscard]] std::string_view parameter(std::string_view name) const;
};

// HEAD matches where GET does. `path` is the request's, with its escapes; a segment that cannot be decoded is bad_path.
[[nodiscard]] Match match(std::span<const Route> routes, std::string_view method, std::string_view path);

}  // namespace cookdiff::edge
