#include "edge/frame.hpp"

#include <doctest/doctest.h>

using namespace cookdiff;
using namespace cookdiff::edge;

TEST_CASE("a frame comes back as it was made") {
  Arena arena;
  const std::string bytes = make_frame(R"({"a":1})", std::string_view("b\0c", 3));
  const Result<Frame> frame = read_frame(bytes, arena);
  REQUIRE(frame);
  CHECK(frame->header.find("a") != nullptr);
  CHECK(frame->body == std::string_view("b\0c", 3));
}

TEST_CASE("a malformed frame is the host's fault and no trap") {
  Arena arena;
  const std::string good = make_frame(R"({"a":1})");
  for (std::size_t size = 0; size < good.size(); ++size)
    CHECK_FALSE(read_frame(std::string_view{good}.substr(0, size), arena));
  CHECK_FALSE(read_frame(std::string_view("\xff\xff\xff\xff{}", 6), arena));
  CHECK_FALSE(read_frame(make_frame("{"), arena));
  CHECK(read_frame(make_frame("{"), arena).error().code == Code::unavailable);
}
