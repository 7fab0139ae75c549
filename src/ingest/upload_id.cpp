#include "base/base64url.hpp"
#include "ingest/ingest.hpp"
#include "json/utf8.hpp"

namespace cookdiff::ingest {

std::string upload_id(std::string_view key) { return base::to_base64url(key); }

std::optional<std::string> upload_key(std::string_view id) {
  auto key = base::from_base64url(id);
  // Keys are UTF-8; other bytes could not even be asked for in the tables.
  if (!key || json::first_bad_utf8(*key) != json::valid_throughout || key->find('\0') != std::string::npos)
    return std::nullopt;
  return key;
}

}  // namespace cookdiff::ingest
