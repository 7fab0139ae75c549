#include "store/archive.hpp"

#include "base/number.hpp"
#include "edge/http.hpp"
#include "json/read.hpp"

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
    if (name == "uploaded" && !json::to_integer(value, out.version.uploaded_ms))
      out.version.uploaded_ms = head.uploaded_ms;
  }
  return out;
}

}  // namespace

std::string archive_key(const Kitchen& kitchen, std::string_view recipe, std::int64_t number) {
  constexpr std::size_t number_digits = 6;
  std::string counted = digits(number);
  if (counted.size() < number_digits) counted.insert(0, number_digits - counted.size(), '0');
  std::string id = edge::percent_encode(recipe);
  // "." and ".." are unreserved letters, and no names of folders.
  if (id == "." || id == "..") id.replace(0, 1, "%2E");
  return std::string{"originals/"}.append(kitchen.name()).append("/").append(id).append("/").append(counted);
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
  const std::string key = archive_key(kitchen, recipe.text, version.version.number);
  const auto stored = co_await archive_of(instance).put(key, std::move(body), std::move(options));
  co_return stored.has_value();
}

edge::Task<std::optional<Archived>> archived(edge::Instance& instance, Kitchen kitchen, std::string recipe,
                                             std::int64_t number) {
  const auto head = co_await archive_of(instance).head(archive_key(kitchen, recipe, number));
  if (!head) co_return std::optional<Archived>{};
  co_return std::optional<Archived>{read_archived(*head, number)};
}

edge::Task<std::optional<ArchivedDocument>> archived_document(edge::Instance& instance, Kitchen kitchen,
                                                              std::string recipe, std::int64_t number) {
  auto object = co_await archive_of(instance).get(archive_key(kitchen, recipe, number), body_bytes_max);
  if (!object || object->too_large) co_return std::optional<ArchivedDocument>{};
  co_return std::optional<ArchivedDocument>{
      ArchivedDocument{read_archived(object->head, number), std::move(object->body)}};
}

}  // namespace cookdiff::store
