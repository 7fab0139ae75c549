// The digests that the simulated host gives; in a Worker the platform does it.
#pragma once

#include "base/sha256.hpp"

namespace cookdiff::sim {
using base::hmac_sha256_hex;
using base::sha256_hex;
}  // namespace cookdiff::sim
