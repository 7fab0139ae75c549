// The whole server natively: the API over the simulated host with the product's own tables.
#pragma once

#include <doctest/doctest.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "api/openapi.hpp"
#include "api/routes.hpp"
#include "api/server.hpp"
#include "ingest/sender.hpp"
#include "json/pointer.hpp"
#include "json/read.hpp"
#include "json/write.hpp"
#include "sim/sha256.hpp"
#include "sim/world.hpp"

namespace cookdiff::api {

struct Send {
  std::string method = "GET";
  std::string target;  // path and query
  std::string body{};
  edge::Headers headers{};
};

// Whatever a call of the API answers must be among what openapi.yaml says of it: the status, and the form of the body.
// With COOKDIFF_ANSWERS set, every answer is also written to that file, a line of JSON each: tests/api/openapi.test.mjs
// holds their bodies against the schemas.
inline void check_documented(const edge::Request& request, const edge::Response& response) {
  const edge::Match match = edge::match(routes(), request.method, request.path);
  if (match.kind != edge::Match::Kind::found || request.method == "HEAD") return;
  static Arena arena;
  static const json::Value document = *json::read(openapi_document, arena);
  std::string method{request.method};
  for (char& letter : method) letter = static_cast<char>(letter - 'A' + 'a');
  const json::Value* path = document.find("paths")->find(match.route->pattern);
  REQUIRE(path != nullptr);
  const json::Value* described = path->find(method)->find("responses")->find(std::to_string(response.status));
  REQUIRE_MESSAGE(described != nullptr, method << " " << match.route->pattern << " answered " << response.status);
  json::Value resolved = *described;
  if (const json::Value* reference = described->find("$ref"))
    resolved = *json::find(document, reference->text().substr(1));
  std::string type;
  for (const auto& [name, value] : response.headers)
    if (name == "content-type") type = value.substr(0, value.find(';'));
  const json::Value* content = resolved.find("content");
  REQUIRE_MESSAGE((content != nullptr ? content->find(type) != nullptr : type.empty() || response.body.empty()),
                  method << " " << match.route->pattern << " " << response.status << " in " << type);
  const char* file = std::getenv("COOKDIFF_ANSWERS");
  if (file == nullptr) return;
  std::string line;
  json::Writer writer(line);
  writer.begin_object().key("method").string(request.method).key("path").string(request.path);
  writer.key("query").string(request.query).key("status").integer(response.status).key("type").string(type);
  writer.key("headers").begin_object();
  for (const auto& [name, value] : response.headers) writer.key(name).string(value);
  writer.end_object().key("body").string(response.body).end_object();
  if (std::FILE* out = std::fopen(file, "a")) {
    std::fprintf(out, "%s\n", line.c_str());
    std::fclose(out);
  }
}

class Service {
 public:
  explicit Service(bool migrated = true) {
    if (migrated) world.database.migrate(COOKDIFF_SOURCE_DIR "/workers/server/migrations");
    world.install("server",
                  {"RECIPES", "ARCHIVE", "DB", "DB2", "DB3", "CACHE", "UPLOADS", "LIMIT_BY_ADDRESS", "LIMIT_BY_TOKEN"},
                  [](edge::Instance& instance) { return std::make_unique<Server>(instance); });
    world.install("sender", {"RECIPES", "SERVER"},
                  [](edge::Instance& instance) { return std::make_unique<ingest::Sender>(instance); });
  }

  // A token made as docs/api.md says that the first one is.
  std::string make_token(std::string_view scopes, std::string_view kitchen = "home") {
    const std::string id = hex(16);
    const std::string text = "cookdiff_" + id + "_" + hex(64);
    const std::string code = sim::hmac_sha256_hex(world.secrets.at("TOKEN_PEPPER"), text);
    (void)world.database.rows(
        "INSERT INTO tokens (id, kitchen, scopes, name, code, made_ms, expires_ms, last_used_ms, revoked_ms) VALUES "
        "('" +
        id + "', '" + std::string{kitchen} + "', '" + std::string{scopes} + "', 'test', '" + code + "', " +
        std::to_string(world.now_ms) + ", 0, 0, 0)");
    return text;
  }

  edge::Response ask(const Send& send, std::string_view token) {
    edge::Request request;
    request.method = send.method;
    const std::size_t mark = send.target.find('?');
    request.path = send.target.substr(0, mark);
    if (mark != std::string::npos) request.query = send.target.substr(mark + 1);
    request.headers = send.headers;
    request.body = send.body;
    request.address = "192.0.2.1";
    request.origin = "https://cookdiff.test";
    if (!token.empty()) request.headers.emplace_back("authorization", "Bearer " + std::string{token});
    edge::Response response = world.fetch("server", request);
    check_documented(request, response);
    return response;
  }
  edge::Response get(std::string target, edge::Headers headers = {}) {
    return ask({"GET", std::move(target), "", std::move(headers)}, token());
  }
  edge::Response post(std::string target, std::string body, edge::Headers headers = {}) {
    return send("POST", std::move(target), std::move(body), std::move(headers));
  }
  edge::Response put(std::string target, std::string body, edge::Headers headers = {}) {
    return send("PUT", std::move(target), std::move(body), std::move(headers));
  }
  // A token that may do everything in the kitchen `home`.
  const std::string& token() {
    if (token_.empty()) token_ = make_token("admin");
    return token_;
  }
  // What came by the bucket is looked at: the queue's messages are delivered.
  void deliver() { world.drain("recipe-uploads", "sender"); }

  sim::World world;

 private:
  edge::Response send(std::string method, std::string target, std::string body, edge::Headers headers) {
    headers.emplace_back("content-type", "application/json");
    return ask({std::move(method), std::move(target), std::move(body), std::move(headers)}, token());
  }
  std::string hex(std::size_t letters) {
    std::string out;
    while (out.size() < letters) out += "0123456789abcdef"[world.random() % 16];
    return out;
  }
  std::string token_;
};

// The JSON at a pointer of an answer, as text; "absent" when there is no such place or the body is no JSON.
inline std::string at(const edge::Response& response, std::string_view pointer) {
  Arena arena;
  json::Limits limits;
  limits.bytes_max = std::size_t{64} << 20;
  const auto document = json::read(response.body, arena, limits);
  if (!document) return "absent";
  const auto value = json::find(*document, pointer);
  return value ? json::to_text(*value) : "absent";
}

inline std::string header(const edge::Response& response, std::string_view name) {
  for (const auto& [key, value] : response.headers)
    if (key == name) return value;
  return "";
}

inline constexpr std::string_view apple_pie =
    R"({"recipeName":"Apple Pie","recipeId":2,"rating":5.0,"ingredients":[)"
    R"({"ingredientId":1,"quantity":0.5,"measurement":"TBS","ingredientName":"cinnamon"},)"
    R"({"ingredientId":2,"quantity":6,"measurement":"unit","ingredientName":"apples"}],)"
    R"("steps":[{"stepId":1,"stepText":"Pre heat oven to 350 degrees"}]})";

}  // namespace cookdiff::api
