// Runs store's queries inside an instance of the simulated host, on the real migrations.
#pragma once

#include <doctest/doctest.h>

#include <functional>

#include "sim/world.hpp"
#include "store/commit.hpp"
#include "store/databases.hpp"

namespace cookdiff::store::test {

using Job = std::function<edge::Task<std::string>(edge::Instance&)>;

class JobWorker : public edge::Worker {
 public:
  JobWorker(edge::Instance& instance, const Job& job) : instance_(instance), job_(job) {}
  edge::Task<std::string> call(std::string, std::string) override {
    use_databases(instance_, edge::variable(variables, databases_variable));
    return job_(instance_);
  }

 private:
  edge::Instance& instance_;
  const Job& job_;
};

struct Bench {
  sim::World world;
  Job job;

  explicit Bench(std::size_t databases = 1) {
    const std::string migrations = COOKDIFF_SOURCE_DIR "/workers/server/migrations";
    world.database.migrate(migrations);
    for (std::size_t n = 1; n < databases; ++n) world.add_database().migrate(migrations);
    world.install("job", {"RECIPES", "ARCHIVE", "DB", "DB2", "DB3"},
                  [this](edge::Instance& i) { return std::make_unique<JobWorker>(i, job); });
  }
  std::string run(Job what) {
    job = std::move(what);
    const auto result = world.call("job", "", "");
    return result ? *result : "error: " + result.error().detail;
  }
  void sql(const std::string& text) { (void)world.database.rows(text); }
};

inline Kitchen kitchen(std::string_view name) {
  auto made = Kitchen::named(name);
  REQUIRE(made);
  return *std::move(made);
}

}  // namespace cookdiff::store::test
