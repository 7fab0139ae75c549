#include "auth/token.hpp"

#include <doctest/doctest.h>

using namespace cookdiff::auth;

namespace {
const std::string id(16, 'a');
const std::string secret(64, '0');
const std::string good = "cookdiff_" + id + "_" + secret;
}  // namespace

TEST_CASE("a token's text has exactly one form") {
  CHECK(token_id(good) == id);
  CHECK(!token_id(""));
  CHECK(!token_id(good + "0"));
  CHECK(!token_id(good.substr(0, good.size() - 1)));
  CHECK(!token_id("cookdifF_" + id + "_" + secret));
  CHECK(!token_id("cookdiff_" + id + "-" + secret));
  CHECK(!token_id("cookdiff_" + std::string(16, 'A') + "_" + secret));
  CHECK(!token_id("cookdiff_" + id + "_" + std::string(64, 'g')));
}

TEST_CASE("secrets are equal only when every byte is") {
  CHECK(same_secret("", ""));
  CHECK(same_secret(secret, secret));
  CHECK(!same_secret(secret, secret.substr(1)));
  for (std::size_t at = 0; at < secret.size(); ++at) {
    std::string other = secret;
    other[at] = '1';
    CHECK(!same_secret(secret, other));
  }
}

TEST_CASE("scopes are read in any order and written in one; admin holds the others, upload does not hold read") {
  CHECK(Scopes::from_text("upload read")->text() == "read upload");
  CHECK(Scopes::from_text("admin")->allows(Scope::read));
  CHECK(Scopes::from_text("admin")->allows(Scope::upload));
  CHECK(!Scopes::from_text("upload")->allows(Scope::read));
  CHECK(!Scopes::from_text("read")->allows(Scope::upload));
  CHECK(!Scopes::from_text("read upload")->allows(Scope::admin));
  for (const char* text : {"", " ", "read ", " read", "read  upload", "Read", "reader", "read,upload"})
    CHECK_MESSAGE(!Scopes::from_text(text), text);
}
