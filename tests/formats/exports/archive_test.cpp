// Archives that mean harm, and the limits at their edge.
#include <doctest/doctest.h>
#include <zlib.h>

#include <string>

#include "formats/exports.hpp"
#include "formats/exports/inflate.hpp"
#include "formats/exports/zip.hpp"

namespace {

using namespace cookdiff;
using formats::Budget;

std::string packed(std::string_view text, int window) {
  z_stream stream{};
  REQUIRE(deflateInit2(&stream, 9, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string out(deflateBound(&stream, text.size()), '\0');
  stream.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

// What zlib makes of the bytes; empty where it refuses them.
std::string unpacked_by_zlib(std::string_view bytes, int window) {
  z_stream stream{};
  REQUIRE(inflateInit2(&stream, window) == Z_OK);
  std::string out(std::size_t{1} << 20, '\0');
  stream.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const bool whole = inflate(&stream, Z_FINISH) == Z_STREAM_END;
  out.resize(whole ? stream.total_out : 0);
  inflateEnd(&stream);
  return out;
}

void append(std::string& out, std::uint64_t value, int bytes) {
  for (int byte = 0; byte < bytes; ++byte) out += static_cast<char>((value >> (8 * byte)) & 0xFF);
}

struct Listed {
  std::string name = "a.json";
  std::string bytes = "{}";
  std::uint64_t said_bytes = 2;
  unsigned method = 0;
  std::uint64_t header_at = 0;
};

// A zip of one entry whose directory says what it is told to say, `times` over.
std::string zip_of(const Listed& entry, unsigned long crc, std::size_t times, std::uint64_t said_times) {
  std::string out;
  append(out, 0x04034B50, 4);
  append(out, 20, 2);
  out.append(20, '\0');
  append(out, entry.name.size(), 2);
  append(out, 0, 2);
  out += entry.name + entry.bytes;
  const std::size_t directory = out.size();
  for (std::size_t time = 0; time < times; ++time) {
    append(out, 0x02014B50, 4);
    out.append(6, '\0');
    append(out, entry.method, 2);
    out.append(4, '\0');
    append(out, crc, 4);
    append(out, entry.bytes.size(), 4);
    append(out, entry.said_bytes, 4);
    append(out, entry.name.size(), 2);
    out.append(12, '\0');
    append(out, entry.header_at, 4);
    out += entry.name;
  }
  append(out, 0x06054B50, 4);
  out.append(4, '\0');
  append(out, said_times, 2);
  append(out, said_times, 2);
  append(out, 0, 4);
  append(out, directory, 4);
  append(out, 0, 2);
  return out;
}

Code refusal(std::string_view bytes) {
  Arena arena;
  const Result<formats::Export> read = formats::read_export(bytes, arena);
  REQUIRE(!read);
  return read.error().code;
}

}  // namespace

TEST_CASE("unpacking stops at the limit of a file and of all files") {
  const std::string zeros(std::size_t{1} << 20, '\0');
  const std::string bomb = packed(zeros, 31);
  Budget enough{zeros.size(), 1};
  const Result<std::string> whole = formats::inflate(bomb, formats::Packing::gzip, enough);
  REQUIRE(whole);
  CHECK(whole->size() == zeros.size());
  CHECK(enough.bytes == 0);
  Budget short_by_one{zeros.size() - 1, 1};
  const Result<std::string> refused = formats::inflate(bomb, formats::Packing::gzip, short_by_one);
  REQUIRE(!refused);
  CHECK(refused.error().code == Code::too_large);

  const std::string most(formats::entry_bytes_max, '\0');
  Budget plenty{formats::unpacked_bytes_max, 1};
  CHECK(formats::inflate(packed(most, 31), formats::Packing::gzip, plenty));
  const Result<std::string> over = formats::inflate(packed(most + '\0', 31), formats::Packing::gzip, plenty);
  REQUIRE(!over);
  CHECK(over.error().code == Code::too_large);
}

TEST_CASE("many entries over the same bytes use up the budget") {
  const std::string zeros(std::size_t{1} << 20, ' ');
  Listed entry;
  entry.bytes = packed(zeros, -15);
  entry.said_bytes = zeros.size();
  entry.method = 8;
  const std::string zip = zip_of(entry, formats::crc_of(zeros), 5, 5);
  Budget budget{3 * zeros.size(), 100};
  const auto entries = formats::zip_entries(zip, budget);
  REQUIRE(entries);
  CHECK(budget.entries == 95);
  int unpacked = 0;
  for (const formats::ZipEntry& one : *entries) unpacked += formats::unzip(zip, one, budget) ? 1 : 0;
  CHECK(unpacked == 3);
}

TEST_CASE("the number of files is bounded") {
  const std::string zip = zip_of({}, formats::crc_of("{}"), 3, 3);
  Budget enough{100, 3};
  CHECK(formats::zip_entries(zip, enough));
  Budget less{100, 2};
  const auto refused = formats::zip_entries(zip, less);
  REQUIRE(!refused);
  CHECK(refused.error().code == Code::too_large);
}

TEST_CASE("archives that do not say the truth are refused") {
  const unsigned long crc = formats::crc_of("{}");
  CHECK(refusal(zip_of({}, crc, 1, 1)) == Code::unknown_format);  // sound, but no recipe
  CHECK(refusal(zip_of({}, crc + 1, 1, 1)) == Code::bad_value);
  CHECK(refusal(zip_of({}, crc, 1, 9)) == Code::bad_value);
  Listed elsewhere;
  elsewhere.header_at = 5;
  CHECK(refusal(zip_of(elsewhere, crc, 1, 1)) == Code::bad_value);
  elsewhere.header_at = 0xFFFFFFFE;
  CHECK(refusal(zip_of(elsewhere, crc, 1, 1)) == Code::bad_value);
  Listed longer;
  longer.said_bytes = 3;
  CHECK(refusal(zip_of(longer, crc, 1, 1)) == Code::bad_value);
  Listed huge;
  huge.said_bytes = 0xFFFFFFF0;
  CHECK(refusal(zip_of(huge, crc, 1, 1)) == Code::too_large);
  Listed other_method;
  other_method.method = 12;
  CHECK(refusal(zip_of(other_method, crc, 1, 1)) == Code::unsupported);
  CHECK(refusal("PK\x03\x04") == Code::bad_value);
  CHECK(refusal("\x1F\x8B\x08") == Code::bad_value);
}

TEST_CASE("an entry's name is told only where it is plain text") {
  Listed entry;
  entry.name = "a\nb.json";
  entry.bytes = "{";
  entry.said_bytes = 1;
  Arena arena;
  Listed good;
  const std::string zip = zip_of(entry, formats::crc_of("{"), 1, 1);
  const Result<formats::Export> read = formats::read_export(zip, arena);
  REQUIRE(!read);
  CHECK(read.error().detail.find('\n') == std::string::npos);
}

// What zlib packs, we unpack to the byte; what zlib refuses of damaged bytes, we never take for whole.
TEST_CASE("our unpacking and zlib agree, on whole streams, on cut ones and on those with a bit turned over") {
  std::uint64_t seed = 1;
  const auto next = [&seed] { return (seed = seed * 6364136223846793005U + 1442695040888963407U) >> 33; };
  for (int round = 0; round < 300; ++round) {
    std::string text(next() % 3000, 'a');
    const std::uint64_t letters = 1 + next() % (round % 3 == 0 ? 256 : 9);  // stored, fixed and dynamic blocks
    for (char& letter : text) letter = static_cast<char>(next() % letters);
    for (const bool gzip : {false, true}) {
      const std::string whole = packed(text, gzip ? 31 : -15);
      const formats::Packing packing = gzip ? formats::Packing::gzip : formats::Packing::raw;
      Budget budget{.bytes = formats::unpacked_bytes_max, .entries = 1};
      const auto unpacked = formats::inflate(whole, packing, budget);
      REQUIRE(unpacked);
      REQUIRE(*unpacked == text);
      CHECK(budget.bytes == formats::unpacked_bytes_max - text.size());
      Budget ample{.bytes = formats::unpacked_bytes_max, .entries = 1};
      CHECK_FALSE(formats::inflate(whole.substr(0, next() % whole.size()), packing, ample));
      std::string turned = whole;
      turned[next() % turned.size()] ^= static_cast<char>(1U << next() % 8);
      Budget other{.bytes = formats::unpacked_bytes_max, .entries = 1};
      const auto read = formats::inflate(turned, packing, other);
      const std::string expected = unpacked_by_zlib(turned, gzip ? 31 : -15);
      if (read && !gzip) CHECK(*read == expected);  // the checksum and the size guard gzip's own
    }
    CHECK(formats::crc_of(text) ==
          crc32(0, reinterpret_cast<const Bytef*>(text.data()), static_cast<uInt>(text.size())));
  }
}
