#include "base/arena.hpp"

#include <algorithm>
#include <cstring>

namespace cookdiff::base {

namespace {
constexpr std::size_t block_bytes_max = std::size_t{1} << 20;  // blocks double up to here, so waste stays below half
}

void Arena::grow(std::size_t at_least) {
  const std::size_t bytes = std::max(next_bytes_, at_least);
  blocks_.emplace_back(new std::byte[bytes]);
  cursor_ = reinterpret_cast<std::uintptr_t>(blocks_.back().get());
  end_ = cursor_ + bytes;
  reserved_ += bytes;
  next_bytes_ = std::min(next_bytes_ * 2, block_bytes_max);
}

std::string_view Arena::copy(std::string_view text) {
  if (text.empty()) return {};
  char* out = array<char>(text.size());
  std::memcpy(out, text.data(), text.size());
  return {out, text.size()};
}

std::string_view Arena::join(std::string_view first, std::string_view second) {
  const std::size_t size = first.size() + second.size();
  if (size == 0) return {};
  char* out = array<char>(size);
  std::copy(first.begin(), first.end(), out);
  std::copy(second.begin(), second.end(), out + first.size());
  return {out, size};
}

}  // namespace cookdiff::base
