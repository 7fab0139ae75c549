// Sign-in with a token and with a code: what the cookie opens, and what ends it.
#include "auth/session.hpp"
#include "service.hpp"

using namespace cookdiff;
using namespace cookdiff::api;

namespace {

constexpr std::string_view own_origin = "https://cookdiff.test";
constexpr std::int64_t clock_moves_ms = 1000;  // the simulated clock goes on with every call, by less than this

// A browser at the service's own page.
struct Browser {
  Service& service;
  std::string cookie{};

  edge::Response ask(std::string method, std::string target, std::string body = {},
                     std::string_view origin = own_origin) {
    edge::Headers headers{{"content-type", "application/json"}};
    if (!origin.empty()) headers.emplace_back("origin", origin);
    if (!cookie.empty()) headers.emplace_back("cookie", "theme=dark; " + cookie);
    return service.ask({std::move(method), std::move(target), std::move(body), std::move(headers)}, "");
  }
  edge::Response sign_in(std::string_view name, std::string_view value) {
    edge::Response response = ask("POST", "/session", "{\"" + std::string{name} + "\":\"" + std::string{value} + "\"}");
    const std::string set = header(response, "set-cookie");
    cookie = set.substr(0, set.find(';'));
    return response;
  }
};

std::string code_of(Service& service, const std::string& token) {
  const edge::Response made = service.ask({"POST", "/session/codes"}, token);
  CHECK(made.status == 201);
  const std::string quoted = at(made, "/code");
  return quoted.substr(1, quoted.size() - 2);
}

}  // namespace

TEST_CASE("a token signs in; the cookie is the token's kitchen and scopes until it is signed out") {
  Service service;
  Browser browser{service};
  CHECK(browser.ask("GET", "/session").status == 401);
  const edge::Response in = browser.sign_in("token", service.make_token("read upload", "bakery"));
  CHECK(in.status == 200);
  const std::string set = header(in, "set-cookie");
  CHECK(set.starts_with("__Host-cookdiff=session_"));
  for (const char* part : {"; Path=/", "; Secure", "; HttpOnly", "; SameSite=Strict", "; Max-Age=43200"})
    CHECK_MESSAGE(set.find(part) != std::string::npos, part);
  CHECK(set.find("Domain") == std::string::npos);
  const edge::Response who = browser.ask("GET", "/session");
  CHECK(who.status == 200);
  CHECK(at(who, "/kitchen") == "\"bakery\"");
  CHECK(at(who, "/scopes") == R"(["read","upload"])");
  CHECK(at(who, "/by") == "\"session\"");
  CHECK(browser.ask("GET", "/recipes").status == 200);
  CHECK(browser.ask("GET", "/tokens").status == 403);
  const edge::Response out = browser.ask("DELETE", "/session");
  CHECK(out.status == 204);
  CHECK(header(out, "set-cookie").find("Max-Age=0") != std::string::npos);
  CHECK(browser.ask("GET", "/session").status == 401);
  CHECK(browser.ask("GET", "/recipes").status == 401);
}

TEST_CASE("what signs nobody in") {
  Service service;
  Browser browser{service};
  const std::string token = service.token();
  CHECK(browser.sign_in("token", token.substr(0, token.size() - 1) + (token.back() == '0' ? "1" : "0")).status == 401);
  CHECK(browser.sign_in("token", "x").status == 401);
  CHECK(browser.sign_in("code", "code_" + std::string(16, '0') + "_" + std::string(64, '0')).status == 401);
  CHECK(browser.sign_in("code", token).status == 401);
  CHECK(browser.cookie.empty());
  for (const char* body :
       {"{}", "[]", R"({"token":1})", R"({"token":"a","code":"b"})", R"({"token":"a","kitchen":"b"})"})
    CHECK_MESSAGE(browser.ask("POST", "/session", body).status == 422, body);
  CHECK(browser.ask("POST", "/session", "{").status == 400);
}

TEST_CASE("a write with the cookie comes from the service's own page") {
  Service service;
  Browser browser{service};
  REQUIRE(browser.sign_in("token", service.token()).status == 200);
  const std::string pie{apple_pie};
  for (const char* origin : {"", "null", "https://evil.test", "http://cookdiff.test", "https://cookdiff.test.evil.test",
                             "https://cookdiff.test:444"}) {
    const edge::Response refused = browser.ask("POST", "/recipes", pie, origin);
    CHECK_MESSAGE(refused.status == 403, origin);
    CHECK(at(refused, "/type") == "\"urn:cookdiff:problem:origin\"");
    CHECK(browser.ask("DELETE", "/session", "", origin).status == 403);
  }
  CHECK(browser.ask("GET", "/recipes", "", "https://evil.test").status == 200);  // a read changes nothing
  CHECK(browser.ask("POST", "/recipes", pie).status == 200);
  // Nobody is signed in as somebody else by another site's page either.
  Browser other{service};
  const std::string sign_in = "{\"token\":\"" + service.token() + "\"}";
  CHECK(other.ask("POST", "/session", sign_in, "https://evil.test").status == 403);
  CHECK(other.ask("POST", "/session", sign_in, "").status == 200);
}

TEST_CASE("a session ends when it is idle, after its life, and with its token") {
  Service service;
  Browser browser{service};
  REQUIRE(browser.sign_in("token", service.token()).status == 200);
  service.world.now_ms += auth::session_idle_ms - clock_moves_ms;
  CHECK(browser.ask("GET", "/session").status == 200);  // and is used by it
  service.world.now_ms += auth::session_idle_ms - clock_moves_ms;
  CHECK(browser.ask("GET", "/session").status == 200);
  service.world.now_ms += auth::session_idle_ms;
  CHECK(browser.ask("GET", "/session").status == 401);

  REQUIRE(browser.sign_in("token", service.token()).status == 200);
  const std::int64_t end = service.world.now_ms + auth::session_life_ms;
  while (service.world.now_ms + auth::session_idle_ms / 2 < end) {
    service.world.now_ms += auth::session_idle_ms / 2;
    REQUIRE(browser.ask("GET", "/session").status == 200);
  }
  service.world.now_ms = end - clock_moves_ms;
  CHECK(browser.ask("GET", "/session").status == 200);
  service.world.now_ms = end;
  CHECK(browser.ask("GET", "/session").status == 401);

  const std::string token = service.make_token("read");
  REQUIRE(browser.sign_in("token", token).status == 200);
  CHECK(browser.ask("GET", "/session").status == 200);
  CHECK(service.ask({"DELETE", "/tokens/" + token.substr(9, 16)}, service.token()).status == 204);
  CHECK(browser.ask("GET", "/session").status == 401);
}

TEST_CASE("a code signs in once, within its life, and is made with a token alone") {
  Service service;
  const std::string token = service.make_token("read", "bakery");
  const std::string code = code_of(service, token);
  Browser browser{service};
  CHECK(browser.sign_in("code", code).status == 200);
  CHECK(at(browser.ask("GET", "/session"), "/kitchen") == "\"bakery\"");
  CHECK(browser.ask("POST", "/session/codes").status == 403);
  Browser second{service};
  CHECK(second.sign_in("code", code).status == 401);
  const std::string in_time = code_of(service, token);
  service.world.now_ms += auth::sign_in_life_ms - clock_moves_ms;
  CHECK(second.sign_in("code", in_time).status == 200);
  const std::string late = code_of(service, token);
  service.world.now_ms += auth::sign_in_life_ms;
  CHECK(second.sign_in("code", late).status == 401);
}

TEST_CASE("a cookie that is not ours opens nothing, nor do two; the tables hold no text of it") {
  Service service;
  Browser browser{service};
  REQUIRE(browser.sign_in("token", service.token()).status == 200);
  const std::string text = browser.cookie.substr(browser.cookie.find('=') + 1);
  CHECK(service.world.database.rows("SELECT * FROM sessions").at(0).find(text.substr(25)) == std::string::npos);
  const std::string good = browser.cookie;
  for (const std::string& cookie : {good + "0", good.substr(0, good.size() - 1), good + "; " + good, "x" + good,
                                    std::string{"__Host-cookdiff="}, text}) {
    browser.cookie = cookie;
    CHECK_MESSAGE(browser.ask("GET", "/session").status == 401, cookie);
  }
}

TEST_CASE("a store of sessions that does not answer lets nobody in") {
  Service service;
  Browser browser{service};
  REQUIRE(browser.sign_in("token", service.token()).status == 200);
  service.world.fate = [](const sim::Pending& call) {
    return call.op == edge::Op::database_batch ? sim::Fate::fail_before : sim::Fate::done;
  };
  CHECK(browser.ask("GET", "/session").status == 503);
  CHECK(browser.ask("GET", "/recipes").status == 503);
}
