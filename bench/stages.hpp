// The stages of one comparison, each repeatable alone, so that a benchmark can say where the time goes.
#pragma once

#include <cstdint>
#include <string_view>

namespace cookdiff::bench {

enum class Stage : std::uint8_t {
  read,     // both documents from bytes
  check,    // both checked
  compare,  // two documents that are read already, to Differences
  write,    // Differences to bytes
  whole,    // all of it, bytes to bytes
};

// Keeps views of the bytes. False when a document is refused.
[[nodiscard]] bool prepare(std::string_view original, std::string_view make);
// Runs the stage that often on what was prepared; gives a number that depends on every answer.
[[nodiscard]] std::uint32_t repeat(Stage stage, std::uint32_t times);

}  // namespace cookdiff::bench
