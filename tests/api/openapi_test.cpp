// openapi.yaml and the table of routes say the same, both ways.
#include "api/openapi.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>

#include "api/routes.hpp"
#include "json/read.hpp"

using namespace cookdiff;
using namespace cookdiff::api;

namespace {

std::string upper(std::string_view text) {
  std::string out{text};
  for (char& letter : out)
    if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
  return out;
}

bool is_method(std::string_view key) {
  return key == "get" || key == "post" || key == "put" || key == "delete" || key == "patch";
}

// What the document says of a call's door: "open", "read", "upload", "admin".
std::string door_of(const json::Value& operation) {
  const json::Value* security = operation.find("security");
  const bool none_needed = security != nullptr && (security->array().empty() || security->array()[0].object().empty());
  if (none_needed) return "open";
  const json::Value* description = operation.find("description");
  const std::string_view text = description != nullptr ? description->text() : "";
  constexpr std::string_view lead = "Scope: ";
  if (!text.starts_with(lead)) return "none";
  return std::string{text.substr(lead.size(), text.find('.') - lead.size())};
}

std::set<std::string> of_document() {
  Arena arena;
  std::set<std::string> out;
  const auto document = json::read(openapi_document, arena);
  REQUIRE(document);
  for (const json::Member& path : document->find("paths")->object())
    for (const json::Member& operation : path.value.object())
      if (is_method(operation.key))
        out.insert(upper(operation.key) + " " + std::string{path.key} + " " + door_of(operation.value));
  return out;
}

std::set<std::string> of_routes() {
  std::set<std::string> out;
  for (const edge::Route& route : routes()) {
    const auto scope = scope_of(static_cast<Call>(route.id));
    const std::string door = is_open(static_cast<Call>(route.id)) ? "open" : "any";
    out.insert(std::string{route.method} + " " + std::string{route.pattern} + " " +
               (scope ? std::string{auth::scope_name(*scope)} : door));
  }
  return out;
}

}  // namespace

TEST_CASE("every route is in the document with its scope, and none beside it") {
  const auto document = of_document();
  const auto table = of_routes();
  CHECK(document.size() == routes().size());
  for (const std::string& call : table) CHECK_MESSAGE(document.contains(call), call);
  for (const std::string& call : document) CHECK_MESSAGE(table.contains(call), call);
}
