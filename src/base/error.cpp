#include "base/error.hpp"

#include "base/result.hpp"

namespace cookdiff::base {

std::string_view code_name(Code code) {
  switch (code) {
    case Code::bad_json: return "bad-json";
    case Code::bad_utf8: return "bad-utf8";
    case Code::nul_byte: return "nul-byte";
    case Code::too_large: return "too-large";
    case Code::too_deep: return "too-deep";
    case Code::wrong_type: return "wrong-type";
    case Code::bad_value: return "bad-value";
    case Code::missing: return "missing";
    case Code::unknown_format: return "unknown-format";
    case Code::conflict: return "conflict";
    case Code::not_found: return "not-found";
    case Code::unsupported: return "unsupported";
    case Code::unavailable: return "unavailable";
    case Code::timeout: return "timeout";
    case Code::lost_race: return "lost-race";
  }
  return "unknown";
}

namespace detail {

Error* box(Error&& error) { return new Error(std::move(error)); }
Error* copy(const Error* error) { return error == nullptr ? nullptr : new Error(*error); }
void drop(Error* error) {
  if (error != taken()) delete error;
}
Error* taken() {
  alignas(Error) static unsigned char nothing[sizeof(Error)];
  return reinterpret_cast<Error*>(nothing);
}

}  // namespace detail

}  // namespace cookdiff::base
