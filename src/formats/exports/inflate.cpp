#include "formats/exports/inflate.hpp"

#include <zlib.h>

#include <algorithm>

#include "formats/exports.hpp"

namespace cookdiff::formats {

namespace {

constexpr int raw_window = -15;       // zlib's largest window, without a header
constexpr int gzip_window = 16 + 15;  // the same, with gzip's header and checksum
constexpr std::size_t chunk_bytes = std::size_t{64} << 10;
constexpr std::size_t input_bytes_max = std::size_t{1} << 30;  // zlib counts in 32 bits

// zlib's state, given back whatever happens.
struct Stream {
  z_stream state{};
  bool open = false;
  explicit Stream(int window) { open = inflateInit2_(&state, window, ZLIB_VERSION, sizeof state) == Z_OK; }
  ~Stream() {
    if (open) inflateEnd(&state);
  }
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;
};

Error damaged() {
  return {.code = Code::bad_value, .detail = "the archive is damaged: its packed bytes cannot be unpacked"};
}

}  // namespace

Result<std::string> inflate(std::string_view packed, Packing packing, Budget& budget) {
  Stream stream(packing == Packing::gzip ? gzip_window : raw_window);
  if (!stream.open || packed.size() > input_bytes_max) return damaged();
  const std::size_t bytes_max = std::min(budget.bytes, entry_bytes_max);
  std::string out;
  std::string chunk(chunk_bytes, '\0');
  stream.state.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(packed.data()));
  stream.state.avail_in = static_cast<uInt>(packed.size());
  for (int status = Z_OK; status != Z_STREAM_END;) {
    stream.state.next_out = reinterpret_cast<Bytef*>(chunk.data());
    stream.state.avail_out = static_cast<uInt>(chunk.size());
    status = ::inflate(&stream.state, Z_NO_FLUSH);
    if (status != Z_OK && status != Z_STREAM_END) return damaged();
    const std::size_t made = chunk.size() - stream.state.avail_out;
    if (made > bytes_max - out.size()) {
      return Error{.code = Code::too_large,
                   .detail = "unpacked it is larger than the limit (64 MiB a file, 1 GiB in all)"};
    }
    out.append(chunk, 0, made);
    if (status == Z_OK && made == 0 && stream.state.avail_in == 0) return damaged();
  }
  budget.bytes -= out.size();
  return out;
}

unsigned long crc_of(std::string_view bytes) {
  unsigned long crc = crc32(0, nullptr, 0);
  while (!bytes.empty()) {
    const std::string_view part = bytes.substr(0, input_bytes_max);
    crc = crc32(crc, reinterpret_cast<const Bytef*>(part.data()), static_cast<uInt>(part.size()));
    bytes.remove_prefix(part.size());
  }
  return crc;
}

}  // namespace cookdiff::formats
