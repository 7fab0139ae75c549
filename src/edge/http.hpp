// Request and Response, as values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cookdiff::edge {

using Headers = std::vector<std::pair<std::string, std::string>>;

struct Request {
  std::string method;  // upper case
  std::string path;    // as it was sent, with its escapes, without the query
  std::string query;   // without the question mark
  Headers headers;     // names in lower case
  std::string body;    // empty when the host refused to read it: see body_too_large
  bool body_too_large = false;
  std::string address;  // the client's, as the platform says
  std::string origin;   // scheme, host and port that it was sent to: "https://cookdiff.example"

  [[nodiscard]] std::string_view header(std::string_view lower_case_name) const;  // "" when absent
  // The decoded value of ?name=…; nullopt when absent, and when its escapes are malformed.
  [[nodiscard]] std::optional<std::string> parameter(std::string_view name) const;
};

struct Response {
  int status = 200;
  Headers headers;
  std::string body;
};

// A header's value without the white space around it (RFC 9110, OWS).
[[nodiscard]] std::string_view trim(std::string_view text);
[[nodiscard]] std::string lower(std::string_view text);  // of ASCII letters, as SQLite's lower() too

// {"status","headers"}: a Response without its body, as it crosses to the host.
[[nodiscard]] std::string head_json(const Response& response);

// Percent-decoding to strict UTF-8; nullopt for a broken escape, a NUL or bad UTF-8.
[[nodiscard]] std::optional<std::string> percent_decode(std::string_view text);
[[nodiscard]] std::string percent_encode(std::string_view text);  // all but unreserved letters

}  // namespace cookdiff::edge
