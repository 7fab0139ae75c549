// The stages for a host that measures time: the documents lie one behind the other at input(bytes).
#include <string>

#include "bench/stages.hpp"

#define EXPORT(name) __attribute__((export_name(name)))

namespace {
std::string incoming;
}

extern "C" {
EXPORT("input") char* input(std::size_t bytes) {
  incoming.resize(bytes);
  return incoming.data();
}
EXPORT("prepare") bool prepare(std::size_t original_size, std::size_t make_size) {
  const std::string_view bytes(incoming);
  return cookdiff::bench::prepare(bytes.substr(0, original_size), bytes.substr(original_size, make_size));
}
EXPORT("repeat") std::uint32_t repeat(std::uint32_t stage, std::uint32_t times) {
  return cookdiff::bench::repeat(static_cast<cookdiff::bench::Stage>(stage), times);
}
}
