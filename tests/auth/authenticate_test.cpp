#include "auth/authenticate.hpp"

#include <doctest/doctest.h>

#include "edge/frame.hpp"
#include "edge/header.hpp"

using namespace cookdiff;
using namespace cookdiff::auth;

namespace {

// A host that knows only codes: the "code" of a message is its length and last letters, which is enough to tell two
// texts apart. Calls are answered one by one by run().
class CodeHost : public edge::Host {
 public:
  void start(edge::CallId id, edge::Op op, std::string_view request, std::uint32_t) override {
    REQUIRE(op == edge::Op::hmac);
    Arena arena;
    const auto frame = edge::read_frame(request, arena);
    secret = edge::text_of(frame->header, "secret");
    message = frame->body;
    pending = id;
  }
  std::int64_t now_ms() override { return now; }
  void random(std::span<std::uint8_t> out) override {
    for (std::uint8_t& byte : out) byte = next++;
  }
  void log(std::string_view line) override { logged += line; }

  static std::string code_of(std::string_view text) {
    std::string code(64, '0');
    for (std::size_t at = 0; at < text.size(); ++at)
      code[at % 64] = static_cast<char>('a' + (code[at % 64] + text[at]) % 6);
    return code;
  }

  std::int64_t now = 1'000'000'000'000;
  std::uint8_t next = 1;
  edge::CallId pending = 0;
  bool fails = false;
  std::string secret, message, logged;
};

class Rows : public TokenStore {
 public:
  edge::Task<std::optional<StoredToken>> find(std::string id) override {
    if (away) co_return Error{Code::unavailable, true, "away"};
    co_return row && row->id == id ? row : std::nullopt;
  }
  edge::Task<Done> note_use(std::string, std::int64_t now_ms) override {
    ++notes;
    if (notes_fail) co_return Error{Code::unavailable, true, "away"};
    row->last_used_ms = now_ms;
    co_return Done{};
  }
  std::optional<StoredToken> row;
  bool away = false;
  bool notes_fail = false;
  int notes = 0;
};

struct World {
  CodeHost host;
  edge::Instance instance{host};
  Rows rows;

  template <typename T>
  Result<T> run(edge::Task<T> task) {
    task.start();
    while (!task.done()) {
      const edge::CallId id = std::exchange(host.pending, 0);
      REQUIRE(id != 0);
      const std::string answer = edge::make_frame(R"({"mac":")" + CodeHost::code_of(host.message) + "\"}");
      instance.complete(id, host.fails ? edge::CallStatus::failed : edge::CallStatus::ok,
                        host.fails ? "no pepper" : answer);
    }
    return task.take();
  }
  std::string token() {
    StoredToken row;
    row.kitchen = "home";
    row.scopes.add(Scope::read);
    auto made = run(make_token(instance, row));
    REQUIRE(made);
    rows.row = made->row;
    return made->text;
  }
  Result<std::optional<Principal>> ask(std::string authorization) {
    return run(authenticate(instance, rows, std::move(authorization)));
  }
  bool admits(std::string authorization) { return ask(std::move(authorization))->has_value(); }
};

}  // namespace

TEST_CASE("a made token is admitted with its kitchen and scopes, and only its code is kept") {
  World world;
  const std::string text = world.token();
  CHECK(token_id(text) == world.rows.row->id);
  CHECK(world.host.secret == "TOKEN_PEPPER");
  CHECK(world.rows.row->code == CodeHost::code_of(text));
  CHECK(world.rows.row->code.find(text.substr(text.size() - 64)) == std::string::npos);
  const auto admitted = world.ask("Bearer " + text);
  REQUIRE(admitted);
  REQUIRE(*admitted);
  CHECK((*admitted)->kitchen == "home");
  CHECK((*admitted)->scopes.text() == "read");
  CHECK(world.admits("bearer  " + text + " "));
}

TEST_CASE("nothing else is admitted") {
  World world;
  const std::string text = world.token();
  std::string other = text;
  other.back() = other.back() == '0' ? '1' : '0';
  for (const std::string& header : {std::string{}, std::string{"Bearer"}, std::string{"Bearer "}, text, "Basic " + text,
                                    "Bearer " + other, "Bearer " + text + "," + text})
    CHECK_MESSAGE(!world.admits(header), header);
  world.rows.row.reset();
  CHECK(!world.admits("Bearer " + text));
}

TEST_CASE("revoked at once; expired at its millisecond") {
  World world;
  const std::string text = world.token();
  world.rows.row->expires_ms = world.host.now + 1;
  CHECK(world.admits("Bearer " + text));
  world.host.now += 1;
  CHECK(!world.admits("Bearer " + text));
  world.rows.row->expires_ms = 0;
  CHECK(world.admits("Bearer " + text));
  world.rows.row->revoked_ms = 1;
  CHECK(!world.admits("Bearer " + text));
}

TEST_CASE("a store or a pepper that does not answer is an error, not in") {
  World world;
  const std::string text = world.token();
  world.rows.away = true;
  CHECK(world.ask("Bearer " + text).error().code == Code::unavailable);
  world.rows.away = false;
  world.host.fails = true;
  CHECK(!world.ask("Bearer " + text));
}

TEST_CASE("the last use is noted at most once an hour, never for who is refused, and its failure keeps nobody out") {
  World world;
  const std::string text = world.token();
  CHECK(world.admits("Bearer " + text));
  CHECK(world.admits("Bearer " + text));
  CHECK(world.rows.notes == 1);
  world.host.now += last_use_grain_ms - 1;
  CHECK(world.admits("Bearer " + text));
  CHECK(world.rows.notes == 1);
  world.host.now += 1;
  world.rows.notes_fail = true;
  CHECK(world.admits("Bearer " + text));
  CHECK(world.rows.notes == 2);
  CHECK(world.host.logged.find(text) == std::string::npos);
  world.rows.row->revoked_ms = 1;
  CHECK(!world.admits("Bearer " + text));
  CHECK(world.rows.notes == 2);
}
