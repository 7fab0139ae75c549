// RFC 1951 (deflate) and RFC 1952 (gzip), of our own: the same code natively and in wasm, where there is no zlib. Tests
// hold it against zlib.
#include "formats/exports/inflate.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "formats/exports.hpp"

namespace cookdiff::formats {

namespace {

constexpr std::size_t code_bits_max = 15;
constexpr std::size_t literals = 288;
constexpr std::size_t distances = 30;
constexpr std::size_t window_bytes = std::size_t{32} << 10;

Error damaged() {
  return {.code = Code::bad_value, .detail = "the archive is damaged: its packed bytes cannot be unpacked"};
}

// Bits, the lowest of a byte first. Past the end they are 0 and `over` says so.
struct Bits {
  std::string_view bytes;
  std::size_t at = 0;
  std::uint32_t held = 0;
  unsigned count = 0;
  bool over = false;

  std::uint32_t take(unsigned wanted) {
    while (count < wanted) {
      over = over || at >= bytes.size();
      held |= (over ? 0U : static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at++]))) << count;
      count += 8;
    }
    const std::uint32_t out = held & ((1U << wanted) - 1U);
    held >>= wanted;
    count -= wanted;
    return out;
  }
  void to_byte() { held = count = 0; }  // less than a byte is ever held between calls
};

// A canonical Huffman code: how many codes of each length, and the symbols in the order of their codes.
struct Huffman {
  std::array<std::uint16_t, code_bits_max + 1> of_length{};
  std::array<std::uint16_t, literals> symbols{};

  // False where the lengths are no code: more than fit, or fewer, but for the one code that may stand alone.
  bool build(const std::uint8_t* lengths, std::size_t size, bool may_be_short) {
    of_length.fill(0);
    for (std::size_t n = 0; n < size; ++n) ++of_length[lengths[n]];
    int left = 1;
    for (std::size_t bits = 1; bits <= code_bits_max; ++bits) {
      left = 2 * left - of_length[bits];
      if (left < 0) return false;
    }
    std::array<std::uint16_t, code_bits_max + 2> place{};
    for (std::size_t bits = 1; bits <= code_bits_max; ++bits)
      place[bits + 1] = static_cast<std::uint16_t>(place[bits] + of_length[bits]);
    for (std::size_t n = 0; n < size; ++n)
      if (lengths[n] != 0) symbols[place[lengths[n]]++] = static_cast<std::uint16_t>(n);
    const std::size_t used = size - of_length[0];
    of_length[0] = 0;
    return left == 0 || (may_be_short && (used == 0 || (used == 1 && of_length[1] == 1)));
  }

  // The next symbol; -1 where the bits are no code.
  int next(Bits& bits) const {
    int code = 0;
    int first = 0;
    int index = 0;
    for (std::size_t length = 1; length <= code_bits_max; ++length) {
      code |= static_cast<int>(bits.take(1));
      const int count = of_length[length];
      if (code - count < first) return symbols[static_cast<std::size_t>(index + code - first)];
      index += count;
      first = (first + count) << 1;
      code <<= 1;
    }
    return -1;
  }
};

struct Unpacking {
  Bits bits;
  std::size_t bytes_max;
  std::string out;
  bool too_large = false;

  bool room(std::size_t more) {
    too_large = more > bytes_max - out.size();
    return !too_large;
  }
};

bool stored_block(Unpacking& work) {
  work.bits.to_byte();
  const std::uint32_t size = work.bits.take(16);
  const std::uint32_t inverse = work.bits.take(16);
  if (work.bits.over || size != (~inverse & 0xFFFFU) || size > work.bits.bytes.size() - work.bits.at) return false;
  if (!work.room(size)) return false;
  work.out.append(work.bits.bytes.substr(work.bits.at, size));
  work.bits.at += size;
  return true;
}

// RFC 1951, 3.2.5: what a length or distance code begins at and how many bits follow it.
constexpr std::array<std::uint16_t, 29> length_base{3,  4,  5,  6,  7,  8,  9,  10, 11,  13,  15,  17,  19,  23, 27,
                                                    31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258};
constexpr std::array<std::uint8_t, 29> length_bits{0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2,
                                                   2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0};

bool copy(Unpacking& work, std::size_t symbol, const Huffman& distance_code) {
  if (symbol >= length_base.size()) return false;
  const std::size_t length = length_base[symbol] + work.bits.take(length_bits[symbol]);
  const int code = distance_code.next(work.bits);
  if (code < 0 || code >= static_cast<int>(distances)) return false;
  const auto number = static_cast<unsigned>(code);
  const unsigned more = number < 4 ? 0 : number / 2 - 1;
  const std::size_t base = number < 4 ? number + 1 : ((std::size_t{2} + number % 2) << more) + 1;
  const std::size_t distance = base + work.bits.take(more);
  if (work.bits.over || distance > work.out.size() || distance > window_bytes || !work.room(length)) return false;
  for (std::size_t n = 0; n < length; ++n) work.out += work.out[work.out.size() - distance];  // it may overlap itself
  return true;
}

bool coded_block(Unpacking& work, const Huffman& literal_code, const Huffman& distance_code) {
  for (;;) {
    const int symbol = literal_code.next(work.bits);
    if (symbol < 0 || work.bits.over) return false;
    if (symbol == 256) return true;
    if (symbol > 256) {
      if (!copy(work, static_cast<std::size_t>(symbol) - 257, distance_code)) return false;
    } else {
      if (!work.room(1)) return false;
      work.out += static_cast<char>(symbol);
    }
  }
}

bool fixed_block(Unpacking& work) {
  std::array<std::uint8_t, literals> lengths{};
  for (std::size_t n = 0; n < literals; ++n)
    lengths[n] = static_cast<std::uint8_t>(n < 144 ? 8 : n < 256 ? 9 : n < 280 ? 7 : 8);
  Huffman literal_code;
  Huffman distance_code;
  static_cast<void>(literal_code.build(lengths.data(), literals, false));
  lengths.fill(5);
  static_cast<void>(distance_code.build(lengths.data(), distances, true));  // two codes of 32 are never used
  return coded_block(work, literal_code, distance_code);
}

// The lengths of both codes of a block, themselves coded (RFC 1951, 3.2.7).
bool read_lengths(Bits& bits, const Huffman& code, std::uint8_t* lengths, std::size_t size) {
  for (std::size_t n = 0; n < size;) {
    const int symbol = code.next(bits);
    if (symbol < 0 || bits.over) return false;
    if (symbol < 16) {
      lengths[n++] = static_cast<std::uint8_t>(symbol);
      continue;
    }
    if (symbol == 16 && n == 0) return false;
    const std::uint8_t again = symbol == 16 ? lengths[n - 1] : std::uint8_t{0};
    const std::size_t times = symbol == 16 ? 3 + bits.take(2) : symbol == 17 ? 3 + bits.take(3) : 11 + bits.take(7);
    if (times > size - n) return false;
    std::fill_n(lengths + n, times, again);
    n += times;
  }
  return true;
}

bool dynamic_block(Unpacking& work) {
  constexpr std::array<std::uint8_t, 19> order{16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};
  const std::size_t literal_count = 257 + work.bits.take(5);
  const std::size_t distance_count = 1 + work.bits.take(5);
  const std::size_t length_count = 4 + work.bits.take(4);
  if (literal_count > 286 || distance_count > distances) return false;
  std::array<std::uint8_t, literals + 32> lengths{};
  for (std::size_t n = 0; n < length_count; ++n) lengths[order[n]] = static_cast<std::uint8_t>(work.bits.take(3));
  Huffman length_code;
  if (!length_code.build(lengths.data(), order.size(), false)) return false;
  lengths.fill(0);
  if (!read_lengths(work.bits, length_code, lengths.data(), literal_count + distance_count)) return false;
  Huffman literal_code;
  Huffman distance_code;
  if (lengths[256] == 0 || !literal_code.build(lengths.data(), literal_count, true) ||
      !distance_code.build(lengths.data() + literal_count, distance_count, true))
    return false;
  return coded_block(work, literal_code, distance_code);
}

bool unpack(Unpacking& work) {
  for (bool last = false; !last;) {
    last = work.bits.take(1) != 0;
    const std::uint32_t kind = work.bits.take(2);
    if (work.bits.over || kind == 3) return false;
    if (!(kind == 0 ? stored_block(work) : kind == 1 ? fixed_block(work) : dynamic_block(work))) return false;
  }
  return true;
}

// Where the packed bytes of a gzip file begin; 0 where it is none.
std::size_t gzip_header(std::string_view bytes) {
  constexpr std::size_t fixed_bytes = 10;
  if (bytes.size() < fixed_bytes || bytes.substr(0, 3) != "\x1f\x8b\x08") return 0;
  const auto flags = static_cast<unsigned char>(bytes[3]);
  if ((flags & 0xE0U) != 0) return 0;
  std::size_t at = fixed_bytes;
  if ((flags & 4U) != 0) {  // extra fields
    if (bytes.size() < at + 2) return 0;
    at += 2 + static_cast<unsigned char>(bytes[at]) + (std::size_t{static_cast<unsigned char>(bytes[at + 1])} << 8);
  }
  for (const unsigned text : {8U, 16U}) {  // a name, a comment, each closed by a zero byte
    if ((flags & text) == 0) continue;
    const std::size_t end = bytes.find('\0', at);
    if (end == std::string_view::npos) return 0;
    at = end + 1;
  }
  if ((flags & 2U) != 0) at += 2;  // a checksum of the header
  return at <= bytes.size() ? at : 0;
}

std::uint32_t little(std::string_view bytes, std::size_t at) {
  std::uint32_t out = 0;
  for (std::size_t n = 4; n-- > 0;) out = out << 8 | static_cast<unsigned char>(bytes[at + n]);
  return out;
}

}  // namespace

Result<std::string> inflate(std::string_view packed, Packing packing, Budget& budget) {
  const std::size_t begin = packing == Packing::gzip ? gzip_header(packed) : 0;
  if (packing == Packing::gzip && begin == 0) return damaged();
  Unpacking work{
      .bits = {.bytes = packed, .at = begin}, .bytes_max = std::min(budget.bytes, entry_bytes_max), .out = {}};
  if (!unpack(work)) {
    if (!work.too_large) return damaged();
    return Error{.code = Code::too_large,
                 .detail = "unpacked it is larger than the limit (64 MiB a file, 1 GiB in all)"};
  }
  if (packing == Packing::gzip) {
    if (packed.size() - work.bits.at < 8 || little(packed, work.bits.at) != crc_of(work.out) ||
        little(packed, work.bits.at + 4) != (work.out.size() & 0xFFFFFFFFU))
      return damaged();
  }
  budget.bytes -= work.out.size();
  return std::move(work.out);
}

unsigned long crc_of(std::string_view bytes) {
  constexpr std::uint32_t polynomial = 0xEDB88320;
  constexpr auto table = [] {
    std::array<std::uint32_t, 256> out{};
    for (std::uint32_t n = 0; n < out.size(); ++n) {
      out[n] = n;
      for (int bit = 0; bit < 8; ++bit) out[n] = out[n] >> 1 ^ ((out[n] & 1U) != 0 ? polynomial : 0U);
    }
    return out;
  }();
  std::uint32_t crc = 0xFFFFFFFF;
  for (const char byte : bytes) crc = crc >> 8 ^ table[(crc ^ static_cast<unsigned char>(byte)) & 0xFFU];
  return crc ^ 0xFFFFFFFF;
}

}  // namespace cookdiff::formats
