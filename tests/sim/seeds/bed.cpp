#include "sim/seeds/bed.hpp"

#include "api/server.hpp"
#include "edge/frame.hpp"
#include "ingest/sender.hpp"
#include "ingest/watcher.hpp"
#include "json/write.hpp"
#include "sim/sha256.hpp"

namespace cookdiff::sim {

namespace {

const DatabaseStore& migrated() {
  static DatabaseStore store;
  static const bool done = [] {
    store.migrate(COOKDIFF_SOURCE_DIR "/workers/server/migrations");
    return true;
  }();
  (void)done;
  return store;
}

}  // namespace

Bed::Bed(std::uint64_t seed) : world(seed) {
  world.database.copy(migrated());
  if (seed % several_databases_in == 0) {
    for (std::size_t n = 2; n <= databases; ++n) world.add_database().copy(migrated());
    // What is the emptiest changes from one look to the next.
    std::uint64_t step = seed;
    for (auto& [binding, store] : world.further_databases) store.others_write = step += 300'007;
    world.database.others_write = 500'009;
  }
  world.install("server", {"RECIPES", "ARCHIVE", "DB", "DB2", "DB3", "CACHE", "UPLOADS"},
                [](edge::Instance& instance) { return std::make_unique<api::Server>(instance); });
  world.install("sender", {"RECIPES", "SERVER"},
                [](edge::Instance& instance) { return std::make_unique<ingest::Sender>(instance); });
  world.install("watcher", {"RECIPES", "DB", "DB2", "DB3", "UPLOADS"},
                [](edge::Instance& instance) { return std::make_unique<ingest::Watcher>(instance); });
  for (const std::string kitchen : {"home", "anna", "ben"}) {
    const std::string id = sha256_hex(kitchen).substr(0, 16);
    const std::string text = "cookdiff_" + id + "_" + sha256_hex(id);
    const std::string code = hmac_sha256_hex(world.secrets.at("TOKEN_PEPPER"), text);
    (void)world.database.rows(
        "INSERT INTO tokens (id, kitchen, scopes, name, code, made_ms, expires_ms, last_used_ms, revoked_ms) VALUES "
        "('" +
        id + "', '" + kitchen + "', 'read upload admin', 'simulated', '" + code + "', 1, 0, 0, 0)");
    tokens[kitchen] = text;
  }
}

std::string Bed::event_body(std::string_view key, bool put, std::size_t size) {
  std::string body;
  json::Writer writer(body);
  writer.begin_object().key("account").string("a").key("action").string(put ? "PutObject" : "DeleteObject");
  writer.key("bucket").string("recipes").key("object").begin_object().key("key").string(key);
  if (put) writer.key("size").integer(static_cast<std::int64_t>(size)).key("eTag").string("e");
  writer.end_object().key("eventTime").string("2026-11-25T00:00:00.000Z").end_object();
  return body;
}

void Bed::push(std::string body, std::int64_t delay_ms) {
  QueueStore& queue = world.queues[std::string{uploads_queue}];
  ++queue.sent;
  queue.messages.push_back({"e" + std::to_string(++pushed_), std::move(body), 1, world.now_ms + delay_ms});
}

void Bed::begin_fetch(const std::string& kitchen, const std::string& method, const std::string& path, std::string body,
                      std::vector<std::pair<std::string, std::string>> headers, std::function<void(Process&)> ended) {
  headers.emplace_back("authorization", "Bearer " + tokens.at(kitchen));
  if (!body.empty()) headers.emplace_back("content-type", "application/json");
  const std::size_t mark = path.find('?');
  std::string header;
  json::Writer writer(header);
  writer.begin_object().key("method").string(method).key("path").string(path.substr(0, mark));
  writer.key("query").string(mark == std::string::npos ? "" : path.substr(mark + 1)).key("headers").begin_array();
  for (const auto& [name, value] : headers) writer.begin_array().string(name).string(value).end_array();
  writer.end_array().key("bodyTooLarge").boolean(false).key("address").string("192.0.2.1");
  writer.key("variables").raw(world.variables_json()).end_object();
  world.begin("server", edge::EventKind::fetch, edge::make_frame(header, body), std::move(ended));
}

}  // namespace cookdiff::sim
