#include "bench/stages.hpp"

#include <string>

#include "diff/compare.hpp"
#include "diff/placement.hpp"
#include "formats/read.hpp"
#include "recipe/document.hpp"

namespace cookdiff::bench {

namespace {

constexpr std::size_t first_block_bytes = 1 << 16;

// What the stages before the one that is measured have made. Never freed: one pair is measured in a process.
struct Prepared {
  std::string_view original_bytes;
  std::string_view make_bytes;
  Arena arena{first_block_bytes};
  json::Value original;
  json::Value make;
  diff::Differences differences;
};
Prepared* prepared = nullptr;

std::uint32_t read() {
  Arena arena(first_block_bytes);
  const auto original = formats::read(prepared->original_bytes, {}, arena);
  const auto make = formats::read(prepared->make_bytes, {}, arena);
  return original && make ? original->document.size + make->document.size : 0;
}

std::uint32_t check() {
  const auto original = recipe::check(prepared->original);
  const auto make = recipe::check(prepared->make);
  return original && make ? 1 : 0;
}

std::uint32_t compare() {
  Arena arena(first_block_bytes);
  const auto compared = diff::compare(prepared->original, prepared->make, arena);
  return compared ? static_cast<std::uint32_t>(compared->differences.size()) : 0;
}

std::uint32_t write() {
  std::string out;
  diff::write(prepared->differences, {}, out);
  return static_cast<std::uint32_t>(out.size());
}

std::uint32_t whole() {
  Arena arena(first_block_bytes);
  const auto original = formats::read(prepared->original_bytes, {}, arena);
  const auto make = formats::read(prepared->make_bytes, {}, arena);
  if (!original || !make) return 0;
  const auto original_identity = recipe::check(original->document);
  const auto make_identity = recipe::check(make->document);
  if (!original_identity || !make_identity) return 0;
  const auto compared = diff::compare(original->document, make->document, arena);
  if (!compared) return 0;
  std::string out;
  diff::write(*compared, diff::placement_of(*original_identity, *make_identity), out);
  return static_cast<std::uint32_t>(out.size());
}

std::uint32_t once(Stage stage) {
  switch (stage) {
    case Stage::read: return read();
    case Stage::check: return check();
    case Stage::compare: return compare();
    case Stage::write: return write();
    case Stage::whole: return whole();
  }
  return 0;
}

}  // namespace

bool prepare(std::string_view original, std::string_view make) {
  prepared =
      new Prepared{.original_bytes = original, .make_bytes = make, .original = {}, .make = {}, .differences = {}};
  auto original_reading = formats::read(original, {}, prepared->arena);
  auto make_reading = formats::read(make, {}, prepared->arena);
  if (!original_reading || !make_reading) return false;
  prepared->original = original_reading->document;
  prepared->make = make_reading->document;
  auto compared = diff::compare(prepared->original, prepared->make, prepared->arena);
  if (compared) prepared->differences = *compared;
  return static_cast<bool>(compared);
}

std::uint32_t repeat(Stage stage, std::uint32_t times) {
  std::uint32_t sum = 0;
  for (std::uint32_t n = 0; n < times; ++n) sum += once(stage);
  return sum;
}

}  // namespace cookdiff::bench
