#include "api/context.hpp"

#include "api/opaque.hpp"
#include "base/number.hpp"
#include "base/time.hpp"

namespace cookdiff::api {

namespace {

std::optional<store::Place> read_cursor(std::string_view cursor) {
  const auto bytes = from_opaque(cursor);
  if (!bytes) return std::nullopt;
  const std::size_t colon = bytes->find(':');
  if (colon == std::string::npos) return std::nullopt;
  const auto milliseconds = base::read_digits(std::string_view{*bytes}.substr(0, colon));
  // Percent-encoded inside, so that whatever the letters decode to is text.
  auto id = edge::percent_decode(std::string_view{*bytes}.substr(colon + 1));
  if (!milliseconds || !id) return std::nullopt;
  return store::Place{*milliseconds, *std::move(id)};
}

}  // namespace

Result<std::string> read_parameter(const edge::Request& request, std::string_view name) {
  auto value = request.parameter(name);
  if (value && value->size() <= parameter_bytes_max) return *std::move(value);
  // A name that is there with a broken value must not pass for one that is absent.
  const std::string with_equals = std::string{name} + "=";
  const bool there =
      request.query.starts_with(with_equals) || request.query.find("&" + with_equals) != std::string::npos;
  if (!value && !there) return std::string{};
  return Error{Code::bad_value, false, "?" + std::string{name} + "= is not readable text of at most 1024 bytes"};
}

Result<std::optional<std::int64_t>> read_time(const edge::Request& request, std::string_view name) {
  TRY(const std::string text, read_parameter(request, name));
  if (text.empty()) return std::optional<std::int64_t>{};
  const auto time = base::read_rfc3339(text);
  if (!time) return Error{Code::bad_value, false, "?" + std::string{name} + "= is a date or a time of RFC 3339"};
  return time;
}

Result<PageRequest> read_page(const edge::Request& request) {
  PageRequest out;
  if (request.parameter("limit") || request.query.find("limit=") != std::string::npos) {
    TRY(const std::string text, read_parameter(request, "limit"));
    const auto limit = base::read_digits(text);
    if (!limit || *limit < 1 || *limit > store::page_rows_max)
      return Error{Code::bad_value, false,
                   "?limit= is a whole number from 1 to " + std::to_string(store::page_rows_max)};
    out.limit = static_cast<int>(*limit);
  }
  if (const auto text = request.parameter("cursor")) {
    auto place = read_cursor(*text);
    if (!place) return Error{Code::bad_value, false, "?cursor= is not one that a list has given"};
    out.after = *std::move(place);
  }
  return out;
}

std::string cursor_of(const store::Place& place) {
  return to_opaque(std::to_string(place.ms) + ":" + edge::percent_encode(place.id));
}

void write_next(json::Writer& writer, const std::optional<store::Place>& next) {
  writer.key("next");
  if (next) {
    writer.string(cursor_of(*next));
  } else {
    writer.null();
  }
}

edge::Response json_response(std::string body) {
  edge::Response response;
  response.headers.emplace_back("content-type", "application/json");
  response.body = std::move(body);
  return response;
}

}  // namespace cookdiff::api
