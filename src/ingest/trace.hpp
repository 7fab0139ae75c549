// The trace id of an upload: the same for the sweep that finds it, the sender that reads it, the server that decides on
// it and GET /uploads, so that a line of the log leads to the row and back. It follows from the key and the bucket's
// version alone, so nothing has to carry it; and it says neither (64 bits of a hash).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "edge/instance.hpp"

namespace cookdiff::ingest {

inline constexpr std::size_t trace_letters = 16;  // hex

// `version` "" : of a key without an object.
[[nodiscard]] std::string trace_id(std::string_view key, std::string_view version);

// One line {"level":"info","event":…,"traces":[…]}; none where there are no traces. Each is an id, or an id, a space
// and a word of ours.
inline constexpr std::size_t traces_a_line = 100;
void log_traces(edge::Instance& instance, std::string_view event, const std::vector<std::string>& traces);

}  // namespace cookdiff::ingest
