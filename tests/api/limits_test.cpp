// The service's limits at their edges, one line a limit: what is allowed, and one more. Those that are tested where
// they are used are named in docs/api.md, which lists all of them.
#include "api/limits.hpp"

#include "api/body.hpp"
#include "api/context.hpp"
#include "api/negotiate.hpp"
#include "api/opaque.hpp"
#include "api/sending.hpp"
#include "recipe/document.hpp"
#include "service.hpp"

using namespace cookdiff;
using namespace cookdiff::api;

namespace {

std::string repeated(std::string_view text, std::size_t times, std::string_view between = "") {
  std::string out;
  out.reserve(times * (text.size() + between.size()));
  for (std::size_t n = 0; n < times; ++n) out.append(n == 0 ? "" : between).append(text);
  return out;
}

std::string page_of(std::size_t bytes) {
  std::string page = R"(<script type="application/ld+json">{"@type":"Recipe","name":"Soup"}</script>)";
  page.resize(bytes, ' ');
  return page;
}

// The status of a document that is compared with itself: nothing is stored.
int compared(Service& service, const std::string& document) {
  return service.post("/compare", R"({"recipe":)" + document + R"(,"make":{"recipeName":"a"}})").status;
}

}  // namespace

TEST_CASE("bodies: a page of 8 MiB, any other of 1 MiB, a byte more is 413") {
  Service service;
  const auto sent = [&](std::string type, std::string body) {
    return service.ask({"POST", "/recipes", std::move(body), {{"content-type", std::move(type)}}}, service.token())
        .status;
  };
  CHECK(sent("text/html", page_of(page_body_bytes_max)) == 200);
  CHECK(sent("text/html", page_of(page_body_bytes_max + 1)) == 413);
  CHECK(sent("application/json", std::string(apple_pie) + std::string(json_body_bytes_max - apple_pie.size(), ' ')) ==
        200);
  CHECK(sent("application/json",
             std::string(apple_pie) + std::string(json_body_bytes_max + 1 - apple_pie.size(), ' ')) == 413);
  // What calls itself something else is not allowed a page's size.
  CHECK(sent("text/plain", page_of(json_body_bytes_max + 1)) == 413);
  CHECK(sent("application/ld+json", page_of(json_body_bytes_max + 1)) == 413);
}

TEST_CASE("a document has 10,000 ingredients, 10,000 steps, 256 levels and ids of 128 bytes, and not one more") {
  Service service;
  const auto list = [](std::string_view member, std::string_view item, std::size_t items) {
    return R"({"recipeName":"a",")" + std::string{member} + "\":[" + repeated(item, items, ",") + "]}";
  };
  constexpr std::string_view ingredient = R"({"ingredientName":"a"})";
  constexpr std::string_view step = R"({"stepText":"a"})";
  CHECK(compared(service, list("ingredients", ingredient, recipe::ingredients_max)) == 200);
  CHECK(compared(service, list("ingredients", ingredient, recipe::ingredients_max + 1)) == 422);
  CHECK(compared(service, list("steps", step, recipe::steps_max)) == 200);
  CHECK(compared(service, list("steps", step, recipe::steps_max + 1)) == 422);
  // The body itself and the recipe are two of the levels.
  const auto nested = [](std::size_t levels) {
    return R"({"recipeName":"a","mine":)" + std::string(levels, '[') + std::string(levels, ']') + "}";
  };
  CHECK(compared(service, nested(json::Limits{}.depth_max - 2)) == 200);
  CHECK(compared(service, nested(json::Limits{}.depth_max - 1)) == 422);
  const auto with_id = [](std::size_t bytes) {
    return R"({"recipeName":"a","recipeId":")" + std::string(bytes, 'x') + "\"}";
  };
  CHECK(compared(service, with_id(recipe::id_bytes_max)) == 200);
  CHECK(compared(service, with_id(recipe::id_bytes_max + 1)) == 422);
}

TEST_CASE("what asks for a page, a cursor or a form") {
  Service service;
  CHECK(service.get("/recipes?limit=" + std::to_string(store::page_rows_max)).status == 200);
  CHECK(service.get("/recipes?limit=" + std::to_string(store::page_rows_max + 1)).status == 400);
  CHECK(service.get("/recipes?name=" + std::string(parameter_bytes_max, 'a')).status == 200);
  CHECK(service.get("/recipes?name=" + std::string(parameter_bytes_max + 1, 'a')).status == 400);
  CHECK(from_opaque(std::string(opaque_letters_max, 'A')).has_value());
  CHECK(!from_opaque(std::string(opaque_letters_max + 4, 'A')).has_value());
  const auto accepted = [&](std::size_t ranges_before) {
    return service.get("/recipes", {{"accept", repeated("image/png,", ranges_before) + "application/json"}}).status;
  };
  CHECK(accepted(media_ranges_max - 1) == 200);
  CHECK(accepted(media_ranges_max) == 406);
  CHECK(
      service
          .post("/recipes", std::string{apple_pie}, {{"idempotency-key", std::string(idempotency_key_bytes_max, 'k')}})
          .status == 200);
  CHECK(service
            .post("/recipes", std::string{apple_pie},
                  {{"idempotency-key", std::string(idempotency_key_bytes_max + 1, 'k')}})
            .status == 400);
}

TEST_CASE("a token's name and days, a kitchen's days") {
  Service service;
  const auto made = [&](std::size_t name_bytes, std::int64_t days) {
    return service
        .post("/tokens", R"({"scopes":["read"],"name":")" + std::string(name_bytes, 'n') + R"(","expiresInDays":)" +
                             std::to_string(days) + "}")
        .status;
  };
  CHECK(made(auth::token_name_bytes_max, token_days_max) == 201);
  CHECK(made(auth::token_name_bytes_max + 1, token_days_max) == 422);
  CHECK(made(auth::token_name_bytes_max, token_days_max + 1) == 422);
  CHECK(made(0, 1) == 201);
  CHECK(made(0, 0) == 422);
  const auto kept = [&](std::int64_t days) {
    return service.put("/kitchen", R"({"retentionDays":)" + std::to_string(days) + "}").status;
  };
  CHECK(kept(retention_days_max) == 200);
  CHECK(kept(retention_days_max + 1) == 422);
  CHECK(kept(0) == 422);
}
