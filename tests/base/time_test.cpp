#include "base/time.hpp"

#include <doctest/doctest.h>

using cookdiff::base::read_rfc3339;
using cookdiff::base::rfc3339;

TEST_CASE("a time is written in UTC, with milliseconds only where there are some") {
  CHECK(rfc3339(0) == "1970-01-01T00:00:00Z");
  CHECK(rfc3339(1'700'000'000'250) == "2023-11-14T22:13:20.250Z");
  CHECK(rfc3339(951'782'400'000) == "2000-02-29T00:00:00Z");
  CHECK(rfc3339(-1) == "1969-12-31T23:59:59.999Z");
}

TEST_CASE("years beyond four digits are clamped") {
  CHECK(rfc3339(INT64_MAX) == "9999-12-31T23:59:59.999Z");
  CHECK(rfc3339(INT64_MIN) == "0000-01-01T00:00:00Z");
}

TEST_CASE("reading is the inverse of writing, over four centuries of days and odd times of day") {
  for (std::int64_t day = -80'000; day < 80'000; ++day) {
    const std::int64_t at = day * 86'400'000 + (day & 0xfff) * 17'041;
    REQUIRE(read_rfc3339(rfc3339(at)) == at);
  }
}

TEST_CASE("an offset, a fraction, a date alone") {
  CHECK(read_rfc3339("2024-05-01T12:00:00+02:00") == read_rfc3339("2024-05-01T10:00:00Z"));
  CHECK(read_rfc3339("2024-05-01t12:00:00.5z") == *read_rfc3339("2024-05-01T12:00:00Z") + 500);
  CHECK(read_rfc3339("2024-05-01T12:00:00.1239999Z") == *read_rfc3339("2024-05-01T12:00:00Z") + 123);
  CHECK(read_rfc3339("2024-05-01") == read_rfc3339("2024-05-01T00:00:00Z"));
}

TEST_CASE("what is no time is refused") {
  for (const char* text :
       {"", "2024", "2024-13-01", "2024-00-01", "2023-02-29", "2100-02-29", "2024-04-31", "2024-05-01T",
        "2024-05-01T12:00", "2024-05-01T12:00:00", "2024-05-01T24:00:00Z", "2024-05-01T12:00:61Z",
        "2024-05-01T12:00:00.Z", "2024-05-01T12:00:00+2:00", "2024-05-01T12:00:00Zx", "24-05-01"})
    CHECK_MESSAGE(!read_rfc3339(text), text);
}
