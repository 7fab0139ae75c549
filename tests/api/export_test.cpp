// The export of a kitchen: whole, its own, and told to be whole.
#include "service.hpp"

using namespace cookdiff;
using namespace cookdiff::api;

namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> out;
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t end = text.find('\n', from);
    out.push_back(text.substr(from, end - from));
    from = end == std::string::npos ? text.size() : end + 1;
  }
  return out;
}

void fill(Service& service) {
  REQUIRE(service.post("/recipes", std::string{apple_pie}).status == 200);
  REQUIRE(service.put("/recipes", R"({"recipeId":2,"recipeName":"=Pie"})").status == 200);
  for (int n = 0; n < 45; ++n) REQUIRE(service.post("/recipes/2/makes", R"({"cook":"Jane \"J\" Roe"})").status == 200);
}

}  // namespace

TEST_CASE("NDJSON: every version and every make, with its document and its differences, and a last line") {
  Service service;
  fill(service);
  const std::string other = service.make_token("read", "bakery");
  const edge::Response all = service.get("/export?format=ndjson");
  CHECK(all.status == 200);
  CHECK(header(all, "content-type") == "application/x-ndjson");
  const std::vector<std::string> lines = lines_of(all.body);
  REQUIRE(lines.size() == 2 + 45 + 1);
  int versions = 0;
  int makes = 0;
  for (const std::string& line : lines) {
    Arena arena;
    const auto value = json::read(line, arena);
    REQUIRE(value);
    const std::string_view type = value->find("type")->text();
    versions += type == "recipe" ? 1 : 0;
    if (type != "make") continue;
    ++makes;
    CHECK(value->find("document")->find("cook")->text() == "Jane \"J\" Roe");
    CHECK(value->find("differences")->find("asWritten") != nullptr);
  }
  CHECK(versions == 2);
  CHECK(makes == 45);
  CHECK(lines.back() == R"({"type":"end","objects":46})");
  CHECK(service.ask({"GET", "/export?format=ndjson"}, other).body == "{\"type\":\"end\",\"objects\":0}\n");
}

TEST_CASE("CSV: a row each; a cell that a spreadsheet would run is text") {
  Service service;
  fill(service);
  const edge::Response all = service.get("/export?format=csv");
  CHECK(header(all, "content-type") == "text/csv; charset=utf-8");
  const std::vector<std::string> lines = lines_of(all.body);
  REQUIRE(lines.size() == 1 + 46);
  CHECK(lines[0].starts_with("role,recipeId,makeId,state"));
  CHECK(all.body.find("\"Jane \"\"J\"\" Roe\"") != std::string::npos);
  CHECK(all.body.find("\"'=Pie\"") != std::string::npos);
  CHECK(all.body.find("\"=Pie\"") == std::string::npos);
}

TEST_CASE("an export is asked for in a form, is written down, and HEAD has no body") {
  Service service;
  fill(service);
  for (const char* target : {"/export", "/export?format=xml", "/export?format=NDJSON", "/export?format=%zz"})
    CHECK(service.get(target).status == 400);
  CHECK(service.ask({"GET", "/export?format=csv"}, service.make_token("upload")).status == 403);
  const edge::Response head = service.ask({"HEAD", "/export?format=csv"}, service.token());
  CHECK(head.status == 200);
  CHECK(head.body.empty());
  CHECK(service.get("/export?format=csv").status == 200);
  CHECK(at(service.get("/audit"), "/audit/0/action") == R"("GET /export")");
}

TEST_CASE("an export that cannot be written down gives nothing") {
  Service service;
  fill(service);
  service.world.fate = [](const sim::Pending& call) {
    return call.op == edge::Op::database_batch && call.request.find("INTO audit") != std::string::npos
               ? sim::Fate::fail_before
               : sim::Fate::done;
  };
  CHECK(service.get("/export?format=ndjson").status == 503);
}

TEST_CASE("an export holds one document at a time: each goes out before the next is read") {
  Service service;
  REQUIRE(service.post("/recipes", std::string{apple_pie}).status == 200);
  constexpr int makes = 25;  // more than a page of rows
  constexpr std::size_t notes_bytes = 100'000;
  for (int n = 0; n < makes; ++n)
    REQUIRE(service.post("/recipes/2/makes", R"({"notes":")" + std::string(notes_bytes, 'n') + "\"}").status == 200);
  int emitted = 0;
  int held = 0;
  int held_most = 0;
  std::size_t longest = 0;
  service.world.fate = [&](const sim::Pending& call) {
    if (call.op == edge::Op::bucket_get) held_most = std::max(held_most, ++held);
    if (call.op == edge::Op::emit) {
      held = 0;
      ++emitted;
      longest = std::max(longest, call.request.size());
    }
    return sim::Fate::done;
  };
  const edge::Response all = service.get("/export?format=ndjson");
  CHECK(all.body.size() > makes * notes_bytes);
  CHECK(emitted > makes);
  // The first of a page may find the recipe's few bytes before it.
  CHECK(held_most <= 3);
  // A document, its differences, and what had not filled a chunk before.
  CHECK(longest < 4 * notes_bytes);
}
