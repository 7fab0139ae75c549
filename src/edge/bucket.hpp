// R2, typed. Strongly consistent. An eTag is no content hash; `version` is new at every put.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "edge/instance.hpp"
#include "edge/task.hpp"

namespace cookdiff::edge {

struct ObjectHead {
  std::string key;
  std::string version;
  std::string etag;  // without quotes
  std::uint64_t size = 0;
  std::int64_t uploaded_ms = 0;
  std::vector<std::pair<std::string, std::string>> metadata;  // custom metadata
};

struct Object {
  ObjectHead head;
  bool too_large = false;  // more than the bytes_max that was asked for: the body was not fetched
  std::string body;
};

struct PutOptions {
  bool only_if_absent = false;         // If-None-Match: *
  std::optional<std::string> if_etag;  // If-Match
  std::vector<std::pair<std::string, std::string>> metadata{};
  std::string content_type = "application/json";
};

struct ObjectPage {
  std::vector<ObjectHead> objects;  // in order of key (UTF-8 bytes); without metadata where it was not asked for
  bool more = false;
};

class Bucket {
 public:
  Bucket(Instance& instance, std::string binding) : instance_(&instance), binding_(std::move(binding)) {}

  // nullopt: there is no such object.
  [[nodiscard]] Task<std::optional<Object>> get(std::string key, std::uint64_t bytes_max) const;
  [[nodiscard]] Task<std::optional<ObjectHead>> head(std::string key) const;
  // nullopt: the condition did not hold and nothing was written.
  [[nodiscard]] Task<std::optional<ObjectHead>> put(std::string key, std::string body, PutOptions options = {}) const;
  [[nodiscard]] Task<Done> remove(std::vector<std::string> keys) const;  // at most 1,000; absent ones are no error
  // Up to `limit` (1 to 1,000) objects whose key starts with `prefix` and is greater than `after`.
  [[nodiscard]] Task<ObjectPage> list(std::string prefix, std::string after, int limit,
                                      bool with_metadata = false) const;

 private:
  Instance* instance_;
  std::string binding_;
};

}  // namespace cookdiff::edge
