// The two calls that are open to all.
#include "api/calls.hpp"
#include "api/openapi.hpp"
#include "diff/compare.hpp"
#include "json/write.hpp"
#include "store/tokens.hpp"

namespace cookdiff::api {

Answer health(Context& context) {
  // One row by its key, of a token that there cannot be: says whether the database answers and has its tables.
  co_await store::token(context.instance, "");
  std::string body;
  json::Writer(body).begin_object().key("status").string("ok").key("engine").string(diff::engine).end_object();
  co_return json_response(std::move(body));
}

Answer openapi(Context&) { co_return json_response(std::string{openapi_document}); }

}  // namespace cookdiff::api
