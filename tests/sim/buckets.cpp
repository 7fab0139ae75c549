#include "sim/buckets.hpp"

#include "sim/sha256.hpp"

namespace cookdiff::sim {

const StoredObject* BucketStore::find(std::string_view key) const {
  const auto found = objects_.find(key);
  return found == objects_.end() ? nullptr : &found->second;
}

const StoredObject* BucketStore::put(std::string_view key, std::string_view body,
                                     std::vector<std::pair<std::string, std::string>> metadata, bool only_if_absent,
                                     std::optional<std::string> if_etag, std::int64_t now_ms) {
  const StoredObject* old = find(key);
  if (only_if_absent && old != nullptr) return nullptr;
  if (if_etag && (old == nullptr || old->etag != *if_etag)) return nullptr;
  StoredObject& object = objects_[std::string{key}];
  object.version = "v" + std::to_string(++puts_);
  object.etag = sha256_hex(body).substr(0, 32);
  object.uploaded_ms = now_ms;
  object.metadata = std::move(metadata);
  object.body = body;
  if (changed) changed(std::string{key}, true);
  return &object;
}

bool BucketStore::remove(std::string_view key) {
  const auto found = objects_.find(key);
  if (found == objects_.end()) return false;
  objects_.erase(found);
  if (changed) changed(std::string{key}, false);
  return true;
}

}  // namespace cookdiff::sim
