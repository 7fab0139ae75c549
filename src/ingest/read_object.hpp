// What the bucket of uploads says about a key now. A body above the largest page that is read is left there.
#pragma once

#include <string>

#include "ingest/ingest.hpp"

namespace cookdiff::ingest {

[[nodiscard]] edge::Task<Reading> read_object(edge::Instance& instance, std::string key);

}  // namespace cookdiff::ingest
