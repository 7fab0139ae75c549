// What a document says is in no error, log, message, or key that the service makes: a canary stands in every value of a
// document, and one thing after the other is wrong with it.
#include "service.hpp"

using namespace cookdiff;
using namespace cookdiff::api;

namespace {

constexpr std::string_view canary = "Zanzibar";

bool tells(std::string_view text) {
  std::string lower{text};
  for (char& letter : lower)
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  return lower.find("zanzibar") != std::string::npos;
}

// A document with the canary as every value, and `wrong` in place of, or beside, one of them.
std::string document(std::string_view wrong) {
  const std::string c{canary};
  return R"({"recipeName":")" + c + R"(","notes":")" + c + R"(","cook":")" + c + R"(","yield":")" + c +
         R"(","prepTime":")" + c + R"(","mine":")" + c + R"(","steps":[{"stepId":")" + c + R"(","stepText":")" + c +
         R"("}],"ingredients":[{"ingredientId":")" + c + R"(","quantity":")" + c + R"(","measurement":")" + c +
         R"(","ingredientName":")" + c + R"(","note":")" + c + "\"}]" + std::string{wrong} + "}";
}

// Every way to be refused that has the canary at hand.
std::vector<std::string> refused_documents() {
  const std::string c{canary};
  std::vector<std::string> out;
  for (const std::string& wrong : std::vector<std::string>{
           R"(,"ingredients":[{"ingredientName":")" + c + R"(","quantity":-5}])",
           R"(,"ingredients":[{"ingredientName":")" + c + R"(","quantity":"-5 )" + c + "\"}]",
           R"(,"ingredients":")" + c + "\"", R"(,"ingredients":[")" + c + R"(",7])", R"(,"steps":{"a":")" + c + "\"}",
           R"(,"recipeId":")" + std::string(130, 'x') + c + "\"", R"(,"recipeId":{"a":")" + c + "\"}",
           R"(,"makeOf":[")" + c + "\"]", R"(,"madeAt":")" + c + "\"", R"(,"rating":{"a":")" + c + "\"}",
           R"(,"recipeName":[")" + c + "\"]", R"(,"a":")" + c + R"(\u0000")", R"(,"a":")" + c + R"(\ud800")",
           R"(,"a":)" + c, R"(,"a":")" + c + "\xff\"", R"(,"a":)" + std::string(300, '[') + "\"" + c + "\"",
           R"(,"observations":")" + c + "\"", R"(,"observations":[{"name":")" + c + R"(","value":")" + c + "\"}]"})
    out.push_back(document(wrong));
  out.push_back("\"" + c + "\"");
  out.push_back(R"({"a":")" + c + "\"}");
  out.push_back("{\"" + c);
  return out;
}

}  // namespace

TEST_CASE("no error, log, message or key that we make tells what a document says") {
  Service service;
  REQUIRE(service.post("/recipes", std::string{apple_pie}).status == 200);
  int refused = 0;
  const auto check = [&](const edge::Response& response, std::string_view sent) {
    refused += response.status >= 400 ? 1 : 0;
    if (response.status >= 400) CHECK_MESSAGE(!tells(response.body), sent << " answered " << response.body);
    for (const auto& [name, value] : response.headers) CHECK_MESSAGE(!tells(value), name << " of " << sent);
  };
  int number = 0;
  for (const std::string& body : refused_documents()) {
    check(service.post("/recipes", body), body);
    check(service.put("/recipes", body), body);
    check(service.post("/recipes/2/makes", body), body);
    check(service.post("/compare", R"({"recipe":)" + body + R"(,"make":)" + body + "}"), body);
    check(service.post("/tokens", body), body);
    check(service.put("/kitchen", body), body);
    check(service.post("/session", body), body);
    // The same by the bucket, where only the row can say why.
    service.world.recipes.put("recipes/2/makes/b" + std::to_string(++number) + ".json", body, {}, false, std::nullopt,
                              service.world.now_ms);
  }
  CHECK(refused > 60);
  CHECK(service.post("/uploads/sweep", "").status == 200);
  for (const auto& [name, queue] : service.world.queues)
    for (const auto& message : queue.messages) CHECK(!tells(message.body));
  service.deliver();
  // Names are what the list is for; the reasons are not.
  const edge::Response uploads = service.get("/uploads?limit=200");
  int rejected = 0;
  Arena arena;
  for (const json::Value& upload : json::read(uploads.body, arena)->find("uploads")->array()) {
    const json::Value* reason = upload.find("reason");
    rejected += reason != nullptr && !reason->is_null() ? 1 : 0;
    if (reason != nullptr) CHECK_MESSAGE(!tells(json::to_text(*reason)), json::to_text(upload));
  }
  CHECK(rejected > 5);
  CHECK(service.world.scheduled("server"));
  for (const auto& line : service.world.log) CHECK_MESSAGE(!tells(line), line);
  CHECK(!service.world.log.empty());
  for (const auto& [key, value] : service.world.kv) CHECK(!tells(key + value));
  for (const sim::BucketStore* bucket : {&service.world.recipes, &service.world.archive})
    for (const auto& [key, object] : bucket->objects()) CHECK_MESSAGE(!tells(key), key);
  for (const std::string& row : service.world.database.rows("SELECT * FROM audit")) CHECK_MESSAGE(!tells(row), row);
}
