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

std::string_view said(const edge::ObjectHead& head, std::string_view name) {
  for (const auto& [said_name, value] : head.metadata)
    if (said_name == name) return value;
  return {};
}
std::string decoded(const edge::ObjectHead& head, std::string_view name) {
  return edge::percent_decode(said(head, name)).value_or("");
}
Id said_id(const edge::ObjectHead& head, const std::string& name) {
  return {decoded(head, name), said(head, name + "-is-number") == "1"};
}
void say_id(edge::PutOptions& options, const std::string& name, const Id& id) {
  options.metadata.emplace_back(name, edge::percent_encode(id.text));
  options.metadata.emplace_back(name + "-is-number", id.is_number ? "1" : "0");
}

Archived read_archived(const edge::ObjectHead& head, std::int64_t number) {
  Archived out;
  out.version.number = number;
  out.version.size = static_cast<std::int64_t>(head.size);
  out.key = decoded(head, "key");
  out.recipe_is_number = said(head, "recipe-is-number") == "1";
  out.version.hash = said(head, "hash");
  out.version.format = said(head, "format");
  out.version.uploaded_ms = base::read_digits(said(head, "uploaded")).value_or(head.uploaded_ms);
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
std::string claims_folder(const Kitchen& kitchen) { return "claims/" + kitchen.name() + "/"; }

VersionRow listed_version(const edge::ObjectHead& head) {
  std::int64_t number = 0;
  for (const char c : std::string_view{head.key}.substr(head.key.rfind('/') + 1))
    if (c >= '0' && c <= '9') number = number * 10 + (c - '0');
  return read_archived(head, number).version;
}

KeptClaim claim_of(const ObjectRow& row) {
  return {row.kitchen, row.key, row.recipe, row.role, row.make, row.first_ms};
}

edge::Task<Done> keep_claims(edge::Instance& instance, std::vector<KeptClaim> claims) {
  if (claims.empty()) co_return Done{};
  std::vector<std::string> keys;
  for (const KeptClaim& claim : claims) keys.push_back(claim.key);
  const std::vector<std::string> hashes = co_await edge::sha256(instance, std::move(keys));
  const edge::Bucket bucket = archive_of(instance);
  for (std::size_t n = 0; n < claims.size(); ++n) {
    const KeptClaim& claim = claims[n];
    edge::PutOptions options;
    options.only_if_absent = claim.role != Role::make;
    options.content_type = "application/octet-stream";
    options.metadata = {{"key", edge::percent_encode(claim.key)},
                        {"role", std::string{role_name(claim.role)}},
                        {"first", digits(claim.first_ms)}};
    say_id(options, "recipe", claim.recipe);
    say_id(options, "make", claim.make);
    co_await bucket.put(claims_folder(claim.kitchen) + hashes[n], "", std::move(options));
  }
  co_return Done{};
}

edge::Task<Done> forget_claims(edge::Instance& instance, Kitchen kitchen, std::vector<std::string> keys) {
  std::vector<std::string> names = co_await edge::sha256(instance, std::move(keys));
  for (std::string& name : names) name.insert(0, claims_folder(kitchen));
  co_await archive_of(instance).remove(std::move(names));
  co_return Done{};
}

KeptClaim listed_claim(const Kitchen& kitchen, const edge::ObjectHead& head) {
  KeptClaim out{kitchen, "", {}, Role::claiming, {}, 0};
  out.key = decoded(head, "key");
  out.recipe = said_id(head, "recipe");
  out.make = said_id(head, "make");
  if (said(head, "role") == role_name(Role::make)) out.role = Role::make;
  if (!json::to_integer(said(head, "first"), out.first_ms)) out.first_ms = head.uploaded_ms;
  return out;
}

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
                      {"uploaded", digits(version.version.uploaded_ms)}};
  say_id(options, "recipe", recipe);
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
