// The functions on bytes that compilers call. Own, because an engine answers memory.copy of a few bytes by a call out
// of the module, which costs more than the bytes, and the libc compares one byte at a time: nearly all that the rooms
// copy and compare has below 100 bytes. Eight bytes at a time here, and what is left over by a step that overlaps.
// Compiled without builtins, or each of them would be made into a call of itself.
#include <cstddef>
#include <cstdint>

namespace {

// Unaligned, and of any type: the compiler makes one load or store of it.
template <typename Word>
struct [[gnu::packed, gnu::may_alias]] Unaligned {
  Word value;
};
template <typename Word>
Word load(const unsigned char* at) {
  return reinterpret_cast<const Unaligned<Word>*>(at)->value;
}
template <typename Word>
void store(unsigned char* at, Word value) {
  reinterpret_cast<Unaligned<Word>*>(at)->value = value;
}

constexpr std::size_t word_bytes = sizeof(std::uint64_t);

// Below a word: everything is loaded before anything is stored, so the two may overlap.
void copy_few(unsigned char* to, const unsigned char* from, std::size_t bytes) {
  if (bytes >= 4) {
    const auto first = load<std::uint32_t>(from);
    const auto last = load<std::uint32_t>(from + bytes - 4);
    store(to, first);
    store(to + bytes - 4, last);
  } else if (bytes >= 2) {
    const auto first = load<std::uint16_t>(from);
    const unsigned char last = from[bytes - 1];
    store(to, first);
    to[bytes - 1] = last;
  } else if (bytes == 1) {
    *to = *from;
  }
}

// From the front; right as well where `to` lies before `from` in memory that both share.
void copy_forward(unsigned char* to, const unsigned char* from, std::size_t bytes) {
  const auto last = load<std::uint64_t>(from + bytes - word_bytes);
  unsigned char* const last_to = to + bytes - word_bytes;
  for (; to < last_to; to += word_bytes, from += word_bytes) store(to, load<std::uint64_t>(from));
  store(last_to, last);
}

void copy_backward(unsigned char* to, const unsigned char* from, std::size_t bytes) {
  const auto first = load<std::uint64_t>(from);
  for (std::size_t left = bytes; left > word_bytes; left -= word_bytes)
    store(to + left - word_bytes, load<std::uint64_t>(from + left - word_bytes));
  store(to, first);
}

// Less, equal or more than 0, by the first byte that differs.
int order(std::uint64_t a, std::uint64_t b) { return __builtin_bswap64(a) < __builtin_bswap64(b) ? -1 : 1; }

}  // namespace

extern "C" {

void* memmove(void* to, const void* from, std::size_t bytes) {
  auto* const out = static_cast<unsigned char*>(to);
  const auto* const in = static_cast<const unsigned char*>(from);
  if (bytes < word_bytes)
    copy_few(out, in, bytes);
  else if (out <= in || out >= in + bytes)
    copy_forward(out, in, bytes);
  else
    copy_backward(out, in, bytes);
  return to;
}

void* memcpy(void* to, const void* from, std::size_t bytes) {
  auto* const out = static_cast<unsigned char*>(to);
  const auto* const in = static_cast<const unsigned char*>(from);
  bytes < word_bytes ? copy_few(out, in, bytes) : copy_forward(out, in, bytes);
  return to;
}

void* memset(void* to, int value, std::size_t bytes) {
  auto* out = static_cast<unsigned char*>(to);
  const auto byte = static_cast<unsigned char>(value);
  if (bytes < word_bytes) {
    for (std::size_t at = 0; at < bytes; ++at) out[at] = byte;
    return to;
  }
  const std::uint64_t word = byte * std::uint64_t{0x0101010101010101};
  unsigned char* const last = out + bytes - word_bytes;
  for (; out < last; out += word_bytes) store(out, word);
  store(last, word);
  return to;
}

int memcmp(const void* first, const void* second, std::size_t bytes) {
  const auto* a = static_cast<const unsigned char*>(first);
  const auto* b = static_cast<const unsigned char*>(second);
  if (bytes >= word_bytes) {
    const unsigned char* const last = a + bytes - word_bytes;
    const unsigned char* const last_b = b + bytes - word_bytes;
    for (; a < last; a += word_bytes, b += word_bytes)
      if (const auto x = load<std::uint64_t>(a), y = load<std::uint64_t>(b); x != y) return order(x, y);
    const auto x = load<std::uint64_t>(last);
    const auto y = load<std::uint64_t>(last_b);
    return x == y ? 0 : order(x, y);
  }
  for (std::size_t at = 0; at < bytes; ++at)
    if (a[at] != b[at]) return a[at] < b[at] ? -1 : 1;
  return 0;
}

}  // extern "C"
