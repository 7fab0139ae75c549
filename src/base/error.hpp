// What went wrong, as a value. Three kinds are kept apart: bad input (the caller's bytes; never retried),
// host (a store or service did not do its part; retryable or not), and our own bug, which is no Error: see assert.hpp.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace cookdiff::base {

enum class Code : std::uint8_t {
  // bad input
  bad_json,        // no JSON: `byte` says where
  bad_utf8,        // not strict UTF-8: `byte` says where
  nul_byte,        // a NUL byte in the text
  too_large,       // more bytes, items or letters than the limit that `detail` names
  too_deep,        // nested deeper than the limit
  wrong_type,      // a value of another JSON type than the field has: `pointer`
  bad_value,       // right type, impossible value (a negative quantity, an id of 129 bytes): `pointer`
  missing,         // something needed is absent
  unknown_format,  // no format that we read
  conflict,        // the decision was taken otherwise before (an id taken, a claim of another role)
  not_found,       // there is none
  unsupported,     // understood, and cannot be said or done (a merge patch with null members)
  // host
  unavailable,  // the store or service failed; `retryable` says whether to try again
  timeout,      // the deadline passed; whether it was done is unknown
  lost_race,    // a guarded write found that somebody else was first: read again
};

// Bad input says where: an RFC 6901 pointer into the document, or a byte offset, or both.
struct Error {
  Code code;
  bool retryable = false;
  std::string detail;      // one sentence for people, without the document's own text
  std::string pointer{};   // RFC 6901; "" is the whole document
  std::int64_t byte = -1;  // offset into the input, -1 where it has no meaning

  [[nodiscard]] bool is_host() const { return code >= Code::unavailable; }
};

// The stable name of a code, as in problem+json's `type` and in reasons: "bad-json".
[[nodiscard]] std::string_view code_name(Code code);

}  // namespace cookdiff::base

namespace cookdiff {
using base::Code;
using base::Error;
}  // namespace cookdiff
