#include "json/merge.hpp"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "json/equal.hpp"
#include "json/generate.hpp"
#include "json/read.hpp"
#include "json/write.hpp"

using namespace cookdiff;

namespace {

std::string merged(std::string_view document, std::string_view patch) {
  Arena arena;
  return json::to_text(json::merge_apply(*json::read(document, arena), *json::read(patch, arena), arena));
}

std::string merge_patch(std::string_view a, std::string_view b) {
  Arena arena;
  const Result<json::Value> patch = json::merge_diff(*json::read(a, arena), *json::read(b, arena), arena);
  return patch ? json::to_text(*patch) : std::string(base::code_name(patch.error().code)) + " " + patch.error().pointer;
}

bool holds_null_member(const nlohmann::json& value) {
  if (!value.is_object()) return false;
  for (const auto& member : value)
    if (member.is_null() || holds_null_member(member)) return true;
  return false;
}

}  // namespace

TEST_CASE("a merge patch sets, removes and replaces") {
  CHECK(merged(R"({"name":"pie","oven":{"at":350,"unit":"F"},"list":[1,2]})",
               R"({"oven":{"at":375},"list":[3],"name":null,"new":{"x":null,"y":1}})") ==
        R"({"oven":{"at":375,"unit":"F"},"list":[3],"new":{"y":1}})");
  CHECK(merged("[1]", R"({"a":null})") == "{}");
  CHECK(merged("{}", "null") == "null");
  CHECK(merged(R"({"a":[null]})", R"({"b":[null]})") == R"({"a":[null],"b":[null]})");
}

TEST_CASE("the merge patch of two documents") {
  CHECK(merge_patch(R"({"a":1,"b":{"c":2,"d":3}})", R"({"b":{"c":4,"d":3},"e":[null]})") ==
        R"({"a":null,"b":{"c":4},"e":[null]})");
  CHECK(merge_patch("1", "2") == "2");
  CHECK(merge_patch("{}", "null") == "null");
  CHECK(merge_patch(R"({"a":{}})", R"({"a":{}})") == "{}");
  CHECK(merge_patch(R"({"a":1})", R"({"a":1.0})") == "{}");
}

TEST_CASE("null members of the target are refused with their pointer, unless they are there already") {
  CHECK(merge_patch("{}", R"({"a":null})") == "unsupported /a");
  CHECK(merge_patch("[]", R"({"a":{"b/c":null}})") == "unsupported /a/b~1c");
  CHECK(merge_patch(R"({"a":{"b":1}})", R"({"a":{"b":null}})") == "unsupported /a/b");
  CHECK(merge_patch(R"({"a":null,"b":1})", R"({"a":null,"b":2})") == R"({"b":2})");
  CHECK(merge_patch(R"({"x":1})", R"({"x":[{"a":null}]})") == R"({"x":[{"a":null}]})");
}

TEST_CASE("property: a merge patch applies, agrees with another library, and is refused only for null members") {
  std::size_t refused = 0;
  for (std::uint64_t seed = 0; seed < 5000; ++seed) {
    Arena arena;
    json::Generator generate(seed, arena);
    const json::Value a = generate.value(4);
    const json::Value b = seed % 3 == 0 ? generate.value(4) : generate.edited(a, 4);
    INFO("seed ", seed);
    nlohmann::json other = nlohmann::json::parse(json::to_text(a));
    other.merge_patch(nlohmann::json::parse(json::to_text(b)));
    CHECK(other == nlohmann::json::parse(json::to_text(json::merge_apply(a, b, arena))));
    const Result<json::Value> patch = json::merge_diff(a, b, arena);
    if (patch)
      CHECK(json::equal(json::merge_apply(a, *patch, arena), b));
    else {
      CHECK(holds_null_member(nlohmann::json::parse(json::to_text(b))));
      ++refused;
    }
  }
  CHECK(refused > 50);  // the property is worth nothing where all or none are refused
  CHECK(refused < 2500);
}
