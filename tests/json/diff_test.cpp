#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>
#include <string>

#include "json/equal.hpp"
#include "json/generate.hpp"
#include "json/patch.hpp"
#include "json/read.hpp"
#include "json/write.hpp"

using namespace cookdiff;

namespace {

std::string patch_text(std::string_view a_text, std::string_view b_text) {
  Arena arena;
  const Result<json::Value> a = json::read(a_text, arena);
  const Result<json::Value> b = json::read(b_text, arena);
  REQUIRE(a);
  REQUIRE(b);
  const json::Value patch = json::diff(*a, *b, arena);
  const Result<json::Value> after = json::apply(*a, patch, arena);
  REQUIRE(after);
  CHECK(json::equal(*after, *b));
  return json::to_text(patch);
}

std::string long_text(char letter) { return "\"" + std::string(120, letter) + "\""; }

std::string list(std::string_view letters) {
  std::string out = "[";
  for (const char letter : letters) out += (out.size() == 1 ? "" : ",") + long_text(letter);
  return out + "]";
}

std::size_t count_of(std::string_view text, std::string_view part) {
  std::size_t out = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) ++out;
  return out;
}

}  // namespace

TEST_CASE("equal documents need nothing") {
  CHECK(patch_text("{}", "{}") == "[]");
  CHECK(patch_text(R"({"a":1,"b":[2]})", R"({"b":[2.0],"a":1e0})") == "[]");
}

TEST_CASE("members are added, removed, changed and renamed") {
  const std::string pad = R"("pad":)" + long_text('p');
  CHECK(patch_text("{" + pad + "}", "{" + pad + R"(,"a/b":1})") == R"([{"op":"add","path":"/a~1b","value":1}])");
  CHECK(patch_text("{" + pad + R"(,"a":1})", "{" + pad + "}") == R"([{"op":"remove","path":"/a"}])");
  CHECK(patch_text("{" + pad + R"(,"a":{"b":1}})", "{" + pad + R"(,"a":{"b":2}})") ==
        R"([{"op":"replace","path":"/a/b","value":2}])");
  CHECK(patch_text("{" + pad + R"(,"a":{"b":1}})", "{" + pad + R"(,"c":{"b":1}})") ==
        R"([{"op":"move","from":"/a","path":"/c"}])");
}

TEST_CASE("the whole is replaced where that is shortest") {
  CHECK(patch_text("[1,2,3]", "[3,2,1]") == R"([{"op":"replace","path":"","value":[3,2,1]}])");
  CHECK(patch_text("1", "null") == R"([{"op":"replace","path":"","value":null}])");
  CHECK(patch_text(R"({"a":1})", "[]") == R"([{"op":"replace","path":"","value":[]}])");
}

TEST_CASE("items: along the longest common subsequence, moves, edits in place") {
  CHECK(patch_text(list("abc"), list("axbc")) == R"([{"op":"add","path":"/1","value":)" + long_text('x') + "}]");
  CHECK(patch_text(list("abcd"), list("ad")) == R"([{"op":"remove","path":"/1"},{"op":"remove","path":"/1"}])");
  CHECK(patch_text(list("abcd"), list("bcda")) == R"([{"op":"move","from":"/0","path":"/3"}])");
  CHECK(patch_text(list("abcd"), list("dabc")) == R"([{"op":"move","from":"/3","path":"/0"}])");
  CHECK(patch_text(list("abc"), list("axc")) == R"([{"op":"replace","path":"/1","value":)" + long_text('x') + "}]");
  const std::string before = R"([{"id":1,"t":)" + long_text('a') + R"(},{"id":2,"t":)" + long_text('b') +
                             R"(},{"id":3,"t":)" + long_text('c') + "}]";
  const std::string inserted = R"([{"id":0,"t":"new"},{"id":1,"t":)" + long_text('a') + R"(,"n":1},{"id":2,"t":)" +
                               long_text('b') + R"(,"n":2},{"id":4,"t":)" + long_text('c') + "}]";
  CHECK(patch_text(before, inserted) ==
        R"([{"op":"add","path":"/0","value":{"id":0,"t":"new"}},{"op":"add","path":"/1/n","value":1},)"
        R"({"op":"add","path":"/2/n","value":2},{"op":"replace","path":"/3/id","value":4}])");
  const std::string moved = R"([{"id":3,"t":)" + long_text('c') + R"(,"n":1},{"id":1,"t":)" + long_text('a') +
                            R"(},{"id":2,"t":)" + long_text('b') + "}]";
  CHECK(patch_text(before, moved) == R"([{"op":"move","from":"/2","path":"/0"},{"op":"add","path":"/0/n","value":1}])");
}

TEST_CASE("values move and are copied across the document") {
  const std::string big = long_text('x');
  CHECK(patch_text(R"({"a":{"k":)" + big + R"(,"p":)" + long_text('p') + R"(},"b":{"q":)" + long_text('q') + "}}",
                   R"({"a":{"p":)" + long_text('p') + R"(},"b":{"q":)" + long_text('q') + R"(,"n":)" + big + "}}") ==
        R"([{"op":"move","from":"/a/k","path":"/b/n"}])");
  CHECK(patch_text(R"({"a":)" + big + "}", R"({"a":)" + big + R"(,"b":)" + big + "}") ==
        R"([{"op":"copy","from":"/a","path":"/b"}])");
  // Not from inside an array whose items change places, and not what is changed itself.
  const std::string shifting = patch_text(R"({"l":[)" + long_text('a') + "," + big + R"(],"p":)" + long_text('p') + "}",
                                          R"({"l":[)" + big + R"(],"p":)" + long_text('p') + R"(,"c":)" + big + "}");
  CHECK(shifting.find("copy") == std::string::npos);
}

TEST_CASE("moves are as few as can be: matched items less the longest rising run, for all orders of up to six") {
  for (std::string order : {"ab", "abc", "abcd", "abcde", "abcdef"}) {
    const std::string before = list(order);
    do {
      std::size_t longest = 0;
      for (std::size_t set = 0; set < (std::size_t{1} << order.size()); ++set) {
        char last = 0;
        std::size_t length = 0;
        for (std::size_t i = 0; i < order.size(); ++i) {
          if ((set >> i & 1) == 0) continue;
          if (order[i] <= last) length = 100;
          last = order[i];
          ++length;
        }
        if (length < 100) longest = std::max(longest, length);
      }
      const std::string patch = patch_text(before, list(order));
      CHECK(count_of(patch, "\"move\"") == order.size() - longest);
      CHECK(count_of(patch, "\"op\"") == order.size() - longest);
    } while (std::next_permutation(order.begin(), order.end()));
  }
}

TEST_CASE("property: the patch applies, here and in another library, and is never longer than replacing the whole") {
  std::size_t bytes = 0;
  std::size_t whole = 0;
  for (std::uint64_t seed = 0; seed < 20'000; ++seed) {
    Arena arena;
    json::Generator generate(seed, arena);
    const json::Value a = generate.value(5);
    const json::Value b = seed % 4 == 0 ? generate.value(5) : generate.edited(a, 5);
    const json::Value patch = json::diff(a, b, arena);
    INFO("seed ", seed);
    const Result<json::Value> after = json::apply(a, patch, arena);
    REQUIRE(after);
    CHECK(json::equal(*after, b));
    const std::string text = json::to_text(patch);
    if (seed % 8 == 1)
      CHECK(nlohmann::json::parse(json::to_text(a)).patch(nlohmann::json::parse(text)) ==
            nlohmann::json::parse(json::to_text(b)));
    const std::string target = json::to_text(b);
    CHECK(text.size() <= std::string_view(R"([{"op":"replace","path":"","value":}])").size() + target.size());
    if (seed % 4 == 0 || target.size() < 400) continue;
    bytes += text.size();
    whole += target.size();
  }
  CHECK(bytes < whole);  // else the property would hold for an engine that replaces everything
}

TEST_CASE("hostile arrays stay within their time: reversed, all different, one item many times, many alike") {
  constexpr std::size_t count = 10'000;
  const auto items = [&](auto item) {
    std::string out = "[";
    for (std::size_t i = 0; i < count; ++i) out += (i == 0 ? "" : ",") + item(i);
    return out + "]";
  };
  const auto plain = [](std::size_t i) { return "\"ingredient number " + std::to_string(i) + "\""; };
  const auto fields = [](std::size_t i) {
    return R"({"id":)" + std::to_string(i) + R"(,"quantity":1,"name":"salt and pepper","unit":"cup"})";
  };
  const struct {
    const char* name;
    std::string a, b;
  } pairs[] = {
      {"reversed texts", items(plain), items([&](std::size_t i) { return plain(count - 1 - i); })},
      {"reversed objects", items(fields), items([&](std::size_t i) { return fields(count - 1 - i); })},
      {"all different texts", items(plain), items([&](std::size_t i) { return plain(count + i); })},
      {"all different objects", items(fields), items([&](std::size_t i) { return fields(count + i); })},
      {"each edited", items(fields),
       items([&](std::size_t i) { return fields(i).replace(fields(i).find(":1,"), 3, ":2,"); })},
      {"one text, half as often", items([](std::size_t) { return std::string("\"salt\""); }),
       items([](std::size_t i) { return std::string(i % 2 == 0 ? "\"salt\"" : "\"pepper\""); })},
      {"three texts, shuffled", items([](std::size_t i) { return std::to_string(i * i % 3); }),
       items([](std::size_t i) { return std::to_string(i * i * i % 7 % 3); })},
  };
  for (const auto& pair : pairs) {
    const auto start = std::chrono::steady_clock::now();
    Arena arena;
    const json::Limits limits{.bytes_max = std::size_t{4} << 20};
    const json::Value a = *json::read(pair.a, arena, limits);
    const json::Value b = *json::read(pair.b, arena, limits);
    const json::Value patch = json::diff(a, b, arena);
    const auto milliseconds =
        std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - start).count();
    const Result<json::Value> after = json::apply(a, patch, arena);
    REQUIRE(after);
    CHECK(json::equal(*after, b));
    MESSAGE(std::string(pair.name), ": ", milliseconds, " ms, ", patch.size, " operations");
    CHECK(milliseconds < 2000);  // about 100 ms are meant; sanitizers and a busy machine take their share
  }
}
