// The cases of a bucket: what R2 promises. Each answers "" when it holds, else what does not.
#pragma once

#include "conformance/cases.hpp"

namespace conformance {

using CaseTask = cookdiff::edge::Task<std::string>;

CaseTask bucket_put_get_head(cookdiff::edge::Instance& instance);
CaseTask bucket_size_limit(cookdiff::edge::Instance& instance);
CaseTask bucket_conditions(cookdiff::edge::Instance& instance);
CaseTask bucket_race(cookdiff::edge::Instance& instance);
CaseTask bucket_list(cookdiff::edge::Instance& instance);
CaseTask bucket_remove(cookdiff::edge::Instance& instance);
CaseTask bucket_long_key(cookdiff::edge::Instance& instance);
CaseTask unknown_binding(cookdiff::edge::Instance& instance);

}  // namespace conformance
