// A make as it is compared: its own document with what it left out taken from its original.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "api/context.hpp"
#include "ingest/documents.hpp"

namespace cookdiff::api {

struct WholeMake {
  store::ObjectRow row;
  ingest::Held make;
  ingest::Held original;      // the version that it is compared with
  bool has_original = false;  // false: it is pending, and nothing is filled
  json::Value document;       // views both and the arena
  std::vector<std::string> filled;
  std::unique_ptr<Arena> arena;
};

[[nodiscard]] edge::Task<WholeMake> whole_make(Context& context, ingest::MakeHeld held);

}  // namespace cookdiff::api
