// An R2 bucket in memory: strongly consistent, a new version at every put, keys in order of their UTF-8 bytes.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cookdiff::sim {

struct StoredObject {
  std::string version;
  std::string etag;
  std::int64_t uploaded_ms = 0;
  std::vector<std::pair<std::string, std::string>> metadata;
  std::string body;
};

class BucketStore {
 public:
  using Objects = std::map<std::string, StoredObject, std::less<>>;

  [[nodiscard]] const StoredObject* find(std::string_view key) const;
  // nullptr: the condition did not hold.
  const StoredObject* put(std::string_view key, std::string_view body,
                          std::vector<std::pair<std::string, std::string>> metadata, bool only_if_absent,
                          std::optional<std::string> if_etag, std::int64_t now_ms);
  bool remove(std::string_view key);
  [[nodiscard]] const Objects& objects() const { return objects_; }

  // Told of every put (true) and removal (false), as event notifications are; may be empty.
  std::function<void(const std::string& key, bool put)> changed;

 private:
  Objects objects_;
  std::uint64_t puts_ = 0;
};

}  // namespace cookdiff::sim
