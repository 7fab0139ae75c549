#include "api/opaque.hpp"

#include <doctest/doctest.h>

using namespace cookdiff::api;

TEST_CASE("what went out comes back, to the byte, and is safe in a URL") {
  std::string bytes;
  for (int n = 0; n < 300; ++n) {
    const std::string text = to_opaque(bytes);
    CHECK(text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") ==
          std::string::npos);
    if (!bytes.empty()) CHECK(from_opaque(text) == bytes);
    bytes += static_cast<char>(n * 37);
  }
}

TEST_CASE("nothing else is taken: each value has one text") {
  CHECK(to_opaque("foob") == "Zm9vYg");
  for (const char* text : {"", "Zm9vYg==", "Zm9vYh", "Zm9vY", "Zm9v Yg", "Zm9v+g", "A", "Zm9vYg\n"})
    CHECK_MESSAGE(!from_opaque(text), text);
}

TEST_CASE("at most so many letters") {
  CHECK(from_opaque(std::string(opaque_letters_max, 'A')));
  CHECK(!from_opaque(std::string(opaque_letters_max + 4, 'A')));
}
