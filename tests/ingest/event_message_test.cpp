// Messages of the queue, which anybody with the credentials can make: what is no event is refused, never read on.
#include "ingest/event_message.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace cookdiff;

namespace {

std::string event(std::string_view key, std::string_view action = "PutObject", std::string_view bucket = "recipes",
                  std::string_view size = "7") {
  return R"({"account":"0","action":")" + std::string{action} + R"(","bucket":")" + std::string{bucket} +
         R"(","object":{"key":")" + std::string{key} + R"(","size":)" + std::string{size} +
         R"(,"eTag":"0"},"eventTime":"2026-11-25T00:00:00Z"})";
}

}  // namespace

TEST_CASE("a key has at most 1024 bytes, as the bucket's have") {
  const auto longest = ingest::read_event(event(std::string(1024, 'k')), "recipes");
  REQUIRE(longest);
  CHECK(longest->key == std::string(1024, 'k'));
  CHECK(longest->size == 7);
  CHECK(!ingest::read_event(event(std::string(1025, 'k')), "recipes"));
  CHECK(!ingest::read_event(event(""), "recipes"));
}

TEST_CASE("what is no event of this bucket is refused") {
  CHECK(ingest::read_event(event("a.json"), "recipes"));
  CHECK(!ingest::read_event(event("a.json"), "recipes-staging"));
  CHECK(!ingest::read_event(event("a.json", "Reformat"), "recipes"));
  for (const char* text : {"", "null", "[]", "7", "{}", "{", R"({"action":"PutObject","bucket":"recipes"})",
                           R"({"action":"PutObject","bucket":"recipes","object":[]})",
                           R"({"action":"PutObject","bucket":"recipes","object":{"key":7}})",
                           R"({"action":["PutObject"],"bucket":"recipes","object":{"key":"a"}})"})
    CHECK_MESSAGE(!ingest::read_event(text, "recipes"), text);
  // A size that is none is none.
  for (const char* size : {"-1", "1e99", "\"7\"", "null", "{}"})
    CHECK_MESSAGE(ingest::read_event(event("a.json", "PutObject", "recipes", size), "recipes")->size == 0, size);
}
