// The cases of a database: what D1 promises. Each answers "" when it holds, else what does not.
#pragma once

#include "conformance/bucket_cases.hpp"

namespace conformance {

CaseTask database_values(cookdiff::edge::Instance& instance);
CaseTask database_batch_is_atomic(cookdiff::edge::Instance& instance);
CaseTask database_changes(cookdiff::edge::Instance& instance);
CaseTask database_json_each(cookdiff::edge::Instance& instance);
CaseTask database_refusals(cookdiff::edge::Instance& instance);

}  // namespace conformance
