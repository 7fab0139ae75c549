#include "formats/exports/zip.hpp"

#include <algorithm>

#include "formats/exports.hpp"

namespace cookdiff::formats {

namespace {

constexpr std::size_t end_bytes = 22;  // the end record without its comment
constexpr std::size_t comment_bytes_max = 65'535;
constexpr std::size_t central_bytes = 46;  // an entry of the directory without its texts
constexpr std::size_t local_bytes = 30;    // an entry's own header without its texts
constexpr std::size_t end64_bytes = 56;
constexpr std::size_t locator_bytes = 20;
constexpr std::uint32_t end_signature = 0x06054B50;
constexpr std::uint32_t end64_signature = 0x06064B50;
constexpr std::uint32_t locator_signature = 0x07064B50;
constexpr std::uint32_t central_signature = 0x02014B50;
constexpr std::uint32_t local_signature = 0x04034B50;
constexpr std::uint32_t in_zip64 = 0xFFFFFFFF;  // "the figure is in the zip64 part"
constexpr std::uint16_t zip64_extra = 1;
constexpr std::uint16_t stored = 0;
constexpr std::uint16_t deflated = 8;

Error damaged(std::string_view what) {
  return {.code = Code::bad_value, .detail = "the zip archive is damaged: " + std::string(what)};
}

// Little-endian numbers; the caller has checked that they are there.
std::uint64_t number_at(std::string_view bytes, std::size_t at, std::size_t size) {
  std::uint64_t value = 0;
  for (std::size_t byte = size; byte-- > 0;) value = (value << 8) | static_cast<unsigned char>(bytes[at + byte]);
  return value;
}
std::uint16_t two(std::string_view bytes, std::size_t at) {
  return static_cast<std::uint16_t>(number_at(bytes, at, 2));
}
std::uint32_t four(std::string_view bytes, std::size_t at) {
  return static_cast<std::uint32_t>(number_at(bytes, at, 4));
}

bool has_room(std::string_view zip, std::uint64_t at, std::uint64_t size) {
  return at <= zip.size() && size <= zip.size() - at;
}

struct Directory {
  std::uint64_t at = 0;
  std::uint64_t entries = 0;
};

// The end record is the last one of its signature whose comment reaches to the end of the file.
std::size_t find_end(std::string_view zip) {
  if (zip.size() < end_bytes) return std::string_view::npos;
  const std::size_t last = zip.size() - end_bytes;
  const std::size_t first = last > comment_bytes_max ? last - comment_bytes_max : 0;
  for (std::size_t at = last + 1; at-- > first;) {
    if (four(zip, at) == end_signature && two(zip, at + 20) == zip.size() - at - end_bytes) return at;
  }
  return std::string_view::npos;
}

Result<Directory> find_directory(std::string_view zip) {
  const std::size_t end = find_end(zip);
  if (end == std::string_view::npos) return damaged("it has no directory (cut off?)");
  if (two(zip, end + 4) != two(zip, end + 6)) {
    return Error{.code = Code::unsupported, .detail = "a zip archive in several parts"};
  }
  Directory directory{four(zip, end + 16), two(zip, end + 10)};
  const bool is_zip64 = end >= locator_bytes && four(zip, end - locator_bytes) == locator_signature;
  if (!is_zip64) return directory;
  const std::uint64_t end64 = number_at(zip, end - locator_bytes + 8, 8);
  if (!has_room(zip, end64, end64_bytes) || four(zip, static_cast<std::size_t>(end64)) != end64_signature) {
    return damaged("its zip64 directory is not where it should be");
  }
  directory.entries = number_at(zip, static_cast<std::size_t>(end64) + 32, 8);
  directory.at = number_at(zip, static_cast<std::size_t>(end64) + 48, 8);
  return directory;
}

// Figures that do not fit into 32 bits stand in the zip64 part, in this order, those alone that do not fit.
void read_zip64(std::string_view extra, ZipEntry& entry) {
  while (extra.size() >= 4) {
    const std::uint16_t id = two(extra, 0);
    const std::size_t size = std::min<std::size_t>(two(extra, 2), extra.size() - 4);
    std::string_view part = extra.substr(4, size);
    if (id == zip64_extra) {
      for (std::uint64_t* figure : {&entry.bytes, &entry.packed_bytes, &entry.header_at}) {
        if (*figure != in_zip64 || part.size() < 8) continue;
        *figure = number_at(part, 0, 8);
        part.remove_prefix(8);
      }
    }
    extra.remove_prefix(4 + size);
  }
}

}  // namespace

Result<std::vector<ZipEntry>> zip_entries(std::string_view zip, Budget& budget) {
  TRY(const Directory directory, find_directory(zip));
  if (directory.entries > budget.entries) {
    return Error{.code = Code::too_large, .detail = "more than 100,000 files in the archive"};
  }
  budget.entries -= static_cast<std::size_t>(directory.entries);
  std::vector<ZipEntry> out;
  std::uint64_t at64 = directory.at;
  for (std::uint64_t count = 0; count < directory.entries; ++count) {
    if (!has_room(zip, at64, central_bytes)) return damaged("its directory is cut off");
    const auto at = static_cast<std::size_t>(at64);
    if (four(zip, at) != central_signature) return damaged("its directory is not where it should be");
    const std::size_t name_bytes = two(zip, at + 28);
    const std::size_t extra_bytes = two(zip, at + 30);
    const std::size_t size = central_bytes + name_bytes + extra_bytes + two(zip, at + 32);
    if (!has_room(zip, at64, size)) return damaged("its directory is cut off");
    ZipEntry entry;
    entry.name = zip.substr(at + central_bytes, name_bytes);
    entry.encrypted = (two(zip, at + 8) & 1U) != 0;
    entry.method = two(zip, at + 10);
    entry.crc = four(zip, at + 16);
    entry.packed_bytes = four(zip, at + 20);
    entry.bytes = four(zip, at + 24);
    entry.header_at = four(zip, at + 42);
    read_zip64(zip.substr(at + central_bytes + name_bytes, extra_bytes), entry);
    out.push_back(entry);
    at64 += size;
  }
  return out;
}

Result<std::string> unzip(std::string_view zip, const ZipEntry& entry, Budget& budget) {
  if (entry.encrypted) return Error{.code = Code::unsupported, .detail = "the archive is encrypted"};
  if (entry.method != stored && entry.method != deflated) {
    return Error{.code = Code::unsupported, .detail = "packed in another way than zip's deflate"};
  }
  if (!has_room(zip, entry.header_at, local_bytes)) return damaged("an entry lies outside of it");
  const auto header = static_cast<std::size_t>(entry.header_at);
  if (four(zip, header) != local_signature) return damaged("an entry is not where it should be");
  const std::uint64_t at = entry.header_at + local_bytes + two(zip, header + 26) + two(zip, header + 28);
  if (!has_room(zip, at, entry.packed_bytes)) return damaged("an entry is cut off");
  const std::string_view packed =
      zip.substr(static_cast<std::size_t>(at), static_cast<std::size_t>(entry.packed_bytes));
  if (entry.bytes > entry_bytes_max || entry.bytes > budget.bytes) {
    return Error{.code = Code::too_large,
                 .detail = "unpacked it is larger than the limit (64 MiB a file, 1 GiB in all)"};
  }
  std::string out;
  if (entry.method == stored) {
    if (packed.size() != entry.bytes) return damaged("a stored entry has two sizes");
    budget.bytes -= packed.size();
    out = packed;
  } else {
    TRY(out, inflate(packed, Packing::raw, budget));
  }
  if (out.size() != entry.bytes || crc_of(out) != entry.crc) return damaged("an entry's checksum is another");
  return out;
}

}  // namespace cookdiff::formats
