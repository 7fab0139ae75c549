// The whole pipeline on the simulated host: uploads become events, the sender hands them to a server that only stores.
#pragma once

#include <doctest/doctest.h>

#include <functional>

#include "edge/header.hpp"
#include "ingest/calls.hpp"
#include "ingest/event_message.hpp"
#include "ingest/sender.hpp"
#include "ingest/watcher.hpp"
#include "json/read.hpp"
#include "json/write.hpp"
#include "sim/world.hpp"
#include "store/databases.hpp"

namespace cookdiff::ingest::test {

class StoreServer : public edge::Worker {
 public:
  explicit StoreServer(edge::Instance& instance) : instance_(instance) {}
  edge::Task<std::string> call(std::string method, std::string bytes) override {
    store::use_databases(instance_, edge::variable(variables, store::databases_variable));
    return serve_call(instance_, std::move(method), std::move(bytes));
  }

 private:
  edge::Instance& instance_;
};

// Runs what a test gives it inside an instance that has the server's bindings.
class JobWorker : public edge::Worker {
 public:
  using Job = std::function<edge::Task<std::string>(edge::Instance&)>;
  JobWorker(edge::Instance& instance, const Job& job) : instance_(instance), job_(job) {}
  edge::Task<std::string> call(std::string, std::string) override {
    store::use_databases(instance_, edge::variable(variables, store::databases_variable));
    return job_(instance_);
  }

 private:
  edge::Instance& instance_;
  const Job& job_;
};

struct Bench {
  sim::World world;
  JobWorker::Job job;

  explicit Bench(std::uint64_t seed = 1) : world(seed) {
    world.database.migrate(COOKDIFF_SOURCE_DIR "/workers/server/migrations");
    world.install("server", {"RECIPES", "ARCHIVE", "DB", "DB2", "DB3", "UPLOADS", "CACHE"},
                  [](edge::Instance& i) { return std::make_unique<StoreServer>(i); });
    world.install("job", {"RECIPES", "ARCHIVE", "DB", "DB2", "DB3", "UPLOADS", "CACHE"},
                  [this](edge::Instance& i) { return std::make_unique<JobWorker>(i, job); });
    world.install("sender", {"RECIPES", "SERVER"}, [](edge::Instance& i) { return std::make_unique<Sender>(i); });
    world.install("watcher", {"RECIPES", "DB", "DB2", "DB3", "UPLOADS"},
                  [](edge::Instance& i) { return std::make_unique<Watcher>(i); });
  }

  void notify(const std::string& key, const char* action, std::size_t size = 0) {
    std::string body;
    json::Writer writer(body);
    writer.begin_object().key("account").string("a").key("action").string(action).key("bucket").string("recipes");
    writer.key("object").begin_object().key("key").string(key);
    if (size != 0) writer.key("size").integer(static_cast<std::int64_t>(size)).key("eTag").string("e");
    writer.end_object().key("eventTime").string("2026-11-25T00:00:00.000Z").end_object();
    world.queues["recipe-uploads"].messages.push_back({"n" + std::to_string(++notified), body, 1, world.now_ms});
  }
  // Into the bucket alone, a second later than whatever was before.
  void put(const std::string& key, const std::string& body,
           std::vector<std::pair<std::string, std::string>> metadata = {}) {
    world.now_ms += 1000;
    world.recipes.put(key, body, std::move(metadata), false, {}, world.now_ms);
  }
  void upload(const std::string& key, const std::string& body,
              std::vector<std::pair<std::string, std::string>> metadata = {}) {
    put(key, body, std::move(metadata));
    notify(key, "PutObject", body.size());
  }
  void erase(const std::string& key) {
    world.now_ms += 1000;
    world.recipes.remove(key);
    notify(key, "DeleteObject");
  }
  void drain() { world.drain("recipe-uploads", "sender"); }
  void store(const std::string& key, const std::string& body,
             std::vector<std::pair<std::string, std::string>> metadata = {}) {
    upload(key, body, std::move(metadata));
    drain();
  }
  Result<std::string> run(JobWorker::Job what) {
    job = std::move(what);
    return world.call("job", "", "");
  }

  // Columns of a key's row, joined by "|"; "" where there is no row.
  std::string row(const std::string& key, const std::string& columns) {
    const auto rows = world.database.rows("SELECT " + columns + " FROM objects WHERE key = '" + key + "'");
    return rows.empty() ? "" : rows[0];
  }
  std::string state(const std::string& key) { return row(key, "state"); }

  int notified = 0;
};

// A pie with that much cinnamon.
inline std::string pie_with(const std::string& cinnamon) {
  return R"({"recipeName":"Apple Pie","recipeId":2,"ingredients":[)"
         R"({"ingredientId":1,"quantity":)" +
         cinnamon +
         R"(,"measurement":"TBS","ingredientName":"cinnamon"},)"
         R"({"ingredientId":2,"quantity":6,"measurement":"","ingredientName":"apples"}],)"
         R"("steps":[{"stepId":1,"stepText":"Pre heat oven to 350 degrees"}]})";
}
inline const std::string pie = pie_with("0.5");
inline const std::string pie_again = pie_with("2");
inline const std::string more_cinnamon =
    R"({"ingredients":[{"ingredientId":1,"quantity":1,"measurement":"TBS","ingredientName":"cinnamon"},)"
    R"({"ingredientId":2,"quantity":6,"measurement":"","ingredientName":"apples"}],"rating":4})";

}  // namespace cookdiff::ingest::test
