#include "api/body.hpp"

#include <array>
#include <string_view>

#include "api/negotiate.hpp"
#include "api/problem.hpp"

namespace cookdiff::api {

namespace {

constexpr std::array<std::string_view, 4> document_types{"application/json", "application/ld+json", "text/html",
                                                         "text/plain"};

edge::Response unsupported_type(BodyKind kind) {
  const bool document = kind == BodyKind::document;
  const std::string_view types =
      document ? "application/json, application/ld+json, text/html, text/plain" : "application/json";
  Problem problem{415, "unsupported-media-type",
                  "the body's Content-Type is one of: " + std::string{types} + " (UTF-8, no Content-Encoding)"};
  problem.headers.emplace_back("accept-post", types);
  return to_response(problem);
}

}  // namespace

std::optional<edge::Response> refuse_body(const edge::Request& request, BodyKind kind) {
  if (kind == BodyKind::none) return std::nullopt;
  const auto type = media_type(request.header("content-type"));
  const std::string_view encoding = request.header("content-encoding");
  if (!type || !(encoding.empty() || encoding == "identity")) return unsupported_type(kind);
  // Without a Content-Type the content says what it is.
  bool known = type->empty();
  for (const std::string_view name : document_types)
    known = known || (*type == name && (kind == BodyKind::document || name == "application/json"));
  if (!known) return unsupported_type(kind);
  const bool page = kind == BodyKind::document && *type == "text/html";
  const std::size_t bytes_max = page ? page_body_bytes_max : json_body_bytes_max;
  if (request.body_too_large || request.body.size() > bytes_max)
    return to_response({413, "too-large", "the body has more than " + std::to_string(bytes_max) + " bytes"});
  return std::nullopt;
}

}  // namespace cookdiff::api
