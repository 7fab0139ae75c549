#include "conformance/store_cases.hpp"

#include "conformance/cases.hpp"
#include "conformance/expect.hpp"
#include "edge/frame.hpp"
#include "edge/stores.hpp"

namespace conformance {

using namespace cookdiff;
using namespace cookdiff::edge;

Task<std::string> kv_values(Instance& instance) {
  Expect expect;
  const KeyValue store(instance, "KV");
  expect.that(!(co_await store.get("k/none")), "an absent key is nothing");
  const std::string value("v\0\xff", 3);
  co_await store.put("k/one", value);
  const std::optional<std::string> got = co_await store.get("k/one");
  expect.that(got && *got == value, "bytes come back");
  co_await store.put("k/empty", "");
  const std::optional<std::string> empty = co_await store.get("k/empty");
  expect.that(empty && empty->empty(), "an empty value is a value");
  co_await store.remove("k/one");
  co_await store.remove("k/never");
  expect.that(!(co_await store.get("k/one")), "a removed key is nothing");
  const Result<Done> longest = co_await store.put(std::string(513, 'k'), "x").result();
  expect.that(!longest, "a key of 513 bytes is refused");
  co_return expect.missed();
}

Task<std::string> queue_sends(Instance& instance) {
  Expect expect;
  const Queue queue(instance, "QUEUE");
  std::vector<OutgoingMessage> messages;
  for (int n = 0; n < 100; ++n) messages.push_back({"{\"n\":" + std::to_string(n) + "}", 0});
  expect.that(static_cast<bool>(co_await queue.send(messages).result()), "a hundred messages are sent");
  messages.push_back({"{}", 0});
  expect.that(!(co_await queue.send(messages).result()), "a hundred and one are refused");
  std::vector<OutgoingMessage> large;
  large.push_back({"\"" + std::string(message_bytes_max - 2, 'x') + "\"", 0});
  expect.that(static_cast<bool>(co_await queue.send(large).result()), "a message of 128,000 bytes is sent");
  large[0].body += ' ';
  expect.that(!(co_await queue.send(large).result()), "a message of 128,001 bytes is refused");
  co_return expect.missed();
}

Task<std::string> service_calls(Instance& instance) {
  Expect expect;
  const Service self(instance, "SELF");
  const std::string answer = co_await self.call("echo", std::string("a\0\xff", 3));
  expect.that(answer == std::string("echo:a\0\xff", 8), "bytes cross both ways");
  const Result<std::string> trapped = co_await self.call("trap", "").result();
  expect.that(!trapped && trapped.error().detail == "trap" && trapped.error().retryable,
              "a trap over there is said to be one");
  const Result<std::string> refused = co_await self.call("fail", "").result();
  expect.that(!refused && !refused.error().retryable && refused.error().detail == "as asked",
              "an error over there comes across");
  co_return expect.missed();
}

Task<std::string> rate_limits(Instance& instance) {
  Expect expect;
  const RateLimit limit(instance, "LIMIT");
  for (std::uint64_t n = 0; n < rate_limit; ++n)
    expect.that(co_await limit.allows("somebody"), "a call within the limit is allowed");
  expect.that(!(co_await limit.allows("somebody")), "one above it is not");
  expect.that(co_await limit.allows("another"), "each key has a limit of its own");
  co_return expect.missed();
}

Task<std::string> digests(Instance& instance) {
  Expect expect;
  // FIPS 180-4 examples, and RFC 4231's way of naming an HMAC over a key and a message.
  const std::vector<std::string> hashes = co_await sha256(instance, {"", "abc", std::string(1000, 'a')});
  expect.equal(hashes[0], "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "sha256 of nothing");
  expect.equal(hashes[1], "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", "sha256 of abc");
  expect.equal(hashes[2], "41edece42d63e8d9bf515a9ba6932e1c20cbc9f5a5d134645adb5db1b9737ea3", "sha256 of a thousand a");
  expect.that((co_await sha256(instance, {})).empty(), "no input, no digest");
  const std::string mac = co_await hmac_sha256(instance, "TOKEN_PEPPER", "message");
  expect.equal(mac, "6e03482bfd9f276ed5586ecce178635f3472a776cf194c6cff28c55f700acbeb", "hmac");
  const Result<std::string> unset = co_await hmac_sha256(instance, "NO_SUCH_SECRET", "message").result();
  expect.that(!unset, "a secret that is not set is an error");
  co_return expect.missed();
}

Task<std::string> clock_random_sleep(Instance& instance) {
  Expect expect;
  const std::int64_t before = instance.now_ms();
  expect.that(before > 1'600'000'000'000, "the clock is in milliseconds since 1970");
  co_await sleep(instance, 20);
  expect.that(instance.now_ms() >= before + 19, "sleep takes its time");
  const std::string first = random_hex(instance, 32);
  const std::string second = random_hex(instance, 32);
  expect.that(first.size() == 64 && first != second, "random bytes differ");
  const Result<std::string> late = co_await instance.call(Op::sleep, make_frame(R"({"milliseconds":60000})"), 5);
  expect.that(!late && late.error().code == Code::timeout && late.error().retryable,
              "a deadline that passes is a timeout");
  co_return expect.missed();
}

}  // namespace conformance
