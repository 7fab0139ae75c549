#include "auth/token.hpp"

#include "service.hpp"

using namespace cookdiff;
using namespace cookdiff::api;

namespace {

std::string unquoted(const std::string& json) { return json.substr(1, json.size() - 2); }

}  // namespace

TEST_CASE("a token is made, shown once, used, listed without its secret, and revoked at once") {
  Service service;
  const edge::Response made =
      service.post("/tokens", R"({"scopes":["read"],"name":"kitchen scale","expiresInDays":1})");
  REQUIRE(made.status == 201);
  const std::string token = unquoted(at(made, "/token"));
  const std::string id = unquoted(at(made, "/tokenId"));
  CHECK(auth::token_id(token) == id);
  CHECK(at(made, "/kitchen") == "\"home\"");
  CHECK(at(made, "/scopes") == "[\"read\"]");
  CHECK(header(made, "location") == "/tokens/" + id);
  CHECK(service.ask({"GET", "/recipes"}, token).status == 200);
  CHECK(service.ask({"GET", "/tokens"}, token).status == 403);
  const edge::Response list = service.get("/tokens");
  CHECK(list.body.find(id) != std::string::npos);
  CHECK(list.body.find(token.substr(token.size() - 64)) == std::string::npos);
  CHECK(list.body.find("kitchen scale") != std::string::npos);
  CHECK(service.ask({"DELETE", "/tokens/" + id}, service.token()).status == 204);
  CHECK(service.ask({"GET", "/recipes"}, token).status == 401);
  CHECK(service.ask({"DELETE", "/tokens/" + id}, service.token()).status == 204);
  CHECK(service.ask({"DELETE", "/tokens/none"}, service.token()).status == 404);
}

TEST_CASE("the secret is nowhere: not in the tables, not in the log") {
  Service service;
  const edge::Response made = service.post("/tokens", R"({"scopes":["read"]})");
  const std::string token = unquoted(at(made, "/token"));
  const std::string secret = token.substr(token.size() - 64);
  CHECK(service.ask({"GET", "/recipes"}, token).status == 200);
  for (const std::string& row : service.world.database.rows("SELECT * FROM tokens"))
    CHECK(row.find(secret) == std::string::npos);
  for (const std::string& line : service.world.log) CHECK(line.find(secret) == std::string::npos);
}

TEST_CASE("a token ends with its day") {
  Service service;
  const std::string token = unquoted(at(service.post("/tokens", R"({"scopes":["read"],"expiresInDays":1})"), "/token"));
  service.world.now_ms += 86'400'000 - 60'000;
  CHECK(service.ask({"GET", "/recipes"}, token).status == 200);
  service.world.now_ms += 120'000;
  CHECK(service.ask({"GET", "/recipes"}, token).status == 401);
}

TEST_CASE("the last use costs one write an hour") {
  Service service;
  const std::string token = service.make_token("read");
  const auto used = [&] {
    return service.world.database.rows("SELECT last_used_ms FROM tokens WHERE scopes = 'read'")[0];
  };
  CHECK(service.ask({"GET", "/recipes"}, token).status == 200);
  const std::string first = used();
  CHECK(first != "0");
  service.world.now_ms += 3'000'000;
  CHECK(service.ask({"GET", "/recipes"}, token).status == 200);
  CHECK(used() == first);
  service.world.now_ms += 3'000'000;
  CHECK(service.ask({"GET", "/recipes"}, token).status == 200);
  CHECK(used() != first);
}

TEST_CASE("wishes that cannot be are refused with their place") {
  Service service;
  struct Row {
    const char* body;
    const char* pointer;
  };
  for (const Row& row : {Row{"{}", "/scopes"},
                         {R"({"scopes":[]})", "/scopes"},
                         {R"({"scopes":"read"})", "/scopes"},
                         {R"({"scopes":["write"]})", "/scopes/0"},
                         {R"({"scopes":["read",1]})", "/scopes/1"},
                         {R"({"scopes":["read upload"]})", "/scopes/0"},
                         {R"({"scopes":["read"],"name":1})", "/name"},
                         {R"({"scopes":["read"],"expiresInDays":0})", "/expiresInDays"},
                         {R"({"scopes":["read"],"expiresInDays":367})", "/expiresInDays"},
                         {R"({"scopes":["read"],"expiresInDays":1.5})", "/expiresInDays"},
                         {R"({"scopes":["read"],"expiresInDays":"1"})", "/expiresInDays"},
                         {R"({"scopes":["read"],"kitchen":"other"})", ""},
                         {"[]", ""}}) {
    const edge::Response response = service.post("/tokens", row.body);
    CHECK_MESSAGE(response.status == 422, row.body);
    CHECK_MESSAGE(at(response, "/pointer") == "\"" + std::string{row.pointer} + "\"", row.body);
  }
  const auto named = [&](std::size_t bytes) {
    return service.post("/tokens", R"({"scopes":["read"],"name":")" + std::string(bytes, 'n') + "\"}").status;
  };
  CHECK(named(100) == 201);
  CHECK(named(101) == 422);
  CHECK(service.post("/tokens", R"({"scopes":["read"],"expiresInDays":366})").status == 201);
  CHECK(service.post("/tokens", "{").status == 400);
}

TEST_CASE("another kitchen's tokens are neither seen nor revoked") {
  Service service;
  const std::string other = service.make_token("admin", "other");
  const std::string id{*auth::token_id(service.token())};
  CHECK(service.ask({"GET", "/tokens"}, other).body.find(id) == std::string::npos);
  CHECK(service.ask({"DELETE", "/tokens/" + id}, other).status == 404);
  CHECK(service.get("/recipes").status == 200);
}
