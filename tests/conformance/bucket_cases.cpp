#include "conformance/bucket_cases.hpp"

#include "conformance/expect.hpp"
#include "edge/bucket.hpp"
#include "edge/when_all.hpp"

namespace conformance {

using namespace cookdiff;
using namespace cookdiff::edge;

Task<std::string> bucket_put_get_head(Instance& instance) {
  Expect expect;
  const Bucket bucket(instance, "BUCKET");
  expect.that(!(co_await bucket.get("a/none", 100)), "an absent object is nothing");
  expect.that(!(co_await bucket.head("a/none")), "an absent head is nothing");
  const std::string body("bytes \0 and \xff", 13);
  PutOptions options;
  options.metadata = {{"recipeid", "pie"}};
  const auto put = co_await bucket.put("a/one", body, std::move(options));
  if (!put) co_return std::string{"an unconditional put is stored"};
  expect.equal(put->key, "a/one", "key");
  expect.that(!put->version.empty() && !put->etag.empty(), "a put has a version and an etag");
  expect.equal(static_cast<std::int64_t>(put->size), 13, "size");
  expect.that(put->uploaded_ms > 1'600'000'000'000, "uploaded is in milliseconds");
  const auto got = co_await bucket.get("a/one", 100);
  if (!got) co_return std::string{"what was put is there"};
  expect.that(got->body == body, "the bytes come back");
  expect.equal(got->head.version, put->version, "get's version");
  expect.equal(got->head.etag, put->etag, "get's etag");
  expect.that(got->head.metadata == std::vector<std::pair<std::string, std::string>>{{"recipeid", "pie"}},
              "metadata comes back");
  const auto head = co_await bucket.head("a/one");
  expect.that(head && head->version == put->version && head->size == 13, "head says the same");
  const auto again = co_await bucket.put("a/one", body);
  expect.that(again && again->version != put->version, "the same bytes again are a new version");
  expect.that(again && again->etag == put->etag, "with the same etag");
  co_return expect.missed();
}

Task<std::string> bucket_size_limit(Instance& instance) {
  Expect expect;
  const Bucket bucket(instance, "BUCKET");
  co_await bucket.put("size/ten", "0123456789");
  const auto fits = co_await bucket.get("size/ten", 10);
  expect.that(fits && !fits->too_large && fits->body == "0123456789", "ten bytes fit into ten");
  const auto over = co_await bucket.get("size/ten", 9);
  expect.that(over && over->too_large && over->body.empty(), "ten bytes do not fit into nine");
  expect.that(over && over->head.size == 10, "and the size is said");
  const auto empty = co_await bucket.put("size/none", "");
  const auto got = co_await bucket.get("size/none", 0);
  expect.that(empty && got && !got->too_large && got->body.empty(), "an empty object is an object");
  co_return expect.missed();
}

Task<std::string> bucket_conditions(Instance& instance) {
  Expect expect;
  const Bucket bucket(instance, "BUCKET");
  PutOptions absent;
  absent.only_if_absent = true;
  const auto first = co_await bucket.put("if/one", "first", absent);
  expect.that(first.has_value(), "only if absent: stored where there is none");
  expect.that(!(co_await bucket.put("if/one", "second", absent)), "only if absent: not stored where there is one");
  const auto kept = co_await bucket.get("if/one", 100);
  expect.that(kept && kept->body == "first", "and nothing was written");
  PutOptions match;
  match.if_etag = first ? first->etag : "";
  const auto second = co_await bucket.put("if/one", "third", match);
  expect.that(second.has_value(), "if etag: stored where it is the one");
  expect.that(!(co_await bucket.put("if/one", "fourth", match)), "if etag: not stored where it is another");
  expect.that(!(co_await bucket.put("if/none", "fifth", match)), "if etag: not stored where there is none");
  co_return expect.missed();
}

Task<std::string> bucket_race(Instance& instance) {
  const Bucket bucket(instance, "BUCKET");
  PutOptions absent;
  absent.only_if_absent = true;
  std::vector<Task<std::optional<ObjectHead>>> tasks;
  for (const char* body : {"a", "b", "c", "d"}) tasks.push_back(bucket.put("race/one", body, absent));
  int stored = 0;
  for (Result<std::optional<ObjectHead>>& put : co_await when_all(std::move(tasks))) stored += put && *put ? 1 : 0;
  co_return stored == 1 ? "" : "of four conditional puts " + std::to_string(stored) + " were stored";
}

Task<std::string> bucket_list(Instance& instance) {
  Expect expect;
  const Bucket bucket(instance, "BUCKET");
  for (const char* key : {"l/b", "l/a", "l/\xC3\xA9", "l/Z", "m/x", "l/a/1"}) {
    PutOptions options;
    options.metadata = {{"k", key[2] == 'a' ? "yes" : "no"}};
    co_await bucket.put(key, "x", std::move(options));
  }
  ObjectPage page = co_await bucket.list("l/", "", 1000);
  std::string keys;
  for (const ObjectHead& head : page.objects) keys += head.key + " ";
  expect.equal(keys, "l/Z l/a l/a/1 l/b l/\xC3\xA9 ", "keys in order of their bytes");
  expect.that(!page.more, "no more behind the last");
  expect.that(page.objects.size() == 5 && page.objects[1].metadata.empty(), "a list is of heads without metadata");
  page = co_await bucket.list("l/", "l/a", 2);
  expect.that(page.objects.size() == 2 && page.objects[0].key == "l/a/1" && page.objects[1].key == "l/b" && page.more,
              "a page after a key, with more behind it");
  page = co_await bucket.list("l/", "l/b", 2);
  expect.that(page.objects.size() == 1 && !page.more, "the last page");
  page = co_await bucket.list("nothing/", "", 10);
  expect.that(page.objects.empty() && !page.more, "an empty page");
  std::string said;
  do {  // such pages may be short ones
    page = co_await bucket.list("l/", page.objects.empty() ? "" : page.objects.back().key, 1000, true);
    for (const ObjectHead& head : page.objects)
      for (const auto& [name, value] : head.metadata) said += head.key + " " + value + ", ";
  } while (page.more && !page.objects.empty());
  expect.equal(said, "l/Z no, l/a yes, l/a/1 yes, l/b no, l/\xC3\xA9 no, ", "metadata where it is asked for");
  co_return expect.missed();
}

Task<std::string> bucket_remove(Instance& instance) {
  Expect expect;
  const Bucket bucket(instance, "BUCKET");
  co_await bucket.put("d/a", "x");
  co_await bucket.put("d/b", "x");
  co_await bucket.put("d/c", "x");
  co_await bucket.remove({"d/a", "d/b", "d/never"});
  expect.that(!(co_await bucket.head("d/a")) && !(co_await bucket.head("d/b")), "removed objects are gone");
  expect.that((co_await bucket.head("d/c")).has_value(), "others stay");
  co_await bucket.remove({});
  co_return expect.missed();
}

Task<std::string> bucket_long_key(Instance& instance) {
  Expect expect;
  const Bucket bucket(instance, "BUCKET");
  const std::string longest = "long/" + std::string(1019, 'k');
  const Result<std::optional<ObjectHead>> fits = co_await bucket.put(longest, "x").result();
  expect.that(fits && *fits, "a key of 1,024 bytes is stored");
  const Result<std::optional<ObjectHead>> over = co_await bucket.put(longest + "k", "x").result();
  expect.that(!over && over.error().code == Code::unavailable, "a key of 1,025 bytes is an error");
  co_return expect.missed();
}

Task<std::string> unknown_binding(Instance& instance) {
  const Result<std::optional<ObjectHead>> head = co_await Bucket(instance, "NO_SUCH").head("a").result();
  co_return std::string{!head && head.error().code == Code::unavailable ? ""
                                                                        : "a binding that is not there is an error"};
}

}  // namespace conformance
