#include "store/archive.hpp"

#include <algorithm>

#include "base/number.hpp"
#include "edge/held.hpp"
#include "edge/http.hpp"
#include "edge/stores.hpp"
#include "json/read.hpp"
#include "store/held.hpp"

namespace cookdiff::store {

namespace {

constexpr std::uint64_t body_bytes_max = std::uint64_t{8} << 20;  // no accepted document is larger

edge::Bucket archive_of(edge::Instance& instance) { return edge::Bucket(instance, std::string{archive_bucket}); }

std::string digits(std::int64_t value) {
  std::string out;
  base::append_integer(value, out);
  return out;
}

Archived read_archived(const edge::ObjectHead& head, std::int64_t number) {
  Archived out;
  out.version.number = number;
  out.version.size = static_cast<std::int64_t>(head.size);
  for (const auto& [name, value] : head.metadata) {
    if (name == "key") out.key = edge::percent_decode(value).value_or("");
    if (name == "recipe-is-number") out.recipe_is_number = value == "1";
    if (name == "hash") out.version.hash = value;
    if (name == "format") out.version.format = value;
    if (name == "uploaded") out.version.uploaded_ms = base::read_digits(value).value_or(head.uploaded_ms);
  }
  return out;
}

}  // namespace

bool is_plain(std::string_view id) {
  const auto allowed = [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
           c == '-';
  };
  return id != "." && id != ".." && std::all_of(id.begin(), id.end(), allowed);
}

std::string archive_folder(const Kitchen& kitchen) { return "originals/" + kitchen.name() + "/"; }

edge::Task<std::string> archive_folder(edge::Instance& instance, Kitchen kitchen, std::string recipe) {
  std::string out = archive_folder(kitchen);
  if (is_plain(recipe)) co_return out.append(recipe).append("/");
  std::vector<std::string> inputs;
  inputs.push_back(std::move(recipe));
  const std::vector<std::string> hashes = co_await edge::sha256(instance, std::move(inputs));
  co_return out.append("~").append(hashes[0]).append("/");
}

edge::Task<std::string> archive_key(edge::Instance& instance, Kitchen kitchen, std::string recipe,
                                    std::int64_t number) {
  constexpr std::size_t number_digits = 6;
  std::string counted = digits(number);
  if (counted.size() < number_digits) counted.insert(0, number_digits - counted.size(), '0');
  co_return co_await archive_folder(instance, std::move(kitchen), std::move(recipe)) + counted;
}

edge::Task<bool> archive(edge::Instance& instance, Kitchen kitchen, Id recipe, Archived version, std::string body) {
  edge::PutOptions options;
  options.only_if_absent = true;
  options.content_type = "application/octet-stream";
  options.metadata = {{"key", edge::percent_encode(version.key)},
                      {"hash", version.version.hash},
                      {"format", version.version.format},
                      {"uploaded", digits(version.version.uploaded_ms)},
                      {"recipe", edge::percent_encode(recipe.text)},
                      {"recipe-is-number", recipe.is_number ? "1" : "0"}};
  const std::string key = co_await archive_key(instance, kitchen, recipe.text, version.version.number);
  const auto stored = co_await archive_of(instance).put(key, std::move(body), std::move(options));
  co_return stored.has_value();
}

edge::Task<std::optional<Archived>> archived(edge::Instance& instance, Kitchen kitchen, std::string recipe,
                                             std::int64_t number) {
  const std::string key = co_await archive_key(instance, kitchen, recipe, number);
  const auto head = co_await archive_of(instance).head(key);
  if (!head) co_return std::optional<Archived>{};
  co_return std::optional<Archived>{read_archived(*head, number)};
}

edge::Task<std::optional<ArchivedDocument>> archived_document_held(edge::Instance& instance, Kitchen kitchen,
                                                                   std::string recipe, std::int64_t number,
                                                                   std::string hash) {
  const std::string key = co_await archive_key(instance, kitchen, recipe, number);
  auto object = co_await edge::get_held(instance, std::string{archive_bucket}, key, std::move(hash), body_bytes_max);
  if (!object || object->too_large) co_return std::optional<ArchivedDocument>{};
  co_return std::optional<ArchivedDocument>{
      ArchivedDocument{read_archived(object->head, number), std::move(object->body)}};
}

edge::Task<std::optional<ArchivedDocument>> archived_document(edge::Instance& instance, Kitchen kitchen,
                                                              std::string recipe, std::int64_t number) {
  co_return co_await archived_document_held(instance, std::move(kitchen), std::move(recipe), number, "");
}

}  // namespace cookdiff::store
