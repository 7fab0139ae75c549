// Shared by the tests of formats: a document as its text, and files of worked examples.
#pragma once

#include <cstdio>
#include <string>
#include <string_view>

#include "base/arena.hpp"
#include "formats/read.hpp"
#include "json/read.hpp"
#include "json/write.hpp"

namespace cookdiff::formats_test {

// The canonical document that the bytes become, as compact JSON; "error: bad-json" and its like where they become none.
inline std::string read_text(std::string_view bytes, std::string_view name = "upload") {
  Arena arena;
  const Result<formats::Reading> reading = formats::read(bytes, name, arena);
  if (!reading) return "error: " + std::string(base::code_name(reading.error().code));
  return json::to_text(reading->document);
}

inline std::string file_bytes(const std::string& path) {
  std::string out;
  if (std::FILE* file = std::fopen(path.c_str(), "rb")) {
    char chunk[4096];
    for (std::size_t size = 0; (size = std::fread(chunk, 1, sizeof chunk, file)) > 0;) out.append(chunk, size);
    std::fclose(file);
  }
  return out;
}

}  // namespace cookdiff::formats_test
