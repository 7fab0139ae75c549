#include "base/error.hpp"

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

}  // namespace cookdiff::base
