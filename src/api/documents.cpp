#include "api/documents.hpp"

#include <algorithm>
#include <array>

#include "base/time.hpp"
#include "json/read.hpp"
#include "json/write.hpp"

namespace cookdiff::api {

namespace {

// A differences document of 1 MiB documents holds both sides of every change, and words besides.
constexpr std::size_t differences_bytes_max = std::size_t{32} << 20;

// Members of a make that the service itself writes.
constexpr std::array<std::string_view, 4> own_members{"recipeId", "makeId", "state", "filled"};

bool is_own(std::string_view key) {
  return std::find(own_members.begin(), own_members.end(), key) != own_members.end();
}

bool says(const json::Value& document, std::string_view key) {
  const json::Value* value = document.find(key);
  return value != nullptr && !value->is_null();
}

}  // namespace

std::string time_json(std::int64_t milliseconds) {
  if (milliseconds == 0) return "null";
  return "\"" + base::rfc3339(milliseconds) + "\"";
}

std::string recipe_body(const json::Value& document, const store::Id& recipe) {
  if (!document.is_object() || says(document, "recipeId")) return json::to_text(document);
  std::string out;
  json::Writer writer(out);
  writer.begin_object().key("recipeId").raw(recipe.json());
  for (const json::Member& member : document.object())
    if (member.key != "recipeId") writer.key(member.key).value(member.value);
  writer.end_object();
  return out;
}

std::string make_body(const json::Value& document, const store::ObjectRow& row,
                      const std::vector<std::string>& filled) {
  std::string out;
  json::Writer writer(out);
  writer.begin_object().key("recipeId").raw(row.recipe.json()).key("makeId").raw(row.make.json());
  for (const json::Member& member : document.object())
    if (!is_own(member.key)) writer.key(member.key).value(member.value);
  if (!says(document, "madeAt") && document.find("madeAt") == nullptr) writer.key("madeAt").raw(time_json(row.made_ms));
  writer.key("state").string(store::state_name(row.state)).key("filled").begin_array();
  for (const std::string& name : filled) writer.string(name);
  writer.end_array().end_object();
  return out;
}

Result<std::string> differences_body(const json::Value& make, std::string_view differences) {
  Arena arena;
  json::Limits limits;
  limits.bytes_max = differences_bytes_max;
  TRY(const json::Value own, json::read(differences, arena, limits));
  std::string out;
  json::Writer writer(out);
  writer.begin_object();
  for (const json::Member& member : make.object())
    if (own.find(member.key) == nullptr) writer.key(member.key).value(member.value);
  for (const json::Member& member : own.object()) writer.key(member.key).value(member.value);
  writer.end_object();
  return out;
}

}  // namespace cookdiff::api
