// What `curl --include` prints, read.
#include "upload/curl_program.hpp"

#include <doctest/doctest.h>

using namespace cookdiff;
using upload::Answer;

namespace {

Answer read(std::string_view printed) {
  Answer answer;
  if (!upload::read_printed(printed, answer)) answer.trouble = "no answer";
  return answer;
}

}  // namespace

TEST_CASE("upload: status, Retry-After and body of what curl prints") {
  const Answer plain = read("HTTP/1.1 201 Created\r\ncontent-type: a/b\r\n\r\n{}\r\n\r\n!");
  CHECK(plain.status == 201);
  CHECK(plain.body == "{}\r\n\r\n!");
  CHECK(plain.retry_after_ms == -1);
  const Answer second = read("HTTP/2 429 \r\nx: y\r\nRetry-After:  7\r\nz: 1\r\n\r\n");
  CHECK(second.status == 429);
  CHECK(second.retry_after_ms == 7000);
  CHECK(second.body.empty());
  CHECK(read("HTTP/1.1 503 x\r\nretry-after: Wed, 21 Oct 2026 07:28:00 GMT\r\n\r\n").retry_after_ms == -1);
  CHECK(read("HTTP/1.1 503 x\r\nretry-after: -3\r\n\r\n").retry_after_ms == -1);
}

TEST_CASE("upload: heads that only announce the answer are passed over") {
  const Answer answer =
      read("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\nHTTP/1.1 200 OK\r\n\r\nbody");
  CHECK(answer.status == 200);
  CHECK(answer.body == "body");
}

TEST_CASE("upload: what is no answer of HTTP is said to be none") {
  for (const std::string_view text : {"", "hello", "HTTP/1.1 200 OK\r\n", "HTTP/1.1\r\n\r\n", "HTTP/1.1 two\r\n\r\n",
                                      "HTTP/1.1 100 Continue\r\n\r\n", "HTTP/1.1 100 x\r\n\r\nabc"}) {
    CAPTURE(text);
    CHECK(read(text).trouble == "no answer");
  }
}
