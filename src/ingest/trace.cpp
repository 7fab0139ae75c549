#include "ingest/trace.hpp"

#include <algorithm>
#include <cstdint>

#include "json/write.hpp"

namespace cookdiff::ingest {

std::string trace_id(std::string_view key, std::string_view version) {
  std::uint64_t hash = 0xcbf29ce484222325U;  // FNV-1a, then the last steps of MurmurHash3: every bit counts
  const auto take = [&hash](std::string_view text) {
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  };
  take(key);
  take({"\0", 1});
  take(version);
  hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccdU;
  hash = (hash ^ (hash >> 33)) * 0xc4ceb9fe1a85ec53U;
  hash ^= hash >> 33;
  std::string out;
  for (int shift = 60; shift >= 0; shift -= 4) out += "0123456789abcdef"[(hash >> shift) & 15];
  return out;
}

void log_traces(edge::Instance& instance, std::string_view event, const std::vector<std::string>& traces) {
  for (std::size_t at = 0; at < traces.size(); at += traces_a_line) {
    std::string line;
    json::Writer writer(line);
    writer.begin_object().key("level").string("info").key("event").string(event).key("traces").begin_array();
    for (std::size_t n = at; n < std::min(at + traces_a_line, traces.size()); ++n) writer.string(traces[n]);
    writer.end_array().end_object();
    instance.host().log(line);
  }
}

}  // namespace cookdiff::ingest
