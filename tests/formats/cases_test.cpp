// The worked examples of tests/cases/formats: a file, and beside it what must come out (`document`, `also`), or the
// error with its byte.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "formats/support.hpp"
#include "json/equal.hpp"

namespace {

using namespace cookdiff;

std::vector<std::string> examples() {
  std::vector<std::string> out;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(COOKDIFF_SOURCE_DIR "/tests/cases/formats")) {
    const std::string path = entry.path().string();
    if (entry.is_regular_file() && std::filesystem::exists(path + ".expect.json") &&
        path.find("/exports/") == std::string::npos) {
      out.push_back(path);
    }
  }
  std::sort(out.begin(), out.end());
  return out;
}

void check_refusal(const Error& error, const json::Value& expected) {
  const json::Value* wanted = expected.find("error");
  REQUIRE_MESSAGE(wanted != nullptr, "refused: " << error.detail);
  CHECK(wanted->text() == base::code_name(error.code));
  CHECK(!error.detail.empty());
  if (const json::Value* byte = expected.find("byte")) CHECK(byte->number_text() == std::to_string(error.byte));
}

}  // namespace

TEST_CASE("the worked examples of the formats come out as they say") {
  const std::vector<std::string> paths = examples();
  CHECK(paths.size() >= 20);
  for (const std::string& path : paths) {
    CAPTURE(path);
    Arena arena;
    const std::string bytes = formats_test::file_bytes(path);
    const std::string expected_bytes = formats_test::file_bytes(path + ".expect.json");
    const Result<json::Value> expected = json::read(expected_bytes, arena);
    REQUIRE(expected);
    const Result<formats::Reading> reading = formats::read(bytes, path, arena);
    if (!reading) {
      check_refusal(reading.error(), *expected);
      continue;
    }
    const json::Value* format = expected->find("format");
    REQUIRE_MESSAGE(format != nullptr, "not refused");
    CHECK(format->text() == reading->format);
    CHECK(json::to_text(*expected->find("document")) == json::to_text(reading->document));
    const json::Value* also = expected->find("also");
    REQUIRE(reading->also.size() == (also == nullptr ? 0 : also->array().size()));
    for (std::size_t at = 0; at < reading->also.size(); ++at) CHECK(also->array()[at].text() == reading->also[at]);
  }
}
