// The sender against a service that is played: what it asks, how often, and when, at a clock of the test's own.
#include "upload/sender.hpp"

#include <doctest/doctest.h>

#include "base/sha256.hpp"

using namespace cookdiff;
using upload::Answer;
using upload::Tally;

namespace {

struct Asked {
  std::string line;  // "POST /recipes"
  std::string body;
  std::string key;
  std::int64_t at_ms;
};

// Answers each call at once with what `reply` says; waiting moves the clock.
class Played final : public upload::Transport {
 public:
  std::function<Answer(const Asked&)> reply;
  std::vector<Asked> asked;
  std::size_t most_at_once = 0;

  void begin(std::size_t slot, const upload::Call& call) override {
    Asked one{std::string(call.method) + " " + call.path, std::string(call.body), {}, now_};
    for (const auto& [name, value] : call.headers)
      if (name == "idempotency-key") one.key = value;
    asked.push_back(one);
    open_.push_back({slot, reply(one)});
    most_at_once = std::max(most_at_once, open_.size());
  }
  bool next(std::int64_t wait_ms, std::size_t& slot, Answer& answer) override {
    now_ += open_.empty() ? wait_ms : 1;
    if (open_.empty()) return false;
    slot = open_.front().first;
    answer = std::move(open_.front().second);
    open_.erase(open_.begin());
    return true;
  }
  std::int64_t now_ms() override { return now_; }

 private:
  std::vector<std::pair<std::size_t, Answer>> open_;
  std::int64_t now_ = 0;
};

Answer status(int code, std::string body = "{}") { return {.status = code, .body = std::move(body)}; }

upload::Pending original(const std::string& id, const std::string& body) {
  return {.document = {id + ".json", false, id, "", "application/json", body, base::sha256_hex(body)}};
}
upload::Pending make(const std::string& recipe, const std::string& id, const std::string& body) {
  return {.document = {id + ".json", true, recipe, id, "application/json", body, base::sha256_hex(body)}};
}

struct Bench {
  Played service;
  upload::Ledger ledger;
  upload::Options options;
  std::sig_atomic_t interrupted = 0;
  std::vector<std::pair<std::int64_t, std::string>> troubles;  // each change of what is said of it, and when

  Tally run(std::vector<upload::Pending> documents) {
    upload::Sender sender(service, ledger, options, interrupted, [this](const Tally& tally) {
      if (troubles.empty() || troubles.back().second != tally.trouble)
        troubles.emplace_back(service.now_ms(), tally.trouble);
    });
    std::deque<upload::Pending> all(std::make_move_iterator(documents.begin()),
                                    std::make_move_iterator(documents.end()));
    sender.run(std::move(all));
    return sender.tally();
  }
};

}  // namespace

TEST_CASE("originals go before makes, at most so many at once, and a second run sends nothing") {
  Bench bench;
  bench.options.at_once = 3;
  bench.service.reply = [](const Asked&) { return status(200); };
  const auto documents = [] {
    return std::vector{make("1", "7", "m7"), original("1", "a"), original("2", "b"),
                       original("3", "c"),   original("4", "d"), make("2", "8", "m8")};
  };
  const Tally first = bench.run(documents());
  CHECK(first.stored == 6);
  CHECK(first.done() == 6);
  CHECK(bench.service.most_at_once == 3);
  REQUIRE(bench.service.asked.size() == 6);
  for (std::size_t n = 0; n < 4; ++n) CHECK(bench.service.asked[n].line == "POST /recipes");
  CHECK(bench.service.asked[4].line == "POST /recipes/1/makes");
  const Tally second = bench.run(documents());
  CHECK(second.present == 6);
  CHECK(bench.service.asked.size() == 6);
}

TEST_CASE("a limited or absent service is asked again, later and later, with the same key") {
  Bench bench;
  bench.options.at_once = 1;
  int calls = 0;
  bench.service.reply = [&](const Asked&) {
    ++calls;
    if (calls == 1) return Answer{.status = 429, .retry_after_ms = 7'000};
    if (calls == 2) return Answer{.status = 503};
    if (calls == 3) return Answer{.trouble = "connection reset"};
    return status(200);
  };
  const Tally tally = bench.run({original("1", "a")});
  CHECK(tally.stored == 1);
  REQUIRE(bench.service.asked.size() == 4);
  const auto& asked = bench.service.asked;
  CHECK(asked[1].at_ms - asked[0].at_ms >= 7'000);  // as it asked for
  CHECK(asked[2].at_ms - asked[1].at_ms >= 1'000);  // the second pause
  CHECK(asked[3].at_ms - asked[2].at_ms >= 2'000);  // the third
  REQUIRE(bench.troubles.size() == 3);              // a limit is none; the first is said until an answer comes
  CHECK(bench.troubles[1].second == "the service answered 503");
  CHECK(bench.troubles[2].second.empty());
  for (const Asked& one : asked) CHECK(one.key == asked[0].key);
  CHECK(asked[0].key.size() > 64);
}

TEST_CASE("a service that never answers stops the run after a minute or two, and nothing is lost") {
  Bench bench;
  bench.service.reply = [](const Asked&) { return Answer{.trouble = "could not connect"}; };
  std::vector<upload::Pending> documents;
  for (int n = 0; n < 50; ++n) documents.push_back(original(std::to_string(n), "x"));
  const Tally tally = bench.run(std::move(documents));
  CHECK(tally.stopped == "could not connect");
  CHECK(tally.unsent == 50);
  CHECK(tally.done() == 0);
  CHECK(bench.service.now_ms() > 60'000);
  CHECK(bench.service.now_ms() < 180'000);
  CHECK(bench.troubles.at(bench.troubles.size() - 1).second == "could not connect");
  CHECK(bench.troubles.back().first < 1'000);  // said at once
}

TEST_CASE("trouble with one document is refused after tries_max tries, and no try earlier") {
  Bench bench;
  int calls = 0;
  bench.service.reply = [&](const Asked& one) { return one.body == "bad" ? (++calls, status(500)) : status(200); };
  std::vector<upload::Pending> documents{original("1", "bad")};
  for (int n = 2; n < 40; ++n) documents.push_back(original(std::to_string(n), "x" + std::to_string(n)));
  SUBCASE("refused") {
    // The others keep it from looking like a service that is away.
    for (int round = 1; round < upload::tries_max; ++round)
      documents.push_back(original("y" + std::to_string(round), "y"));
  }
  const Tally tally = bench.run(std::move(documents));
  CHECK(calls <= upload::tries_max);
  CHECK(tally.refused.size() + tally.unsent == 1);
}

TEST_CASE("refusals are told by the service's words, and stop nobody else") {
  Bench bench;
  bench.service.reply = [](const Asked& one) {
    return one.body == "bad"
               ? status(422, R"({"detail":"a quantity is not negative","pointer":"/ingredients/0/quantity"})")
               : status(200);
  };
  const Tally tally = bench.run({original("1", "bad"), original("2", "good"), make("1", "7", "m")});
  CHECK(tally.stored == 2);
  REQUIRE(tally.refused.size() == 1);
  CHECK(tally.refused[0].where == "1.json");
  CHECK(tally.refused[0].detail == "a quantity is not negative (pointer \"/ingredients/0/quantity\")");
}

TEST_CASE("a wrong token stops everything; the forbidden look of a token that may only upload does not") {
  Bench bench;
  bench.service.reply = [](const Asked&) { return status(401, R"({"detail":"the token is not known"})"); };
  Tally tally = bench.run({original("1", "a"), original("2", "b")});
  CHECK(tally.stopped == "the token is not known");
  CHECK(tally.unsent == 2);
  bench.service.reply = [](const Asked& one) { return status(one.line.starts_with("GET") ? 403 : 409); };
  tally = bench.run({original("1", "a")});
  CHECK(tally.stopped.empty());
  REQUIRE(tally.refused.size() == 1);
}

TEST_CASE(
    "an id that is taken: the same content is there, other content is a new version only if it is ours or asked for") {
  Bench bench;
  const std::string hash = base::sha256_hex("mine");
  bench.service.reply = [&](const Asked& one) {
    if (one.line.starts_with("POST")) return status(409, R"({"detail":"the recipe has an original"})");
    if (one.line.starts_with("GET /recipes/1/versions"))
      return status(200, R"({"versions":[{"sha256":")" + hash + R"("}]})");
    if (one.line.starts_with("GET")) return status(200, R"({"versions":[{"sha256":"00"}]})");
    return status(200);  // PUT
  };
  Tally tally = bench.run({original("1", "mine"), original("2", "mine")});
  CHECK(tally.present == 1);
  REQUIRE(tally.refused.size() == 1);
  CHECK(tally.refused[0].where == "2.json");
  bench.options.replace = true;
  tally = bench.run({original("2", "mine")});
  CHECK(tally.versions == 1);
  // Ours by the ledger: a changed file goes out as a new version without asking.
  bench.options.replace = false;
  tally = bench.run({original("2", "mine, changed")});
  CHECK(tally.versions == 1);
  CHECK(bench.service.asked.back().line == "PUT /recipes");
}

TEST_CASE("a make that is there is compared by its bytes; one without a recipe is refused by the service") {
  Bench bench;
  bench.service.reply = [](const Asked& one) {
    if (one.line == "POST /recipes/9/makes") return status(404, R"({"detail":"there is no such recipe"})");
    return one.line.starts_with("POST") ? status(409) : status(200, "same bytes");
  };
  const Tally tally = bench.run({make("1", "7", "same bytes"), make("1", "8", "other"), make("9", "1", "x")});
  CHECK(tally.present == 1);
  REQUIRE(tally.refused.size() == 2);
  for (const upload::Refused& one : tally.refused) CHECK(!one.detail.empty());
}

TEST_CASE("two files of one run that want to be one recipe's original: the second is refused, an equal one is there") {
  Bench bench;
  bench.options.at_once = 1;
  bench.service.reply = [](const Asked&) { return status(200); };
  const Tally tally = bench.run({original("1", "a"), original("1", "b"), original("1", "a")});
  CHECK(tally.stored == 1);
  CHECK(tally.present == 1);
  REQUIRE(tally.refused.size() == 1);
  CHECK(tally.refused[0].detail == "recipe 1 has its original in 1.json already");
}

TEST_CASE("what is erased at the service is sent again; an interruption begins nothing new") {
  Bench bench;
  CHECK(bench.ledger.note("1", "", "old"));
  bench.service.reply = [](const Asked& one) { return status(one.line.starts_with("PUT") ? 404 : 200); };
  Tally tally = bench.run({original("1", "a")});
  CHECK(tally.stored == 1);
  bench.options.at_once = 2;
  bench.service.reply = [&](const Asked&) {
    bench.interrupted = 1;
    return status(200);
  };
  tally = bench.run({original("2", "a"), original("3", "b"), original("4", "c"), original("5", "d")});
  CHECK(tally.stored == 2);  // what was under way has its answer
  CHECK(tally.unsent == 2);
}

TEST_CASE("ids in a path") {
  CHECK(upload::path_part("pie-2.b_~") == "pie-2.b_~");
  CHECK(upload::path_part("a/b c?") == "a%2Fb%20c%3F");
  CHECK(upload::path_part("..") == "%2E%2E");
  CHECK(upload::path_part("ä") == "%C3%A4");
}
