#include "api/doors.hpp"

#include "api/routes.hpp"
#include "service.hpp"

using namespace cookdiff;
using namespace cookdiff::api;

namespace {

// A path of the route with ids that belong to nobody.
std::string target_of(const edge::Route& route) {
  std::string out{route.pattern};
  for (std::size_t open = out.find('{'); open != std::string::npos; open = out.find('{'))
    out.replace(open, out.find('}') - open + 1, "x");
  return out;
}

Send send_of(const edge::Route& route) {
  return {std::string{route.method}, target_of(route), "{}", {{"content-type", "application/json"}}};
}

std::optional<auth::Scope> scope(const edge::Route& route) { return scope_of(static_cast<Call>(route.id)); }

}  // namespace

TEST_CASE("without a token every call but the open ones is 401, whatever else is wrong with it") {
  Service service;
  int open = 0;
  for (const edge::Route& route : routes()) {
    const edge::Response response = service.ask(send_of(route), "");
    if (is_open(static_cast<Call>(route.id))) {
      // Nobody is signed in by an empty object.
      CHECK_MESSAGE(response.status == (route.method == "POST"     ? 422
                                        : route.method == "DELETE" ? 204
                                                                   : 200),
                    route.pattern);
      CHECK(header(response, "set-cookie").find("session_") == std::string::npos);
      ++open;
      continue;
    }
    CHECK_MESSAGE(response.status == 401, route.pattern);
    CHECK(header(response, "www-authenticate").starts_with("Bearer"));
    CHECK(header(response, "content-type") == "application/problem+json");
    CHECK(service.ask(send_of(route), "cookdiff_" + std::string(16, '0') + "_" + std::string(64, '0')).status == 401);
  }
  CHECK(open == 4);
}

TEST_CASE("each call needs its scope; admin holds all but metrics") {
  Service service;
  const std::string tokens[] = {service.make_token("read"), service.make_token("upload"), service.make_token("admin")};
  const auth::Scope scopes[] = {auth::Scope::read, auth::Scope::upload, auth::Scope::admin};
  for (const edge::Route& route : routes()) {
    if (!scope(route)) continue;
    for (int n = 0; n < 3; ++n) {
      const bool may =
          scopes[n] == *scope(route) || (scopes[n] == auth::Scope::admin && *scope(route) != auth::Scope::metrics);
      const edge::Response response = service.ask(send_of(route), tokens[n]);
      CHECK_MESSAGE((response.status != 403) == may, route.pattern);
      CHECK_MESSAGE(response.status != 401, route.pattern);
      CHECK_MESSAGE(response.status < 500, route.pattern);
      if (!may) CHECK(header(response, "www-authenticate").find("insufficient_scope") != std::string::npos);
    }
  }
}

TEST_CASE("paths and methods that there are not") {
  Service service;
  CHECK(service.get("/").status == 404);
  CHECK(service.get("/recipes/").status == 404);
  CHECK(service.get("/recipes/2/analysis").status == 404);
  CHECK(service.get("/recipes/%zz").status == 400);
  CHECK(service.get("/recipes/%ff").status == 400);
  CHECK(service.get("/recipes/%00").status == 400);
  const edge::Response wrong = service.ask({"DELETE", "/recipes"}, service.token());
  CHECK(wrong.status == 405);
  CHECK(header(wrong, "allow") == "GET, HEAD, POST, PUT, OPTIONS");
  const edge::Response options = service.ask({"OPTIONS", "/recipes/2"}, "");
  CHECK(options.status == 204);
  CHECK(header(options, "allow") == "GET, HEAD, DELETE, OPTIONS");
  CHECK(options.body.empty());
  CHECK(service.ask({"OPTIONS", "/nothing"}, "").status == 404);
}

TEST_CASE("HEAD is GET without its body") {
  Service service;
  const edge::Response get = service.get("/recipes");
  const edge::Response head = service.ask({"HEAD", "/recipes"}, service.token());
  CHECK(head.status == 200);
  CHECK(head.body.empty());
  CHECK(header(head, "etag") == header(get, "etag"));
  CHECK(!header(get, "etag").empty());
}

TEST_CASE("a store of tokens that does not answer lets nobody in") {
  Service service;
  const std::string token = service.token();
  service.world.fate = [](const sim::Pending& call) {
    return call.op == edge::Op::database_batch ? sim::Fate::fail_before : sim::Fate::done;
  };
  const edge::Response away = service.ask({"GET", "/recipes"}, token);
  CHECK(away.status == 503);
  CHECK(header(away, "retry-after") == "10");
  service.world.fate = [](const sim::Pending& call) {
    return call.op == edge::Op::hmac ? sim::Fate::time_out_before : sim::Fate::done;
  };
  CHECK(service.ask({"GET", "/recipes"}, token).status == 503);
}

TEST_CASE("before the migrations have been run every answer says how to") {
  Service service(false);
  for (const char* target : {"/healthz", "/recipes"}) {
    const edge::Response response =
        service.ask({"GET", target}, "cookdiff_" + std::string(16, 'a') + "_" + std::string(64, 'a'));
    CHECK(response.status == 503);
    CHECK(response.body.find("npx wrangler d1 migrations apply") != std::string::npos);
  }
}

TEST_CASE("a limit that is reached is 429; one that does not answer keeps nobody out; they can be switched off") {
  Service service;
  service.world.rate_limit_allows = false;
  service.world.variables = {{"RATE_LIMITS", "off"}};
  CHECK(service.get("/recipes").status == 200);
  service.world.variables = {};
  const edge::Response response = service.get("/recipes");
  CHECK(response.status == 429);
  CHECK(header(response, "retry-after") == "10");
  CHECK(service.ask({"GET", "/healthz"}, "").status == 429);
  service.world.fate = [](const sim::Pending& call) {
    return call.op == edge::Op::rate_limit ? sim::Fate::fail_before : sim::Fate::done;
  };
  CHECK(service.get("/recipes").status == 200);
}

TEST_CASE("forms that a call has not are 406; bodies that it does not read are 415 and 413") {
  Service service;
  CHECK(service.get("/recipes", {{"accept", "text/html"}}).status == 406);
  CHECK(service.get("/recipes", {{"accept", "application/*"}}).status == 200);
  const std::string& token = service.token();
  const auto type = [&](std::string name) {
    return service.ask({"POST", "/compare", R"({"recipe":1,"make":1})", {{"content-type", std::move(name)}}}, token)
        .status;
  };
  CHECK(type("application/json") == 200);
  CHECK(type("application/json; charset=utf-8") == 200);
  CHECK(type("") == 200);
  CHECK(type("application/json; charset=latin1") == 415);
  CHECK(type("application/x-www-form-urlencoded") == 415);
  CHECK(type("text/plain") == 415);
  CHECK(service.ask({"POST", "/compare", "{}", {{"content-encoding", "gzip"}}}, token).status == 415);
  const auto sized = [&](std::size_t bytes) {
    std::string body = R"({"recipe":1,"make":1})";
    body.resize(bytes, ' ');
    return service.post("/compare", body).status;
  };
  CHECK(sized(1 << 20) == 200);
  CHECK(sized((1 << 20) + 1) == 413);
}
