// Cloudflare Access: who the host says somebody is, mapped to a kitchen by configuration; and answers for pages of
// other sites, which only configuration opens.
#include "auth/access.hpp"
#include "service.hpp"

using namespace cookdiff;
using namespace cookdiff::api;

namespace {

constexpr const char* kitchens = R"([{"email":"Anna@example.com","kitchen":"home","scopes":"admin"},)"
                                 R"({"domain":"bakery.example","kitchen":"bakery","scopes":"read"},)"
                                 R"({"service":"robot.access","kitchen":"home","scopes":"upload"},)"
                                 R"({"email":"bad@example.com","kitchen":"home","scopes":"everything"}])";

edge::Response with_assertion(Service& service, std::string method, std::string target, std::string assertion,
                              std::string body = {}, std::string origin = {}) {
  edge::Headers headers{{"cf-access-jwt-assertion", std::move(assertion)}, {"content-type", "application/json"}};
  if (!origin.empty()) headers.emplace_back("origin", std::move(origin));
  return service.ask({std::move(method), std::move(target), std::move(body), std::move(headers)}, "");
}

}  // namespace

TEST_CASE("an identity gets the first entry that fits, or nothing") {
  const auto of = [](std::string email, std::string subject = {}) {
    return auth::principal_of({true, std::move(email), std::move(subject)}, kitchens);
  };
  REQUIRE(of("anna@example.com"));
  CHECK(of("anna@example.com")->kitchen == "home");
  CHECK(of("anna@example.com")->scopes.text() == "admin");
  CHECK(of("x@bakery.example")->kitchen == "bakery");
  CHECK(!of("x@notbakery.example"));
  CHECK(!of("x@bakery.example.evil.test"));
  CHECK(!of("@bakery.example"));
  CHECK(!of("bad@example.com"));
  CHECK(!of(""));
  CHECK(of("", "robot.access")->scopes.text() == "upload");
  CHECK(!of("someone@example.com", "robot.access"));
  CHECK(!auth::principal_of({false, "anna@example.com", ""}, kitchens));
  for (const char* broken : {"", "{}", "[", "[1]", R"([{"email":""}])", R"([{"email":"anna@example.com"}])"})
    CHECK_MESSAGE(!auth::principal_of({true, "anna@example.com", ""}, broken), broken);
}

TEST_CASE("an assertion counts where a team is configured, and nowhere else") {
  Service service;
  service.world.access = {{"good", "anna@example.com"}, {"baker", "b@bakery.example"}};
  CHECK(with_assertion(service, "GET", "/recipes", "good").status == 401);
  service.world.variables = {{"ACCESS_TEAM", "https://team.test"}, {"ACCESS_KITCHENS", kitchens}};
  CHECK(with_assertion(service, "GET", "/recipes", "good").status == 200);
  CHECK(with_assertion(service, "GET", "/recipes", "forged").status == 401);
  CHECK(at(with_assertion(service, "GET", "/session", "baker"), "/kitchen") == "\"bakery\"");
  CHECK(with_assertion(service, "GET", "/audit", "baker").status == 403);
  const std::string pie{apple_pie};
  CHECK(with_assertion(service, "POST", "/recipes", "good", pie, "https://evil.test").status == 403);
  CHECK(with_assertion(service, "POST", "/recipes", "good", pie, "https://cookdiff.test").status == 200);
  CHECK(with_assertion(service, "POST", "/session/codes", "good").status == 403);
  CHECK(at(with_assertion(service, "GET", "/audit", "good"), "/audit/0/actor") == "\"access:anna@example.com\"");
}

TEST_CASE("when the team's keys cannot be had nobody is let in") {
  Service service;
  service.world.access = {{"good", "anna@example.com"}};
  service.world.variables = {{"ACCESS_TEAM", "https://team.test"}, {"ACCESS_KITCHENS", kitchens}};
  service.world.fate = [](const sim::Pending& call) {
    return call.op == edge::Op::verify_access ? sim::Fate::fail_before : sim::Fate::done;
  };
  CHECK(with_assertion(service, "GET", "/recipes", "good").status == 503);
}
