// The Transport by the program curl: what a static cookdiff has in place of libcurl, and what COOKDIFF_CURL names,
// where a machine's own curl knows its certificates and proxies. ~/.curlrc is not read: it could follow redirections.
#pragma once

#include <memory>
#include <string>

#include "base/result.hpp"
#include "upload/transport.hpp"

namespace cookdiff::upload {

// Where PATH has a curl; "" where it has none. A name with a / is taken as it is, where that may be run.
[[nodiscard]] std::string find_program(const std::string& name);

// As http_transport (upload/http.hpp) says. The token goes to the program by a pipe, never by its arguments, which
// everybody on the machine may read. One process a call.
[[nodiscard]] std::unique_ptr<Transport> curl_transport(std::string program, std::string address,
                                                        const std::string& token, std::size_t slots);

// The status, the seconds of Retry-After and the body of what `curl --include` printed; false when it is no answer of
// HTTP.
[[nodiscard]] bool read_printed(std::string_view printed, Answer& answer);

}  // namespace cookdiff::upload
