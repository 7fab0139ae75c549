#include "api/problem.hpp"

#include "json/write.hpp"
#include "store/failure.hpp"

namespace cookdiff::api {

namespace {

int status_of(const Error& error) {
  switch (error.code) {
    case Code::bad_json:
    case Code::bad_utf8:
    case Code::nul_byte: return 400;
    case Code::too_large:
      return error.pointer.empty() ? 413 : 422;  // the bytes as a whole, or one list or text in them
    case Code::too_deep:
    case Code::wrong_type:
    case Code::bad_value:
    case Code::missing:
    case Code::unknown_format:
    case Code::unsupported: return 422;
    case Code::conflict: return 409;
    case Code::not_found: return 404;
    case Code::lost_race: return 503;
    case Code::unavailable:
    case Code::timeout: break;
  }
  return error.retryable ? 503 : 500;
}

}  // namespace

Problem problem_of(const Error& error) {
  Problem out;
  out.status = status_of(error);
  out.type = base::code_name(error.code);
  if (store::is_unmigrated(error)) {
    out.status = 503;
    out.type = "migrations-missing";
    out.detail = "run the migrations: npx wrangler d1 migrations apply cookdiff --remote (or --local)";
  } else if (error.is_host()) {
    // A store's own message may name our insides.
    out.detail = out.status == 503 ? "a store did not answer; try again"
                                   : "a store answered with something else than was asked for";
  } else {
    out.detail = error.detail;
    if (error.byte >= 0) out.detail += " (byte " + std::to_string(error.byte) + ")";
    out.has_pointer = out.status == 422 || !error.pointer.empty();
    out.pointer = error.pointer;
  }
  if (out.status == 503) out.headers.emplace_back("retry-after", std::to_string(retry_after_seconds));
  return out;
}

edge::Response to_response(const Problem& problem) {
  edge::Response response;
  response.status = problem.status;
  response.headers = problem.headers;
  response.headers.emplace_back("content-type", "application/problem+json");
  json::Writer writer(response.body);
  writer.begin_object();
  writer.key("type").string("urn:cookdiff:problem:" + std::string{problem.type});
  writer.key("title").string(status_title(problem.status));
  writer.key("status").integer(problem.status);
  if (!problem.detail.empty()) writer.key("detail").string(problem.detail);
  if (problem.has_pointer) writer.key("pointer").string(problem.pointer);
  writer.end_object();
  return response;
}

edge::Response no_such_path() {
  return to_response({404, "not-found", "no call has this path; /openapi.json lists them all"});
}
edge::Response not_found(std::string detail) { return to_response({404, "not-found", std::move(detail)}); }
edge::Response bad_request(std::string detail) { return to_response({400, "bad-request", std::move(detail)}); }
edge::Response conflict(std::string_view type, std::string detail) {
  return to_response({409, type, std::move(detail)});
}
edge::Response unprocessable(std::string detail, std::string pointer) {
  return to_response({422, "bad-value", std::move(detail), true, std::move(pointer)});
}
edge::Response answer_of(const Error& error) { return to_response(problem_of(error)); }

std::string_view status_title(int status) {
  switch (status) {
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 406: return "Not Acceptable";
    case 409: return "Conflict";
    case 412: return "Precondition Failed";
    case 413: return "Content Too Large";
    case 415: return "Unsupported Media Type";
    case 422: return "Unprocessable Content";
    case 429: return "Too Many Requests";
    case 503: return "Service Unavailable";
    default: return "Internal Server Error";
  }
}

}  // namespace cookdiff::api
