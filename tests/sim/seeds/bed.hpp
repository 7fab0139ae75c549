// The whole application on a simulated host: the three Workers as they are deployed, the real migrations, a token for
// each kitchen.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "sim/world.hpp"

namespace cookdiff::sim {

inline constexpr std::string_view uploads_queue = "recipe-uploads";
inline constexpr std::string_view dead_letters = "recipe-uploads-dlq";

// One run in so many has several databases.
inline constexpr std::uint64_t several_databases_in = 3;
inline constexpr std::size_t databases = 3;

struct Bed {
  World world;
  std::map<std::string, std::string> tokens;  // by kitchen

  explicit Bed(std::uint64_t seed);

  // An event notification of the bucket, as src/ingest/event_message.hpp reads it.
  static std::string event_body(std::string_view key, bool put, std::size_t size);
  void push(std::string body, std::int64_t delay_ms);
  // Begins a call of the REST API, as `kitchen`.
  void begin_fetch(const std::string& kitchen, const std::string& method, const std::string& path, std::string body,
                   std::vector<std::pair<std::string, std::string>> headers, std::function<void(Process&)> ended);

 private:
  std::uint64_t pushed_ = 0;
};

}  // namespace cookdiff::sim
