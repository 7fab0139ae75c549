// Archived documents by the hash that their row has: what many batches one after the other are compared with.
#pragma once

#include "store/archive.hpp"

namespace cookdiff::store {

// As archived_document; `hash` is the version's own, out of its row, or "" where it is not at hand.
[[nodiscard]] edge::Task<std::optional<ArchivedDocument>> archived_document_held(edge::Instance& instance,
                                                                                 Kitchen kitchen, std::string recipe,
                                                                                 std::int64_t number, std::string hash);

}  // namespace cookdiff::store
