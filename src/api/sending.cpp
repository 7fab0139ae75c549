#include "api/sending.hpp"

#include "api/negotiate.hpp"
#include "api/problem.hpp"

namespace cookdiff::api {

Result<ingest::Submission> read_submission(const Context& context, ingest::Intent intent, std::string recipe) {
  const edge::Request& request = context.request;
  const std::string_view key = request.header("idempotency-key");
  if (key.size() > idempotency_key_bytes_max)
    return Error{Code::bad_value, false, "an Idempotency-Key has at most 255 bytes"};
  ingest::Submission out{
      .kitchen = context.kitchen, .intent = intent, .recipe = std::move(recipe), .body = request.body};
  if (const auto type = media_type(request.header("content-type")); type && !type->empty()) out.content_type = *type;
  out.idempotency_key = key;
  return out;
}

edge::Response refuse_document(const Context& context, const Error& error) {
  const auto type = media_type(context.request.header("content-type"));
  const bool called_json = type && (*type == "application/json" || *type == "application/ld+json");
  if (error.code == Code::unknown_format && called_json)
    return answer_of(Error{Code::bad_json, false, "the body is no JSON"});
  return answer_of(error);
}

}  // namespace cookdiff::api
